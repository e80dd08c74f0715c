"""How texts run together in extractions: the next recommendation, or the name of a body, in every printed form."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping

from dhrcurate.domain.record import Recommendation

Rows = list[Recommendation]
Damage = Callable[[Rows, int, random.Random], "Rows | None"]

_PLAIN = re.compile(r"\D{0,4}(\d{1,2})\D{0,2}")
_ROMAN = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]
_THEMES = ("Training and awareness", "Information sharing", "Policy and procedure", "Response to risk")
_BODIES = (
    *("Durham Constabulary", "Cumbria Constabulary", "Gwent Police", "Derbyshire County Council", "Home Office"),
    *("Crown Prosecution Service", "Lancashire County Council", "Ministry of Justice"),
)
_ORDERS = (
    "Publish a guide for neighbours who hear an argument.",
    "Ask each practice to name a lead for families.",
    "Review the form on which a call is written down.",
    "Introduce a yearly audit of closed cases.",
)
_GENERIC = {
    "The force": ("polic constab force csp safety", "should check within a year whether the change has worked."),
    "The Trust": ("nhs trust health hospital csp safety", "should write to each patient who has missed two clinics."),
    "The council": ("council borough social housing csp safety", "must keep a list of the landlords that took part."),
}
"""What bodies are called, with pieces of the cells that may mean the same body, and a task."""


def _joined(rows: Rows, at: int, text: str, *, gone: int | None = None) -> Rows:
    """The rows with another text at one of them, and without the row whose text ran into it."""
    changed = [*rows[:at], rows[at].model_copy(update={"text": text}), *rows[at + 1 :]]
    return changed if gone is None else [*changed[:gone], *changed[gone + 1 :]]


def _stopped(text: str) -> str:
    return text.strip().rstrip(".;,") + "."


def _place(r: Recommendation) -> int | None:
    found = _PLAIN.fullmatch((r.number or "").strip())
    return int(found[1]) if found else None


_MARKS: dict[str, Callable[[int], str]] = {
    "8.": lambda n: f"{n}.",
    "8)": lambda n: f"{n})",
    "(8)": lambda n: f"({n})",
    "8": str,
    "R8": lambda n: f"R{n}",
    "Rec 8": lambda n: f"Rec {n}",
    "Recommendation 8 -": lambda n: f"Recommendation {n} -",
    "RECOMMENDATION 8": lambda n: f"RECOMMENDATION {n}",
    "3.8": lambda n: f"3.{n}",
    "viii.": lambda n: f"{_ROMAN[n - 1]}.",
    "•": lambda _: "•",
    "o": lambda _: "o",
    "-": lambda _: "-",
}


def _numbered(mark: Callable[[int], str], join: str) -> Damage:
    """The next row's text behind this one's, with its number in some form."""

    def damage(rows: Rows, at: int, _: random.Random) -> Rows | None:
        place = _place(rows[at])
        if at + 1 == len(rows) or place is None or place >= len(_ROMAN) or _place(rows[at + 1]) != place + 1:
            return None
        before = _stopped(rows[at].text)
        before = before.rstrip(".") if join == "" else before
        gap = "" if join == "glued" else " "
        text = f"{before}{gap}{mark(place + 1)} {rows[at + 1].text.strip()}"
        return _joined(rows, at, text, gone=at + 1)

    return damage


def _last_run_in(mark: Callable[[int], str]) -> Damage:
    """The end of the row before, with this row's own number behind it, before this row's text."""

    def damage(rows: Rows, at: int, _: random.Random) -> Rows | None:
        place = _place(rows[at])
        if at == 0 or place is None or place > len(_ROMAN) or _place(rows[at - 1]) != place - 1:
            return None
        text = f"{_stopped(rows[at - 1].text)} {mark(place)} {rows[at].text.strip()}"
        return _joined(rows, at, text, gone=at - 1)

    return damage


def _in_the_middle(mark: Callable[[int], str]) -> Damage:
    """The next row's text between two words of this one's, as where columns are read across."""

    def damage(rows: Rows, at: int, chance: random.Random) -> Rows | None:
        place = _place(rows[at])
        words = rows[at].text.split()
        if at + 1 == len(rows) or place is None or place >= len(_ROMAN) or len(words) < 8:
            return None
        if _place(rows[at + 1]) != place + 1:
            return None
        cut = chance.randint(4, len(words) - 3)
        parts = [*words[:cut], mark(place + 1), _stopped(rows[at + 1].text), *words[cut:]]
        return _joined(rows, at, " ".join(parts), gone=at + 1)

    return damage


def _second(which: str) -> Damage:
    """A second recommendation behind the full stop, or behind none, without a number."""

    def damage(rows: Rows, at: int, chance: random.Random) -> Rows | None:
        r = rows[at]
        before = _stopped(r.text)
        if which == "the next row's, of another agency":
            other = next(
                (i for i in range(at + 1, len(rows)) if rows[i].addressed_to not in {r.addressed_to, ""}), None
            )
            return None if other is None else _joined(rows, at, f"{before} {rows[other].text.strip()}", gone=other)
        if which == "the next row's, of the same agency":
            same = at + 1 < len(rows) and rows[at + 1].addressed_to == r.addressed_to
            return _joined(rows, at, f"{before} {rows[at + 1].text.strip()}", gone=at + 1) if same else None
        if which == "another row's, which is there as well":
            other = chance.choice([i for i in range(len(rows)) if i != at] or [at])
            return None if other == at else _joined(rows, at, f"{before} {rows[other].text.strip()}")
        if which == "without a full stop":
            return (
                None
                if at + 1 == len(rows)
                else _joined(rows, at, f"{before.rstrip('.')} {rows[at + 1].text.strip()}", gone=at + 1)
            )
        if which == "glued":
            return None if at + 1 == len(rows) else _joined(rows, at, before + rows[at + 1].text.strip(), gone=at + 1)
        if which == "a registered body's":
            body = chance.choice([b for b in _BODIES if b not in r.addressed_to and b not in r.text])
            return _joined(rows, at, f"{before} {body} should share what it learns with its staff.")
        if which == "by a kind of body":
            cell = r.addressed_to.casefold()
            others = sorted(k for k, (pieces, _) in _GENERIC.items() if not any(p in cell for p in pieces.split()))
            actor = chance.choice(others) if cell and others else None
            return _joined(rows, at, f"{before} {actor} {_GENERIC[actor][1]}") if actor else None
        return _joined(rows, at, f"{before} {chance.choice(_ORDERS)}")

    return damage


def _acronym(name: str) -> str | None:
    words = [w for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper()]
    return "".join(w[0] for w in words) if len(words) > 2 else None


_WHOSE: dict[str, Callable[[Rows, int, random.Random], str | None]] = {
    "own cell": lambda rows, at, _: _single(rows[at].addressed_to),
    "another row's": lambda rows, at, chance: chance.choice(
        sorted({n for r in rows if r.addressed_to != rows[at].addressed_to and (n := _single(r.addressed_to))})
        or [None]
    ),
    "registered": lambda rows, at, chance: chance.choice([b for b in _BODIES if b not in rows[at].addressed_to]),
}


def _single(cell: str) -> str | None:
    cell = cell.strip()
    return cell if cell and not re.search(r"[|;/,(]| and ", cell) else None


_SHAPES: dict[str, Callable[[str], str | None]] = {
    "as it is": lambda name: name,
    "in capitals": str.upper,
    "acronym": _acronym,
    "in brackets": lambda name: f"({name})",
    "in square brackets": lambda name: f"[{name}]",
    "with a colon": lambda name: f"{name}:",
    "behind a dash": lambda name: f"- {name}",
    "with another": lambda name: f"{name} and HM Prison and Probation Service",
    "behind a heading": lambda name: f"Owner {name}",
    "behind a heading and a colon": lambda name: f"Agency: {name}",
}
_IN_COLUMNS = ("with another", "behind a heading", "behind a heading and a colon")
_AT: dict[str, Callable[[str, str], str]] = {
    "after the last full stop": lambda text, name: f"{_stopped(text)} {name}",
    "after no full stop": lambda text, name: f"{_stopped(text).rstrip('.')} {name}",
    "glued to the full stop": lambda text, name: f"{_stopped(text)}{name}",
    "before the first word": lambda text, name: f"{name} {text.strip()}",
}


def _name(whose: str, shape: str, where: str) -> Damage:
    def damage(rows: Rows, at: int, chance: random.Random) -> Rows | None:
        name = _WHOSE[whose](rows, at, chance)
        written = _SHAPES[shape](name) if name else None
        return None if written is None else _joined(rows, at, _AT[where](rows[at].text, written))

    return damage


def _theme(where: str) -> Damage:
    """A heading of the record, which is the title of the rows below it, in the text of the row before."""

    def damage(rows: Rows, at: int, chance: random.Random) -> Rows | None:
        theme = chance.choice(_THEMES)
        below = [r.model_copy(update={"title": theme}) for r in rows[at + 1 : at + 4]]
        headed = [*rows[: at + 1], *below, *rows[at + 4 :]]
        return _joined(headed, at, _AT[where](rows[at].text, theme)) if below else None

    return damage


def _names() -> Iterator[tuple[str, Damage]]:
    for shape in _SHAPES:
        yield f"own cell, {shape}, after the last full stop", _name("own cell", shape, "after the last full stop")
    for whose in _WHOSE:
        for where in _AT:
            yield f"{whose}, {where}", _name(whose, "as it is", where)
    for shape in (*("in capitals", "acronym", "in square brackets", "behind a dash"), *_IN_COLUMNS):
        yield f"another row's, {shape}, after no full stop", _name("another row's", shape, "after no full stop")
    for shape in ("in capitals", "acronym", "in brackets", "with a colon", *_IN_COLUMNS):
        yield f"another row's, {shape}, before the first word", _name("another row's", shape, "before the first word")
    for where in _AT:
        yield f"theme, {where}", _theme(where)


SECONDS = (
    *("the next row's, of another agency", "the next row's, of the same agency"),
    *("another row's, which is there as well", "without a full stop", "glued", "a registered body's"),
    *("by a kind of body", "an order"),
)

GROUPS: Mapping[str, Mapping[str, Damage]] = {
    "next recommendation, with its number behind a full stop": {k: _numbered(m, " ") for k, m in _MARKS.items()},
    "… behind no full stop": {k: _numbered(m, "") for k, m in _MARKS.items()},
    "… glued to the full stop": {k: _numbered(m, "glued") for k, m in _MARKS.items()},
    "… in the middle of a sentence": {k: _in_the_middle(m) for k, m in _MARKS.items()},
    "the recommendation before, with the row's own number behind it": {k: _last_run_in(m) for k, m in _MARKS.items()},
    "next recommendation, without a number": {k: _second(k) for k in SECONDS},
    "name run in": dict(_names()),
}
