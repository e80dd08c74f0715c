"""Whatever a table looks like, each text and each addressee in it is in a record, or the import says which is not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import Metadata, read_source
from known_names import NOTHING

NUMBERS = ("No", "Ref", "Rec No", "#")
TEXTS = ("Recommendation", "Recommendations", "recommendation_text")
ADDRESSEES = ("Agency", "Addressed to", "Lead agency", "Responsible organisation", "Organisation", "lead_organisation")
FURTHER = ("Supporting agency", "Supporting agencies", "Partner agencies", "Other organisations", "Agency\u200b 2")
EXTRA = ("Deadline", "RAG", "Notes", "Evidence", "Outcome", "Timescale")
VERBS = ("review", "audit", "publish", "rewrite")
PLACES = ("Wold", "Fen", "Northwold", "Eastmere")
KINDS = ("Police", "Council", "Trust", "Refuge")

Rows = list[list[str]]


@dataclass
class Made:
    """A made table: the words that must come in or be told, and the text of its file by format."""

    tables: list[Rows] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    spanning: list[str] = field(default_factory=list)


class Maker:
    """Makes tables of one random form.

    Args:
        seed: Which.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.made = Made()
        self.count = 0

    def token(self) -> str:
        self.count += 1
        token = f"Q{''.join(chr(97 + int(d)) for d in f'{self.count:03d}')}z"
        self.made.tokens.append(token)
        return token

    def text(self) -> str:
        return f"The {self.random.choice(KINDS).lower()} should {self.random.choice(VERBS)} its {self.token()} letters."

    def body(self) -> str:
        return f"{self.token()} {self.random.choice(PLACES)} {self.random.choice(KINDS)}"

    def table(self) -> Made:
        for n in range(1 + (self.random.random() < 0.4)):
            self.made.tables.append(self._table(first=n == 0))
        return self.made

    def _table(self, *, first: bool) -> Rows:
        chance = self.random.random
        columns: list[tuple[str, Callable[[int], str]]] = [(self.random.choice(TEXTS), lambda _: self.text())]
        if chance() < 0.8:
            columns.append((self.random.choice(ADDRESSEES), lambda _: self.body()))
        if chance() < 0.6:
            columns.append((self.random.choice(NUMBERS), str))
        if chance() < 0.4:
            columns.append((self.random.choice(FURTHER), lambda _: self.body() if chance() < 0.7 else ""))
        columns += [(h, lambda _: "by June") for h in self.random.sample(EXTRA, self.random.choice((0, 0, 1, 2)))]
        if len(columns) == 1:
            columns.append(("Notes", lambda _: "seen"))
        self.random.shuffle(columns)
        start = 1 if first else 20
        body = [[make(start + n) for _, make in columns] for n in range(self.random.randint(1, 4))]
        at = self.random.randrange(len(body) + 1)
        if chance() < 0.25:  # a row of which the words go on in the next
            body.insert(at, ["and keep " + self.token() + " notes of it." if h in TEXTS else "" for h, _ in columns])
        if chance() < 0.25:  # a note across the columns
            note = self.text() if chance() < 0.5 else self.body()
            body.insert(self.random.randrange(len(body) + 1), [note, *[""] * (len(columns) - 1)])
        return [[h for h, _ in columns], *body]


def cells(row: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"


def html(made: Made, chosen: random.Random) -> str:
    parts = []
    for header, *rows in made.tables:
        foot = f"<tfoot>{cells(rows.pop(), 'td')}</tfoot>" if len(rows) > 1 and chosen.random() < 0.3 else ""
        above = cells(rows.pop(0), "td") if len(rows) > 1 and chosen.random() < 0.2 else ""
        parts.append(f"<table>{foot}{above}{cells(header, 'th')}{''.join(cells(r, 'td') for r in rows)}</table>")
    return f"<html><body><h1>DHR Wold</h1><p>CSP: Wold</p><h2>Recommendations</h2>{'<p></p>'.join(parts)}</body></html>"


def on_its_side(made: Made, _: random.Random) -> str:
    parts = []
    for header, *rows in made.tables:
        for row in rows:
            pairs = [(h, c) for h, c in zip(header, row, strict=True) if c]
            if len(pairs) == 1:
                continue  # a note or half a row, which nobody writes as a block of its own
            parts.append("<table>" + "".join(cells(pair, "td") for pair in pairs) + "</table>")
    return f"<html><body><h1>DHR Wold</h1><p>CSP: Wold</p><h2>Recommendations</h2>{''.join(parts)}</body></html>"


def markdown(made: Made, _: random.Random) -> str:
    parts = []
    for header, *rows in made.tables:
        lines = [header, ["---"] * len(header), *rows]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "# DHR Wold\n\nCSP: Wold\n\n## Recommendations\n\n" + "\n\n".join(parts) + "\n"


def separated(made: Made, _: random.Random) -> str:
    return "\n\n".join("\n".join(",".join(row) for row in table) for table in made.tables) + "\n"


def turned(made: Made, _: random.Random) -> str:
    header, *rows = made.tables[0]
    del made.tables[1:]
    return "\n".join(",".join(row) for row in zip(header, *rows, strict=True)) + "\n"


def objects(made: Made) -> list[list[dict[str, str]]]:
    return [[dict(zip(header, row, strict=True)) for row in rows] for header, *rows in made.tables]


def document(made: Made, chosen: random.Random) -> str:
    lists = objects(made)
    name = chosen.choice(("national_recommendations", "actions", "Further recommendations"))
    whole = {"csp": "Wold", "recommendations": lists[0]} | ({name: lists[1]} if len(lists) > 1 else {})
    return json.dumps(whole)


def lines(made: Made, _: random.Random) -> str:
    return "\n".join(json.dumps(row) for rows in objects(made) for row in rows) + "\n"


WRITERS = {
    "html": (html, "x.html"),
    "html on its side": (on_its_side, "x.html"),
    "markdown": (markdown, "x.md"),
    "pipes": (markdown, "x.txt"),
    "csv": (separated, "x.csv"),
    "csv on its side": (turned, "x.csv"),
    "json": (document, "x.json"),
    "jsonl": (lines, "x.jsonl"),
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("block", range(4))
def test_each_word_comes_in_or_is_told(form: str, block: int) -> None:
    write, name = WRITERS[form]
    for seed in range(50 * block, 50 * block + 50):
        made = Maker(seed).table()
        text = write(made, random.Random(seed))  # noqa: S311
        try:
            found = read_source(text.encode(), name, NOTHING, given=Metadata(csp="Wold"))
        except (RefusedError, UnusableError):
            continue  # it says why, and nothing comes in
        kept = json.dumps([review.data["recommendations"] for review in found])
        missing = [token for token in made.tokens if token in text and token not in kept]
        if any(review.lost for review in found):
            continue
        assert not missing, (seed, missing, text, [review.warnings for review in found])
