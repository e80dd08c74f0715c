"""Whom a report addresses a recommendation to, beside the cell and the agencies of the record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import starmap

from dhrcurate.domain.agency import generations
from dhrcurate.domain.evidence import Addressing, Compared, Passage, Role
from dhrcurate.domain.initials import has_names_of, is_initialled
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.actor import is_addressed
from dhrcurate.rules.addressees.shared import told_in_text
from dhrcurate.rules.cells import Cell, NameType, WrittenName
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.departments import is_other_department
from dhrcurate.rules.documents.name_forms import NameMeant, may_be_one, own_partnership
from dhrcurate.rules.documents.named_in_cell import is_said
from dhrcurate.rules.documents.own_words import asked_by, unknown_asked_by
from dhrcurate.rules.documents.shared import located

_WORD = re.compile(r"\w+")
_MANY = frozenset({NameType.COLLECTIVE, NameType.UNSPECIFIC})
"""Names that may mean a body without naming it."""


def printed_addressees(context: RuleContext) -> Sequence[tuple[Recommendation, PrintedAddressees]]:
    """Return the recommendations beside which a document prints an addressee, with the comparison, made once.

    Where no column, label or heading names one, what the text asks counts, if that is plainly another body.
    """
    return context.once(_compared)


def _compared(context: RuleContext) -> Sequence[tuple[Recommendation, PrintedAddressees]]:
    return list(_all_compared(context))


def _all_compared(context: RuleContext) -> Iterator[tuple[Recommendation, PrintedAddressees]]:
    written = dict.fromkeys(r.addressed_to.strip() for r in context.recommendations)
    cells = frozenset(map(_letters, written))
    for r, found in located(context):
        named = [one for one in found.passages if one.role is not Role.SECOND and one.addressed]
        if named:
            yield r, PrintedAddressees(context, r, named, cells)
        elif found.passages and (other := _asked_instead(context, r, found.passages[0], written)) is not None:
            beside = PrintedAddressees(context, r, [replace(found.passages[0], addressed=(other,))], cells)
            if beside.cell_is_wrong and (beside.missing or beside.others):
                yield r, beside
        elif found.passages and r.addressed_to and (unknown := unknown_asked_by(found.passages[0].text)) is not None:
            beside = PrintedAddressees(context, r, [replace(found.passages[0], addressed=(unknown,))], cells)
            if beside.unsure and asked_by(found.passages[0].text, context.names, written) is None:
                yield r, beside


def _asked_instead(context: RuleContext, r: Recommendation, passage: Passage, cells: Iterable[str]) -> str | None:
    """Whom the words of a passage ask, where each of its names is known and the record plainly names another."""
    asked = asked_by(passage.text, context.names, cells)
    if asked is None or not (r.addressed_to or r.agencies):
        return None
    if is_other_department(asked, r.addressed_to):
        return asked
    for name in context.read_cell(asked).names:
        entries = [entry for body in name.stands_for if (entry := context.names.entry(body)) is not None]
        if any(is_addressed(context, r, name.text, entry) for entry in entries):
            return None
    return asked


class PrintedAddressees:
    """The addressees of one recommendation, as they are printed and as the record has them.

    Args:
        context: The record.
        r: The recommendation.
        passages: Its passages that name an addressee.
        cells: The letters of every cell of the record.

    Attributes:
        missing: The bodies that are printed and that neither the cell nor the agencies name.
        others: Printed names that are in no register, and are the cells of other recommendations of the record.
        unsure: Printed names of which it cannot be said whether the record names them.
        bodies: Every body that is printed.
        passage: The passage that names another body, else the first that names any.
    """

    def __init__(
        self,
        context: RuleContext,
        r: Recommendation,
        passages: list[Passage],
        cells: frozenset[str],
    ) -> None:
        # The record keeps this, so that to keep the record here would leave both to the collector of garbage.
        self._names, self._cell = context.names, context.cell(r)
        self._partnership = own_partnership(context)
        self._r, self._passages, self._cells = r, passages, cells
        self.missing: list[str] = []
        self.others: list[str] = []
        self.unsure: list[str] = []
        self.bodies: list[str] = []
        self._written_for: dict[str, str] = {}
        self._vague: list[str] = []
        self._may_be_many = self._is_for_all = False
        self.passage = passages[0]
        self._some_in_cell = False
        self._some_same = False
        self._is_other_department = False
        for passage in passages:
            told = self._told()
            for text in passage.addressed or ():
                before = len(self.missing) + len(self.others)
                self._read(text, context.read_cell(text))
                if not before and self.missing + self.others:
                    self.passage = passage
            self._some_same = self._some_same or self._told() == told

    def _told(self) -> int:
        return len(self.missing) + len(self.others) + len(self.unsure)

    def _read(self, text: str, cell: Cell) -> None:
        known = [name for name in cell.names if name.sort is NameType.BODY and name.registered and name.stands_for]
        meant = [body for name in known for body in name.stands_for]
        _add(self.bodies, meant)
        vague = [name for name in cell.names if name not in known]
        _add(self._vague, [text] if vague or not known else ())
        self._may_be_many = self._may_be_many or any(name.sort in _MANY for name in vague)
        self._is_for_all = self._is_for_all or any(name.sort is NameType.COLLECTIVE for name in vague)
        for name in known:
            for body in name.stands_for:
                self._written_for.setdefault(body, name.text)
        parts = [(name.text, name.stands_for if name in known else ()) for name in cell.names] or [(text, ())]
        whole = (text, tuple(meant))
        if self._is_of_another_department(text, meant):
            self._is_other_department = True
            _add(self.others, [text])
            return
        self._some_in_cell = self._some_in_cell or any(starmap(self._is_in_cell, [whole, *parts]))
        if self._is_written(*whole) or all(starmap(self._is_written, parts)) or self._is_shortened(text):
            return
        if not known and _letters(text) in self._cells:
            _add(self.others, [text])
        elif not known or (len(cell.names) > len(known) and not self._ours):
            _add(self.unsure, [text])
        else:
            missing = [n for n in known if not (self._is_written(n.text, n.stands_for) or self._is_shortened(n.text))]
            _add(self.missing, [b for n in missing for b in n.stands_for if not self._is_among(b, self._ours)])
            if any(name not in known and not self._is_written(name.text, ()) for name in cell.names):
                _add(self.unsure, [text])

    def _is_of_another_department(self, text: str, meant: Collection[str]) -> bool:
        """Whether a printed name says one department and the cell another of the same body, or of any."""
        if not is_other_department(text, self._r.addressed_to):
            return False
        ours = self._cell_bodies or [name.proposed for name in self._cell.names if name.proposed]
        return not ours or not meant or any(self._is_among(body, ours) for body in meant)

    def _is_written(self, text: str, meant: Collection[str]) -> bool:
        """Whether the cell has the words of a printed name, which means some bodies, or an agency is called so."""
        return self._is_in_cell(text, meant) or any(
            _letters(text) == _letters(agency) or self._may_be(text, meant, agency, (agency,))
            for agency in self._r.agencies
        )

    def _may_be(self, text: str, meant: Collection[str], ours: str, bodies: Collection[str]) -> bool:
        """Whether a printed name may be a form of one of the record's, which is then printed, too."""
        if not may_be_one(NameMeant(text, meant), NameMeant(ours, bodies), self._partnership):
            return False
        _add(self.bodies, bodies)
        return True

    def _is_shortened(self, text: str) -> bool:
        """Whether the cell has a printed name with initials, or a part of it that does not say whose it is."""
        return any(
            is_initialled(name.text, text)
            or (name.sort is NameType.UNSPECIFIC and set(_words(name.text)) <= set(_words(text)))
            or (not name.stands_for and has_names_of(name.text, text))
            for name in self._cell.names
        )

    def _is_in_cell(self, text: str, meant: Collection[str]) -> bool:
        letters = _letters(text)
        if not letters or letters == _letters(self._r.addressed_to):
            return True
        forms = [self._may_be(text, meant, name.text, name.stands_for) for name in self._cell.names]
        return any(forms) or is_said(text, self._r.addressed_to, self._cell, meant)

    @cached_property
    def _cell_bodies(self) -> list[str]:
        return [body for name in self._cell.names for body in name.stands_for]

    @cached_property
    def _in_cell(self) -> list[str]:
        """What the cell names, by its meaning and its words."""
        return [*self._cell_bodies, *(name.text for name in self._cell.names)]

    @cached_property
    def _ours(self) -> list[str]:
        """What the record names: the agencies and the cell."""
        return [*self._r.agencies, *self._in_cell]

    def _is_among(self, body: str, others: Iterable[str]) -> bool:
        """Whether a body, or the one before or after it, is one of others."""
        return any(
            body.casefold() == other.casefold() or self._follows(body, other) or self._follows(other, body)
            for other in others
        )

    def _follows(self, first: str, later: str) -> bool:
        return any(later in generation for generation in generations(first, self._successors))

    def _successors(self, name: str) -> tuple[str, ...]:
        entry = self._names.entry(name)
        return tuple(entry.successors) if entry else ()

    # What is wrong

    @cached_property
    def cell_is_wrong(self) -> bool:
        """Whether the cell names somebody, and none of those whom the report names."""
        if self._some_in_cell or self.unsure or not (self.bodies or self.others):
            return False
        if self._is_other_department:
            return True
        names = self._cell.names
        if any(self._may_mean(name) for name in names):
            return False
        if any(name.sort in _MANY and not self._is_of_another_kind(name) for name in names):
            return self._are_cells
        return bool(names)

    def _is_of_another_kind(self, name: WrittenName) -> bool:
        """Whether a name is likely that of a body of another kind than each printed one: no force has a social care."""
        kind = self._kind(name.proposed) if name.proposed and name.sort is NameType.UNSPECIFIC else None
        return kind is not None and bool(self.bodies) and all(self._kind(body) != kind for body in self.bodies)

    @property
    def _printed(self) -> list[str]:
        return [text for passage in self._passages for text in passage.addressed or ()]

    @property
    def _are_cells(self) -> bool:
        """Whether all that is printed is the cell of another recommendation: so the record tells them apart."""
        return all(_letters(text) in self._cells for text in self._printed)

    def _may_mean(self, name: WrittenName) -> bool:
        """Whether a name of the cell means a printed body, or may mean it."""
        likely = (*name.stands_for, *((name.proposed,) if name.proposed else ()), *name.others)
        return any(self._is_among(body, self.bodies) for body in likely)

    @property
    def _is_whole(self) -> bool:
        """Whether all that is printed is known, so that it can be said who is not named."""
        return bool(self.bodies) and not self.unsure and not self.others

    @cached_property
    def wrong(self) -> list[str]:
        """The agencies that come from a cell which names none of those whom the report names."""
        if not self.cell_is_wrong:
            return []
        return [a for a in self._unnamed if self._is_among(a, self._cell_bodies)]

    @cached_property
    def extra(self) -> list[str]:
        """The agencies that neither the cell, the text nor the report names, where each name is known."""
        sure = all(n.sort is NameType.BODY and n.stands_for and not n.inferred for n in self._cell.names)
        if not self._is_whole or not sure:
            return []
        return [a for a in self._unnamed if not self._is_among(a, self._in_cell)]

    @cached_property
    def also(self) -> list[str]:
        """The bodies of the cell that the record is addressed to beside the printed ones, and that are not printed.

        These are the agencies or, where none is decided, what the cell names.
        """
        return [] if self._may_be_many else self._more

    @cached_property
    def _more(self) -> list[str]:
        """The same, unless all is printed in names that may mean anybody ("All agencies")."""
        if self._is_for_all or self.unsure or self.others or self.cell_is_wrong:
            return []
        surely = [name for name in self._cell.names if name.told and not name.inferred and not self._is_meant(name)]
        bodies = [body for name in surely for body in name.stands_for]
        if self._r.agencies:
            among = [*bodies, *(name.text for name in surely)]
            return [a for a in self._unnamed if self._is_among(a, among) and self._is_another(a)]
        return [body for body in self._without_named(bodies) if self._is_another(body)]

    def _is_meant(self, name: WrittenName) -> bool:
        """Whether a name of the cell is said within a printed one that is in no register."""
        return any(set(name.text.casefold().split()) <= set(text.casefold().split()) for text in self._vague)

    @cached_property
    def _may_be_more(self) -> bool:
        """Whether the record names somebody of whom it cannot be said whether the report does."""
        if self._vague or not self._is_whole:
            return bool(self._more)
        if self._r.agencies:
            return bool(self._unnamed)
        return any(self._is_left(name) for name in self._cell.names)

    def _is_left(self, name: WrittenName) -> bool:
        """Whether a name of the cell is another one than those that are printed, and may be somebody."""
        if name.sort in _MANY or self._may_mean(name):
            return False
        return not any(self._has_words_of(name.text, printed) for printed in self._printed)

    def _is_another(self, agency: str) -> bool:
        """Whether an agency is another body than the printed ones, and not a part of one that is named more closely."""
        kind = self._kind(agency)
        alike = [body for body in self.bodies if kind is None or kind == self._kind(body)]
        return not any(self._has_words_of(agency, body) for body in alike)

    def _kind(self, name: str) -> str | None:
        entry = self._names.entry(name)
        return entry.kind if entry else None

    @staticmethod
    def _has_words_of(one: str, other: str) -> bool:
        """Whether all words of one of two names are in the other one."""
        mine, theirs = set(one.casefold().split()), set(other.casefold().split())
        return mine <= theirs or theirs <= mine

    @cached_property
    def _unnamed(self) -> list[str]:
        """The agencies that neither the report nor the text names."""
        return self._without_named(self._r.agencies)

    def _without_named(self, bodies: Iterable[str]) -> list[str]:
        """Bodies without those that the report or the text names."""
        gone = [a for a in bodies if not self._is_among(a, self.bodies) and not self._is_printed(a)]
        told = told_in_text(self._names, self._r) if gone else set()
        return [a for a in gone if a not in told and a.casefold() not in self._r.text.casefold()]

    def _is_printed(self, agency: str) -> bool:
        return any(_letters(agency) == _letters(text) for text in self._printed)

    @property
    def tells_agencies(self) -> bool:
        """Whether each agency is named by the report or the cell, or it is told by itself that one is not."""
        named = (self._is_among(a, [*self.bodies, *self._in_cell]) or self._is_printed(a) for a in self._r.agencies)
        return self.how is Compared.DIFFERS or all(named)

    # In sum

    @cached_property
    def how(self) -> Compared:
        """How both stand."""
        if self.missing or self.others or self.wrong or self.extra or self.also:
            return Compared.DIFFERS
        unsure = self.unsure and not self._some_same
        return Compared.NOT_COMPARED if unsure or self._may_be_more else Compared.SAME

    @property
    def addressing(self) -> Addressing:
        """The same with what is printed, and with what the record names beyond that."""
        named = self.passage.addressed or ()
        if self.how is Compared.NOT_COMPARED:
            return Addressing(self.how, tuple(self.unsure or named))
        only_more = not (self.missing or self.others or self.wrong)
        also = (*self.extra, *self.also) if only_more else ()
        return Addressing(self.how, tuple(named), also=also, cell=self._cell_says_other)

    @property
    def _cell_says_other(self) -> bool:
        """Whether the agencies are those that are printed, and the cell names others."""
        if self.how is not Compared.SAME or not self._r.agencies or self._vague or not self._is_whole:
            return False
        return self.cell_is_wrong or any(name.told and self._is_left(name) for name in self._cell.names)

    @property
    def as_cell(self) -> str:
        """What is printed, as a cell."""
        return " | ".join(self.passage.addressed or ())

    def as_written(self, body: str) -> str:
        """A printed body, in the report's words; its name behind them where that is another one."""
        printed = self._written_for.get(body, body)
        return printed if printed.casefold() == body.casefold() else f"{printed} ({body})"


def _add(to: list[str], names: Iterable[str]) -> None:
    to += [name for name in dict.fromkeys(names) if name not in to]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
