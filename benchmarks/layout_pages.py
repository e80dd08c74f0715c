"""Pages drawn at random from what parts of published reviews look like, each with what must be read of it."""

from __future__ import annotations

import html
import random
import re
import textwrap
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dhrcurate.domain.agency import Names

_WIDTH = 72
_KINDS = ("police", "county-council", "council", "nhs-trust", "charity", "probation", "gov", "ambulance-trust", "csp")


@dataclass(frozen=True)
class Words:
    """What pages are made of.

    Attributes:
        unknown: Bodies that no register knows.
        general: Addressees that are no body.
        themes: Headings that are no addressee.
        places: Where reviews are of.
        texts: Recommendations of one paragraph.
        long: A recommendation of two sentences with semicolons.
        listed: A recommendation with a list in it, as `text` and `parts`.
        before: What stands above the recommendations, by kind.
        after: What stands below them, by kind.
        between: What stands below each of them, by kind.
        headings: Headings of the recommendations.
    """

    unknown: Sequence[str]
    general: Sequence[str]
    themes: Sequence[str]
    places: Sequence[str]
    texts: Sequence[str]
    long: str
    listed: Mapping[str, Any]
    before: Mapping[str, Sequence[str]]
    after: Mapping[str, Sequence[str]]
    between: Mapping[str, str]
    headings: Sequence[str]


def pools() -> dict[str, Words]:
    """The pools of words by name: readers were written beside the first, and the others show if they hold for more."""
    text = Path(__file__).with_name("layout_words.toml").read_text(encoding="utf-8")
    return {name: Words(**pool) for name, pool in tomllib.loads(text).items()}


@dataclass
class Item:
    """A recommendation as it is written, and what must be read of it.

    Attributes:
        number: Its number as printed, with its signs.
        text: Its words, up to a list in it.
        whom: The addressee as written.
        parts: The items of the list in it.
    """

    number: str | None
    text: str
    whom: str = ""
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of its words."""
        return " ".join((self.text, *self.parts))


Groups = list[tuple[str, list[Item]]]
"""What a heading, if there is one, and the recommendations below it say."""


@dataclass
class Made:
    """A page.

    Attributes:
        name: Its file name.
        text: What it says.
        items: What must be read.
        choices: What was drawn, by part.
    """

    name: str
    text: str
    items: list[Item]
    choices: dict[str, str] = field(default_factory=dict)


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_NUMBERS: dict[str, Callable[[int, int, int], str | None]] = {
    "1.": lambda i, _g, _j: f"{i}.",
    "1)": lambda i, _g, _j: f"{i})",
    "(1)": lambda i, _g, _j: f"({i})",
    "i.": lambda i, _g, _j: f"{_ROMAN[i - 1]}.",
    "R1": lambda i, _g, _j: f"R{i}",
    "Rec 1:": lambda i, _g, _j: f"Rec {i}:",
    "Recommendation 1:": lambda i, _g, _j: f"Recommendation {i}:",
    "again in each group": lambda _i, _g, j: f"{j}.",
    "4.1": lambda _i, g, j: f"{g}.{j}",
    "bullets": lambda _i, _g, _j: None,
}
_IN_LISTS = ("none", "heading", "heading:", "For heading", "bold", "Addressed to:", "Lead agency:", "in brackets",
             "theme")  # fmt: skip
_IN_TABLES = ("none", "column", "column first", "heading", "row of its own")
LISTS = ("txt", "md", "html list", "html paragraphs", "html headings")
TABLES = ("html table", "md table", "tabs", "drawn table", "pandoc table", "csv")


def made(seed: int, names: Names, words: Words) -> Made:
    """A page at random."""
    rng = random.Random(seed)  # noqa: S311  # pages to read, no secret
    choices: dict[str, str] = {}

    def draw(part: str, of: Sequence[str]) -> str:
        choices[part] = rng.choice(of)
        return choices[part]

    form = draw("format", LISTS + TABLES)
    where = draw("addressee", _IN_TABLES if form in TABLES else _IN_LISTS)
    if form == "csv" and where in {"heading", "row of its own"}:
        where = choices["addressee"] = "column"
    numbering = draw("numbers", list(_NUMBERS))
    if form == "html headings" and numbering == "bullets":
        numbering = choices["numbers"] = "Recommendation 1:"
    kinds = draw("addressees are", ("known", "unknown", "general", "mixed"))
    if where in {"none", "theme"}:
        choices["addressees are"] = where
    place = rng.choice(words.places)
    groups = _groups(rng, names, words, where=where, kinds=kinds, number=_NUMBERS[numbering], listed=form in LISTS)
    before = [line.format(p=place) for line in words.before[draw("before", list(words.before))]]
    after = [line.format(p=place) for line in words.after[draw("after", list(words.after))]]
    heading = draw("heading", words.headings)
    wrapped = draw("lines", ("long", "wrapped")) == "wrapped" and form in {"txt", "md"}
    between = words.between[draw("between", list(words.between))] if form in LISTS and rng.random() < 0.25 else ""
    choices["between"] = choices.get("between", "nothing") if between else "nothing"
    if form == "csv":
        for part in ("before", "after", "heading", "lines"):
            del choices[part]
        return Made("page.csv", _csv(groups, place, where), _items(groups), choices)
    kind = form.split()[0] if form.split()[0] in {"html", "md"} else "txt"
    writer = _Writer(rng, kind, where, between, wrapped=wrapped)
    body = writer.table(form, groups) if form in TABLES else writer.listed(form, groups)
    return Made(f"page.{kind}", writer.page(place, before, heading, body, after), _items(groups), choices)


def _items(groups: Groups) -> list[Item]:
    return [item for _, items in groups for item in items]


def _groups(
    rng: random.Random,
    names: Names,
    words: Words,
    *,
    where: str,
    kinds: str,
    number: Callable[[int, int, int], str | None],
    listed: bool,
) -> Groups:
    known = [a.name for a in names.entries() if a.kind in _KINDS and "(" not in a.name and a.valid_to is None]
    pools: dict[str, Sequence[str]] = {"known": known, "unknown": words.unknown, "general": words.general}
    texts, themes = rng.sample(words.texts, 14), rng.sample(words.themes, 4)
    used: set[str] = set()
    groups: Groups = []
    count = 0
    for g in range(1, (1 if where == "none" else rng.randint(2, 4)) + 1):
        pool = pools[kinds if kinds != "mixed" else rng.choice(list(pools))]
        whom = themes[g - 1] if where == "theme" else rng.choice([n for n in pool if n not in used])
        used.add(whom)
        items = []
        for j in range(1, (rng.randint(3, 5) if where == "none" else rng.randint(1, 3)) + 1):
            count += 1
            text: str = texts.pop()
            parts: tuple[str, ...] = ()
            if rng.random() < 0.1:
                text = words.long
            elif listed and rng.random() < 0.1:
                text, parts = words.listed["text"], tuple(words.listed["parts"])
            items.append(Item(number(count, g, j), text, "" if where in {"none", "theme"} else whom, parts))
        groups.append(("" if where == "none" else whom, items))
    return groups


class _Writer:
    """Writes the parts of a page in a format: `txt`, `md` or `html`."""

    def __init__(self, rng: random.Random, kind: str, where: str, between: str, *, wrapped: bool) -> None:
        self._rng, self._kind, self._where, self._between, self._wrapped = rng, kind, where, between, wrapped
        self._gap = "\n" if kind == "html" else "\n\n"

    def page(self, place: str, before: Sequence[str], heading: str, body: str, after: Sequence[str]) -> str:
        """The whole page."""
        parts = [self._head("Domestic Homicide Review", 1), self._line(f"{place} Community Safety Partnership")]
        parts.append(self._line("Death in 2014. Published May 2018"))
        introduction = before if len(before) == 1 else ()
        parts += self._section(() if introduction else before)
        parts += [self._head(heading, 2), *self._section(introduction), body, *self._section(after)]
        text = self._gap.join(parts)
        return f"<html><body>{text}</body></html>" if self._kind == "html" else f"{text}\n"

    def _section(self, lines: Sequence[str]) -> list[str]:
        headed = len(lines) > 1 and not lines[0].endswith(".")
        first = [self._head(lines[0], 2)] if headed else []
        return [*first, *(self._line(line) for line in lines[len(first) :])]

    def _head(self, text: str, level: int) -> str:
        if self._kind == "html":
            return f"<h{level}>{html.escape(text)}</h{level}>"
        return f"{'#' * level} {text}" if self._kind == "md" else text

    def _line(self, text: str) -> str:
        if self._kind == "html":
            return f"<p>{html.escape(text)}</p>"
        return textwrap.fill(text, _WIDTH) if self._wrapped else text

    def listed(self, form: str, groups: Groups) -> str:
        """The recommendations as a list or as paragraphs."""
        blocks: list[str] = []
        for whom, items in groups:
            blocks += self._above(whom)
            blocks.append(self._html(form, items) if self._kind == "html" else self._plain(items))
        return self._gap.join(blocks)

    def _above(self, whom: str) -> list[str]:
        match self._where:
            case "heading" | "theme":
                return [self._head(whom, 3)]
            case "heading:":
                return [self._head(f"{whom}:", 3)]
            case "For heading":
                return [self._head(f"Recommendations for {whom}", 3)]
            case "bold" if self._kind == "html":
                return [f"<p><strong>{html.escape(whom)}</strong></p>"]
            case "bold":
                return [f"**{whom}**" if self._kind == "md" else whom]
            case _:
                return []

    def _html(self, form: str, items: Sequence[Item]) -> str:
        if form == "html headings":
            return "".join(f"<h4>{html.escape((i.number or '').rstrip(':'))}</h4><p>{self._said(i)}</p>" for i in items)
        if form == "html paragraphs":
            return "".join(f"<p>{html.escape(f'{i.number} ' if i.number else '• ')}{self._said(i)}</p>" for i in items)
        number = items[0].number or ""
        if re.fullmatch(r"\d+\.", number):
            return f'<ol start="{number[:-1]}">' + "".join(f"<li>{self._said(i)}</li>" for i in items) + "</ol>"
        marks = (html.escape(f"{i.number} " if i.number else "") for i in items)
        return "<ul>" + "".join(f"<li>{m}{self._said(i)}</li>" for m, i in zip(marks, items, strict=True)) + "</ul>"

    def _plain(self, items: Sequence[Item]) -> str:
        written = []
        for item in items:
            mark = f"{item.number} " if item.number else "- " if self._kind == "md" else "• "
            lines = f"{mark}{self._said(item)}".split("\n")
            written.append("\n".join(self._filled(line, len(mark)) for line in lines))
        return (self._gap if self._rng.random() < 0.5 else "\n").join(written)

    def _filled(self, line: str, indent: int) -> str:
        if not self._wrapped:
            return line
        return textwrap.fill(line, _WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)

    def _said(self, item: Item) -> str:
        """The words of a recommendation with what stands with them."""
        esc, end = (html.escape, "<br>") if self._kind == "html" else (str, "\n")
        text = esc(item.text)
        if item.parts and self._kind == "html":
            text += "<ul>" + "".join(f"<li>{esc(p)}</li>" for p in item.parts) + "</ul>"
        elif item.parts:
            text += "".join(f"\n   - {p}" for p in item.parts)
        if self._where in {"Addressed to:", "Lead agency:"}:
            text += f"{end}{self._where} {esc(item.whom)}"
        elif self._where == "in brackets":
            text += f" ({esc(item.whom)})"
        return text + (f"{end}{self._between}" if self._between else "")

    def table(self, form: str, groups: Groups) -> str:
        """The recommendations as a table, or as one for each addressee."""
        if self._where == "heading":
            grids = (f"{self._head(whom, 3)}{self._gap}{self._grid(form, [('', items)])}" for whom, items in groups)
            return self._gap.join(grids)
        return self._grid(form, groups)

    def _grid(self, form: str, groups: Groups) -> str:
        numbered = groups[0][1][0].number is not None
        rows = [_cells(numbered, self._where, "No", "Recommendation", "Lead agency")]
        for whom, items in groups:
            if self._where == "row of its own":
                rows.append([whom, *[""] * numbered])
            rows += [_cells(numbered, self._where, (i.number or "").rstrip(":"), i.text, i.whom) for i in items]
        return _drawn(form, rows)


def _cells(numbered: bool, where: str, number: str, text: str, whom: str) -> list[str]:
    first, last = [whom] if where == "column first" else [], [whom] if where == "column" else []
    return [*first, *([number] if numbered else []), text, *last]


def _csv(groups: Groups, place: str, where: str) -> str:
    rows = [["csp", "published", *_cells(True, where, "number", "recommendation", "agency")]]
    rows += [
        [place, "2018-05", *_cells(True, where, (i.number or "").rstrip(":"), i.text, i.whom)] for i in _items(groups)
    ]
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)


def _drawn(form: str, rows: Sequence[Sequence[str]]) -> str:
    if form == "html table":
        return f"<table>{''.join(_html_row(row, n) for n, row in enumerate(rows))}</table>"
    if form == "md table":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
    if form == "tabs":
        return "\n".join("\t".join(row) for row in rows)
    widths = [min(40, max(len(row[i]) for row in rows)) for i in range(len(rows[0]))]
    blocks = ["\n".join(_wrapped(row, widths)) for row in rows]
    if form == "drawn table":
        return "\n".join(blocks)
    rule, edge = "   ".join("-" * w for w in widths), "-" * (sum(widths) + 3 * len(widths) - 3)
    return "\n".join([edge, blocks[0], rule, "\n\n".join(blocks[1:]), edge])


def _html_row(row: Sequence[str], at: int) -> str:
    cell = "td" if at else "th"
    if len(row) > 1 and at and not any(row[1:]):
        return f'<tr><td colspan="{len(row)}">{html.escape(row[0])}</td></tr>'
    return "<tr>" + "".join(f"<{cell}>{html.escape(text)}</{cell}>" for text in row) + "</tr>"


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [textwrap.wrap(text, width) or [""] for text, width in zip(row, widths, strict=True)]
    lines = ([cell[at] if at < len(cell) else "" for cell in cells] for at in range(max(map(len, cells))))
    return ["   ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines]
