"""A title before the words of each recommendation of a list is its title, and what names a body its addressee."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Fen Council": "council", "Wold NHS Trust": "nhs-trust"})
LOG, LEAD, ASK = "The force should log each call.", "Fen Council should name a lead.", "The trust should ask alone."


def read(items: list[str], heading: str = "Recommendations", name: str = "page.txt") -> Imported:
    lines = [f"{n}. {item}" for n, item in enumerate(items, 1)]
    text = "\n".join(["Domestic Homicide Review: Fen", "", heading, "", *lines, ""])
    (imported,) = read_source(text.encode(), name, NAMES)
    return imported


def rows(imported: Imported) -> list[tuple[str | None, str]]:
    return [(r.get("title"), r["text"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("form", ["**{}.** {}", "**{}:** {}", "{}. {}", "{}: {}", "{} – {}"])
def test_what_stands_before_each_is_its_title(form: str) -> None:
    titles = ["Call handling", "Substance use", "Professional curiosity"]
    items = [form.format(title, text) for title, text in zip(titles, (LOG, LEAD, ASK), strict=True)]
    found = rows(read(items, "## Recommendations", "page.md"))
    assert found == list(zip(titles, (LOG, LEAD, ASK), strict=True))


@pytest.mark.parametrize(
    "items",
    [
        [f"Call handling. {LOG}", f"Substance use. {LEAD}", ASK],
        ["Train the wards. Staff should ask.", "Name a lead. The lead should report.", "Log calls. They should ring."],
        [f"Call handling. {LOG}", "Substance use. This was raised by the family.", f"Curiosity. {ASK}"],
    ],
    ids=["one has none", "commands", "no recommendation behind it"],
)
def test_anything_else_before_them_stays_in_the_text(items: list[str]) -> None:
    assert [title for title, _ in rows(read(items))] == [None] * 3


@pytest.mark.parametrize("form", ["[{}] {}", "({}) {}"])
def test_a_body_in_brackets_before_an_order_is_its_addressee(form: str) -> None:
    bodies = ["Fen Police", "Fen Council", "Wold NHS Trust"]
    orders = ["Log each call.", "Name a lead for carers.", "Ask each carer alone."]
    found = read([form.format(body, order) for body, order in zip(bodies, orders, strict=True)])
    assert [(r["addressed_to"], r["text"]) for r in found.data["recommendations"]] == list(
        zip(bodies, orders, strict=True)
    )


def test_an_aside_in_brackets_before_an_order_is_no_addressee() -> None:
    texts = ["(Within a year) Log each call.", "(Where safe) Ask each carer alone.", "(As before) Name a lead."]
    assert [r["text"] for r in read(texts).data["recommendations"]] == texts
