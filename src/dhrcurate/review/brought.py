"""What a later extraction brought, in rows for the screen and for the review line by line.

What it did comes from the trail, and what became of it since from the record as it is shown: a decision that is on its
way to disk counts already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

from dhrcurate.curation.operations.conflicts import is_kept
from dhrcurate.curation.updating.brought import Brought, Decided, Lack, Newest, Value
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, get, pointer
from dhrcurate.domain.extraction import CONFLICTS, agree, is_open, open_conflicts
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.words import field_in_words, name_of, plural
from dhrcurate.review.history_text import moment
from dhrcurate.review.order import in_natural_order
from dhrcurate.review.record_state import Rec

Place: TypeAlias = tuple[What, str, str]
"""What a row is about: what was brought, the recommendation and the field; of what was removed its number."""

KINDS: Mapping[What, str] = {
    What.NEW: "new",
    What.TAKEN: "changed",
    What.GONE: "gone",
    What.BACK: "back",
    What.CONFLICT: "conflict",
    What.KEPT: "kept",
    What.REMOVED: "removed",
}
"""What was brought, in a word."""

OPEN = "to decide"
"""What became of a row about which nobody has decided."""


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """One thing that an extraction brought, and what became of it.

    Attributes:
        told: What it brought.
        number: The number of the recommendation now, else then.
        label: How it begins now, else then; of a fact of the review empty.
        yours: What the record says now; `None` if nothing.
        became: What became of it, in a word or two.
        open: Whether somebody has to decide about it.
        removed: Whether the recommendation is not in the record now.
        decided: Who decided, as far as that is saved.
    """

    told: Brought
    number: str
    label: str
    yours: Value
    became: str
    open: bool = False
    removed: bool = False
    decided: Decided | None = None

    @property
    def what(self) -> What:
        """What was brought."""
        return self.told.what

    @property
    def key(self) -> str:
        """The recommendation, empty for a fact of the review and for what was removed before."""
        return self.told.key

    @property
    def place(self) -> Place:
        """What it is about, which stays the same whatever becomes of it."""
        return self.told.what, self.told.key or self.told.number, self.told.field

    @property
    def name(self) -> str:
        """The name of the field; of a whole recommendation that of its text."""
        return self.told.field.rpartition(".")[2] or "text"

    @property
    def field(self) -> str:
        """The field in words; empty where it is about a whole recommendation."""
        return field_in_words(self.name) if self.told.field else ""

    @property
    def about(self) -> str:
        """What it is about in a sentence: `the text of R4`, `R4`, `the year of death`."""
        whole = name_of({"number": self.number, "key": self.key})
        if self.key:
            return f"the {self.field} of {whole}" if self.field else whole
        return f"the {self.field} of the review" if self.told.field.partition(".")[2] else whole


def rows_of(newest: Newest | None, data: Data) -> list[BroughtRow]:
    """Return what was brought, in the order of the record; facts of the review first, what is not in it last.

    What is open in the record is listed even if the trail does not tell of it.

    Args:
        newest: What the trail tells of the newest extraction; `None` if there was none.
        data: The record as it is shown.
    """
    recs = {str(rec.get("key")): rec for rec in data.get(RECOMMENDATIONS, ())}
    told = newest.told if newest is not None else ()
    decided = newest.decided if newest is not None else {}
    found = [_row(one, recs.get(one.key), data, decided.get((one.key, one.field))) for one in told]
    known = {row.place for row in found if row.open or row.what is What.GONE}
    found += [row for row in _open_beside(recs.values(), data) if row.place not in known]
    order = _order(recs, told)
    return sorted(found, key=lambda row: 0 if _is_fact(row.told) else order.get(row.key, len(order) + 1))


def _order(recs: Mapping[str, Rec], told: Sequence[Brought]) -> dict[str, int]:
    """The places of recommendations in the record; one that was removed since stays where it was."""
    keys, known = list(recs), set(recs)
    after = ""
    for one in told:
        if one.key and one.key not in known:
            known.add(one.key)
            keys.insert(keys.index(after) + 1 if after else 0, one.key)
        after = one.key or after
    numbers = {one.key: one.number for one in told}
    rows = (recs.get(key) or {"number": numbers[key]} for key in keys)
    return _natural_places(tuple(keys), tuple((row.get("number"), row.get("addressed_to")) for row in rows))


@lru_cache(maxsize=2)
def _natural_places(keys: Sequence[str], told: Sequence[tuple[Any, Any]]) -> dict[str, int]:
    """The places of recommendations in natural order, by their keys; kept, as few decisions change a number."""
    rows = [{"key": k, "number": number, "addressed_to": cell} for k, (number, cell) in zip(keys, told, strict=True)]
    return {str(rec["key"]): at for at, rec in enumerate(in_natural_order(rows), 1)}


def _open_beside(recs: Iterable[Rec], data: Data) -> Iterator[BroughtRow]:
    """Everything that is open in the record, with what the record itself tells of it."""
    for rec in recs:
        key, number = str(rec.get("key")), str(rec.get("number") or "")
        extracted = rec.get("extracted") or {}
        if "gone" in extracted:
            one = Brought(What.GONE, key, number, old=Lack.UNKNOWN, by=str(extracted["gone"]))
            yield _row(one, rec, data, None)
        for conflict in rec.get(CONFLICTS) or ():
            name, theirs = str(conflict["field"]), conflict.get("theirs")
            new = None if theirs is None else str(theirs)
            one = Brought(What.CONFLICT, key, number, name, Lack.UNKNOWN, new, by=str(conflict.get("by", "")))
            yield _row(one, rec, data, None)


def _is_fact(one: Brought) -> bool:
    return not one.key and "." in one.field


def _row(one: Brought, rec: Rec | None, data: Data, decided: Decided | None) -> BroughtRow:
    if _is_fact(one):
        now = get(data, pointer(*one.field.split(".", 1)))
        yours = None if now is None else str(now)
        return BroughtRow(one, "", "", yours, _fact_became(one, yours))
    if rec is None:
        text = next((v for v in (one.yours, one.new, one.old) if isinstance(v, str)), "")
        became = "stays removed" if one.what is What.REMOVED else "removed"
        return BroughtRow(one, one.number, _label(text), None, became, removed=True, decided=decided)
    field = one.field or "text"
    yours = None if rec.get(field) is None else str(rec[field])
    is_disputed = _is_open(one, rec, data)
    if is_disputed and isinstance(one.new, Lack):  # what the record itself holds is no secret of the trail
        one = replace(one, new=next(_theirs_now(one, rec)))
    became = OPEN if is_disputed else _became(one, rec, yours)
    label = _label(str(rec.get("title") or rec.get("text") or ""))
    number = str(rec.get("number") or "")
    return BroughtRow(one, number, label, yours, became, is_disputed, decided=None if is_disputed else decided)


def _label(text: str) -> str:
    return " ".join(text[:200].split())


def _fact_became(one: Brought, yours: Value) -> str:
    if agree(yours, one.new):
        return "taken"
    return "yours kept" if agree(yours, one.yours) else "edited since"


def _is_open(one: Brought, rec: Rec, data: Data) -> bool:
    """True if somebody has to decide about something in the record as it is."""
    if one.what is What.GONE:
        return _is_gone(rec, data)
    if one.what is not What.CONFLICT:
        return False
    return any(agree(theirs, one.new) or isinstance(one.new, Lack) for theirs in _theirs_now(one, rec))


def _is_gone(rec: Rec, data: Data) -> bool:
    """True if the newest extraction does not have a recommendation, and nobody said why it stays."""
    return "gone" in (rec.get("extracted") or {}) and not is_kept(data, str(rec.get("key")))


def _theirs_now(one: Brought, rec: Rec) -> Iterator[str | None]:
    """What the open conflicts of a recommendation about a field say."""
    here = (c for c in rec.get(CONFLICTS) or () if c["field"] == one.field and is_open(rec, c))
    yield from (None if c.get("theirs") is None else str(c["theirs"]) for c in here)


def _became(one: Brought, rec: Rec, yours: Value) -> str:
    status = str(rec.get("status", "pending"))
    match one.what:
        case What.CONFLICT:
            if agree(yours, one.new):
                return "theirs taken"
            return "yours kept" if agree(yours, one.yours) else "edited"
        case What.GONE:
            return "kept" if "gone" in (rec.get("extracted") or {}) else "is back"
        case What.TAKEN if not agree(yours, one.new):
            return "edited since"
        case What.TAKEN if one.lapsed and status == "pending":
            return f"was {one.lapsed}"
        case _:
            return status


def row_of_change(rows: Sequence[BroughtRow], paths: Iterable[str]) -> int | None:
    """Return the place of the first row that a change was about; `None` if there is none.

    Args:
        rows: The rows.
        paths: What was changed.
    """
    touched = [(where.key, set(where.names)) for where in map(subject_of, paths) if where.key]
    own = [at for at, row in enumerate(rows) if any(row.key == key for key, _ in touched)]
    exact = (at for at in own if any(rows[at].key == key and rows[at].name in names for key, names in touched))
    return next(exact, own[0] if own else None)


def counts_told(rows: Sequence[BroughtRow]) -> str:
    """Return what was brought in a few words, what has to be decided first: `3 conflicts, 2 decided, 1 new, 1 gone`."""
    disputed = [row for row in rows if row.what in (What.CONFLICT, What.GONE)]
    conflicts, gone = ([r for r in disputed if r.open and r.what is what] for what in (What.CONFLICT, What.GONE))
    counts = [
        (len(conflicts), "conflict", "conflicts"),
        (sum(not row.open for row in disputed), "decided", "decided"),
        (sum(row.what is What.NEW for row in rows), "new", "new"),
        (sum(row.what is What.TAKEN for row in rows), "changed", "changed"),
        (len(gone), "gone", "gone"),
        (sum(row.what is What.BACK for row in rows), "back", "back"),
        (sum(row.what is What.KEPT for row in rows), "kept", "kept"),
        (sum(row.what is What.REMOVED for row in rows), "removed", "removed"),
    ]
    return ", ".join(plural(*each) for each in counts if each[0]) or "nothing to decide"


def marked_told(rows: Sequence[BroughtRow], marked: Collection[Place], here: BroughtRow) -> str:
    """Return what is marked other than the row that is looked at, `the text of number 3, marked`; empty if nothing."""
    if len(marked) > 1:
        return f"the {len(marked)} marked"
    others = (f"{row.about}, marked" for row in rows if row.place in marked)
    return next(others, "") if marked and here.place not in marked else ""


def left_told(data: Data) -> str:
    """Return how many conflicts are left, and how many recommendations that are gone, as a sentence."""
    conflicts, gone = open_conflicts(data), sum(_is_gone(rec, data) for rec in data.get(RECOMMENDATIONS, ()))
    counts = [plural(conflicts, "conflict")] if conflicts else []
    counts += [f"{gone} gone"] if gone else []
    return f"{' and '.join(counts)} left." if counts else "Nothing is left to decide."


def came_told(newest: Newest, data: Data) -> str:
    """Return when the newest extraction came in, by whom, and from which page, in a few words."""
    extraction = (newest.event.because or {}).get("extraction")
    entry: Data = next((one for one in data.get("extractions", ()) if one.get("id") == extraction), {})
    page = f", from {entry['page']}" if entry.get("page") else ""
    return f"brought in {moment(newest.event.at)[:16]} by {newest.event.by}{page}"


def nothing_told(newest: Newest | None, folder: str) -> str:
    """Return why nothing is listed, as sentences with the command that would bring something.

    Args:
        newest: What the trail tells.
        folder: How a command names the library.
    """
    why = (
        "No later extraction is in this record."
        if newest is None
        else "The newest extraction changed nothing of this record."
    )
    return f"{why} `dhrcurate import --update PAGE --into {folder}` brings the page in as it is published now."


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says.

    Attributes:
        name: `old`, `theirs` or `yours`.
        whose: Whose words these are.
        words: What it says; where that is nothing or not known a sentence about it.
        said: Whether the words are a value.
        against: The text whose words it is compared with; `None` for none.
    """

    name: str
    whose: str
    words: str
    said: bool = True
    against: str | None = None


def sides_of(row: BroughtRow) -> tuple[Side, Side, Side]:
    """Return the three sides of a row: what the earlier extraction said, the later one, and the record now."""
    told, yours = row.told, row.yours
    old, new = told.old, told.new
    of_export = told.what is What.CONFLICT and not told.by.startswith("x-")
    later = "the edited export" if of_export else "the later extraction"
    whole = "this recommendation"
    none_old = f"It did not have {whole}." if told.what is What.NEW else "It said nothing."
    words = f" Its words stand in {name_of({'number': told.within})} there." if told.within else ""
    none_new = f"It does not have {whole}.{words}" if told.what is What.GONE else "It says nothing."
    if told.what is What.BACK:
        none_old = f"It did not have {whole}; an earlier one did."
    theirs_against = next((text for text in (old, yours) if isinstance(text, str)), None)
    return (
        _side("old", "the earlier extraction", old, None, none_old),
        _side("theirs", later, new, theirs_against, none_new),
        _yours(row, old, new),
    )


def _yours(row: BroughtRow, old: Value, new: Value) -> Side:
    nothing = "It is not in the record." if row.removed else "It says nothing."
    yours = row.yours
    if isinstance(yours, str):
        for other, whose in ((new, "later"), (old, "earlier")):
            if isinstance(other, str) and agree(yours, other):
                return Side("yours", "the record now", f"As the {whose} extraction has it.", said=False)
    return _side("yours", "the record now", yours, old if isinstance(old, str) else None, nothing)


def _side(name: str, whose: str, value: Value, against: str | None, nothing: str) -> Side:
    if isinstance(value, Lack):
        lacking = {Lack.REDACTED: "Taken out of the trail for good.", Lack.UNKNOWN: "The trail does not tell."}
        return Side(name, whose, lacking[value], said=False)
    if value is None or not value.strip():
        return Side(name, whose, nothing, said=False)
    is_compared = against is not None and against.strip() and not agree(value, against)
    return Side(name, whose, value, against=against if is_compared else None)
