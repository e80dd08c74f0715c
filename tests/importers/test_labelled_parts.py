"""Recommendations with a label, among lines with other labels that stand again and again."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

SAID = [
    "The ward should name one contact.",
    "The council should count carers.",
    "The clinic should ask who is at home.",
]
WHY = ["Nobody rang back.", "Her aunt was not asked.", "He had moved in."]
AIM = ["A family knows whom to ring.", "More carers are seen.", "Risks are known."]


def read(lines: list[str], form: str) -> Imported:
    head = ["Domestic Homicide Review", "CSP: Wold", "Year of death: 2019", "Recommendations for action"]
    if form == "html":
        page = "".join(f"<p>{line}</p>" for line in head[:3]) + f"<h2>{head[3]}</h2>"
        page += "".join(f"<p>{line}</p>" for line in lines)
    else:
        page = "\n\n".join([*head[:3], ("## " if form == "md" else "") + head[3], *lines]) + "\n"
    (found,) = read_source(page.encode(), f"p.{form}", NOTHING)
    return found


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize("label", ["Aim", "Why now", "Intended result"])
def test_what_has_another_label_each_time_is_none(form: str, label: str) -> None:
    parts = zip(SAID, WHY, AIM, strict=True)
    lines = [line for a, b, c in parts for line in (f"Recommendation: {a}", f"Reason: {b}", f"{label}: {c}")]
    found = read(lines, form)
    assert texts(found) == SAID
    assert found.whole
    assert any(label in told for told in found.warnings)


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_a_number_before_another_label_is_that_of_the_recommendation(form: str) -> None:
    pairs = enumerate(zip(SAID, WHY, strict=True), 1)
    lines = [line for i, (a, b) in pairs for line in (f"4.{i} Finding: {b}", f"Recommendation: {a}")]
    found = read(lines, form)
    assert texts(found) == SAID
    assert [r["number"] for r in found.data["recommendations"]] == ["4.1", "4.2", "4.3"]


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_a_label_under_which_something_is_asked_for_is_kept_or_told(form: str) -> None:
    actions = ["The trust should set up a rota.", "A lead should be named.", "Staff should be told."]
    lines = [line for a, b in zip(SAID, actions, strict=True) for line in (f"Recommendation: {a}", f"Step: {b}")]
    found = read(lines, form)
    assert any("rota" in text for text in texts(found)) or found.lost


def test_a_sentence_above_a_list_that_asks_for_nothing_is_told() -> None:
    lines = ["What the panel wants comes next.", *(f"{i}. {text}" for i, text in enumerate(SAID, 1))]
    found = read(lines, "txt")
    assert texts(found) == SAID
    assert any("comes next" in told for told in found.lost)
