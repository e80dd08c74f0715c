"""Pages made of random rows, in every layout and way of writing: what one says the others must say too."""

from __future__ import annotations

import html
import random
import re
import textwrap
from dataclasses import dataclass

PLACES = (
    "Ambershire",
    "Northwold",
    "Exampleton",
    "Brackley",
    "Kestrel",
    "Thornbury",
    "Lydmoor",
    "Castleby",
    "Stourton",
)
BODIES = (
    "{p} Police",
    "{p} Constabulary",
    "{p} County Council",
    "{p} and {q} NHS Foundation Trust",
    "{p} Community Safety Partnership",
    "Safer {p} Partnership",
    "Safe in {p} (the {p} Community Safety Partnership)",
    "{p} Borough Council Housing Options",
    "{p} Children’s Services",
    "{p} & {q} Partnership NHS Trust",
    "{p} Clinical Commissioning Group",
    "{p} Domestic Abuse Forum",
    "{p} Pathways",
    "{p} Safeguarding Adults Board",
    "Office of the Police and Crime Commissioner for {p}",
    "{p} Housing Association",
    "All agencies",
    "All health agencies in {p}",
)
ASKS = (
    "To review",
    "To develop",
    "Review",
    "Ensure that staff receive",
    "Agencies must improve",
    "To embed",
    "Consider",
)
OBJECTS = (
    "training",
    "guidance",
    "a protocol",
    "the referral pathway",
    "record keeping",
    "supervision",
    "safety plans",
)
ENDS = (
    "for all front line staff",
    "within six months",
    "across the county",
    "for new starters",
    "when a risk is known",
    "where coercive control is suspected",
    "as part of induction",
    "by the end of the year",
)
NAMED_ENDS = (
    "using the Domestic Violence Disclosure Scheme",
    "with reference to the Care Act 2014",
    "(MASH)",
    "with the DASH",
    "at A&E",
    "from January 2013",
    "as set out in Working Together",
)

Made = tuple[str, str, str]
"""A row: number, text, addressed-to cell."""


@dataclass(frozen=True)
class MadePage:
    """A page that can be written in several ways."""

    csp: str
    rows: tuple[Made, ...]

    @property
    def head(self) -> list[str]:
        return [
            "This page sums up a review.",
            "Source · Domestic Homicide Review",
            f"{self.csp} review",
            f"CSP: {self.csp}",
            "Published: June 2023",
            "Year of death: 2012",
            f"Extracted: {len(self.rows)} recs",
            "Summary",
            "The review found gaps.",
            "It names them one by one.",
            "Extracted recommendations",
        ]

    @property
    def foot(self) -> str:
        return "Recommendations extracted from the published report. View full report ↗"

    def table(self) -> str:
        rows = [f"| {n} | {t} | {a} |" for n, t, a in self.rows]
        heading = ["| # | Recommendation | Addressed to |", "|---|---|---|"]
        return "\n".join([*self.head, *heading, *rows, f"| {self.foot} | ||"])

    def flat(self) -> str:
        rows = [" ".join(part for part in row if part) for row in self.rows]
        count = f"{len(rows)} recommendations pulled from the report"
        return "\n".join([*self.head, count, "# Recommendation Addressed to", *rows, self.foot])

    def cells(self) -> str:
        cells = [part for row in self.rows for part in row if part]
        return "\n\n".join([*self.head, "#", "Recommendation", "Addressed to", *cells, self.foot])

    def tabs(self) -> str:
        rows = ["\t".join(row) for row in self.rows]
        return "\n".join([*self.head, "#\tRecommendation\tAddressed to", *rows, self.foot])

    def html(self) -> str:
        head = "".join(f"<p>{html.escape(line)}</p>\n" for line in self.head)
        rows = "".join(
            "<tr>" + "".join(f"<td>\n  {html.escape(part)}\n</td>" for part in row) + "</tr>\n" for row in self.rows
        )
        heading = "<tr><th>#</th><th>Recommendation</th><th>Addressed to</th></tr>"
        foot = f"<tfoot><tr><td colspan=3>{self.foot}</td></tr></tfoot>"
        table = f"<table><thead>{heading}</thead><tbody>{rows}</tbody>{foot}</table>"
        return f"<!doctype html><html><body><nav><a href='/'>Home</a></nav>{head}{table}</body></html>"

    def flat_html(self) -> str:
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in self.flat().split("\n"))
        return f"<!doctype html><html><body>{lines}</body></html>"

    def markdown(self) -> str:
        text = self.table()
        for words in ("Summary", "Extracted recommendations"):
            text = text.replace(f"\n{words}\n", f"\n\n## {words}\n\n")
        text = text.replace(f"\n{self.csp} review\n", f"\n\n# {self.csp} review\n\n")
        return re.sub(r"\n(CSP|Published|Year of death|Extracted):", r"\n\n**\1:**", text)

    def json(self) -> dict[str, object]:
        rows = [{"number": n, "text": t, "addressed_to": a} for n, t, a in self.rows]
        about = {"csp": self.csp, "title": f"{self.csp} review", "published": "2023-06", "year_of_death": 2012}
        about["summary"] = "The review found gaps.\n\nIt names them one by one."
        return {**about, "recommendations": rows}


def wrapped(text: str, width: int) -> str:
    """Text with its lines filled to a width, as mail programs do."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False)) if line.strip() and line[:4] != "|---" else line
        for line in text.split("\n")
    )


def made(seed: int, *, least: int = 1, empty: float = 0.0) -> MadePage:
    """A page of random rows.

    Args:
        seed: The same seed makes the same page.
        least: The fewest rows.
        empty: The share of empty addressed-to cells.
    """
    chance = random.Random(seed)  # noqa: S311  # repeatable pages, not secrets
    pool = list(dict.fromkeys(_body(chance) for _ in range(chance.randint(1, 6))))
    count = least + chance.randint(0, 25)
    style = chance.choice(["{i}", "R{i}", "{i}.", "{a}.{b}", "{a}{c}"])
    rows = []
    for i in range(count):
        number = style.format(i=i + 1, a=1 + i // 6, b=1 + i % 6, c="abcdef"[i % 6])
        cell = chance.choice(pool)
        if chance.random() < 0.1:
            cell += " | " + chance.choice(pool)
        rows.append((number, _text(chance, pool), "" if chance.random() < empty else cell))
    if chance.random() < 0.5 and style in {"{i}", "R{i}"}:
        rows.sort(key=lambda row: row[0])
    return MadePage(chance.choice(PLACES), tuple(rows))


def _body(chance: random.Random) -> str:
    return chance.choice(BODIES).format(p=chance.choice(PLACES), q=chance.choice(PLACES))


def _text(chance: random.Random, pool: list[str]) -> str:
    sentences = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        words = f"{chance.choice(ASKS)} {chance.choice(OBJECTS)} {chance.choice(ENDS)}"
        if chance.random() < 0.3:
            words += " " + chance.choice(NAMED_ENDS)
        if chance.random() < 0.2:
            words += f" together with {chance.choice(pool)}"
        sentences.append(words)
    if chance.random() < 0.25:
        sentences[0] = f"{chance.choice(pool)} should {sentences[0][0].lower()}{sentences[0][1:]}"
    return ". ".join(sentences) + ("." if chance.random() < 0.6 else "")
