"""Addressees beside the numbers of recommendations: "Recommendation 2 – to the Home Office"."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

TEXTS = [
    "Guidance on moves between areas should say who keeps the file.",
    "Nurses should be told how to reach the worker on call.",
    "No one should be turned away because a form is not complete.",
    "Families should be able to ask for a letter by hand.",
]
NAMES = ["Home Office", "Saltwick Council", "Saltwick Council and St Hild's Shelter", "Receiver's Office"]


def read(page: str, name: str) -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def page(form: str, heads: list[str], texts: list[str]) -> Imported:
    if form == "html":
        body = "".join(f"<h3>{head}</h3><p>{text}</p>" for head, text in zip(heads, texts, strict=True))
        top = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
        return read(top + body, "p.html")
    mark, title = ("### ", "# Domestic Homicide Review") if form == "md" else ("", "Domestic Homicide Review")
    under = "## Recommendations" if form == "md" else "Recommendations"
    body = "\n\n".join(f"{mark}{head}\n\n{text}" for head, text in zip(heads, texts, strict=True))
    return read(f"{title}\n\nCSP: Wold\n\nYear of death: 2019\n\n{under}\n\n{body}\n", f"p.{form}")


def rows(found: Imported) -> list[tuple[str, str, str]]:
    return [(r.get("number", ""), r.get("addressed_to", ""), r["text"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize("beside", [" to the {}", " – to the {}", ": for {}", " (to {})", " - for the {}:"])
def test_the_addressee_beside_a_number_is_no_text(form: str, beside: str) -> None:
    heads = [f"Recommendation {i}{beside.format(name)}" for i, name in enumerate(NAMES, 1)]
    found = page(form, heads, TEXTS)
    assert rows(found) == [(f"Recommendation {i}", n, t) for i, (n, t) in enumerate(zip(NAMES, TEXTS, strict=True), 1)]
    assert found.warnings == ()


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_a_name_without_to_is_one_among_others_that_have_it(form: str) -> None:
    heads = [f"Recommendation {i} – {'' if i == 2 else 'to the '}{name}" for i, name in enumerate(NAMES, 1)]
    assert [row[1] for row in rows(page(form, heads, TEXTS))] == NAMES


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_what_is_to_be_done_is_no_addressee(form: str) -> None:
    heads = ["Recommendation 1 – to listen", "Recommendation 2 – to keep in touch", "Recommendation 3 – to open doors"]
    assert not any(row[1] for row in rows(page(form, heads, TEXTS[:3])))


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_no_one_is_no_number(form: str) -> None:
    heads = ["Recommendation 1", "Recommendation 2", "Recommendation 3"]
    found = page(form, heads, [TEXTS[0], TEXTS[2], TEXTS[1]])
    assert [row[2] for row in rows(found)] == [TEXTS[0], TEXTS[2], TEXTS[1]]


def test_a_number_in_words_is_one_behind_what_it_counts() -> None:
    found = page("txt", ["Recommendation one", "Recommendation No. two", "Recommendation Three:"], TEXTS[:3])
    assert [row[2] for row in rows(found)] == TEXTS[:3]
    assert len({row[0] for row in rows(found)}) == 3


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize("number", ["R{}", "Recommendation {}", "{}."])
def test_names_alone_in_brackets_beside_the_numbers_are_addressees(form: str, number: str) -> None:
    names = ["Fen Police", "Arch (North Wold) Ltd", "GP Practice 2", "Saltwick Council"]
    found = page(form, [f"{number.format(n)} ({name})" for n, name in enumerate(names, 1)], TEXTS)
    numbers = [number.format(n).rstrip(".") for n in range(1, 5)]
    assert [(n.rstrip("."), cell, text) for n, cell, text in rows(found)] == list(
        zip(numbers, names, TEXTS, strict=True)
    )
    assert found.whole


@pytest.mark.parametrize("beside", ["Information sharing", "Record keeping", "Training"])
def test_themes_in_brackets_beside_the_numbers_are_no_addressees(beside: str) -> None:
    found = page("txt", [f"R{n} ({beside})" for n in range(1, 5)], TEXTS)
    assert {row[1] for row in rows(found)} <= {""}
