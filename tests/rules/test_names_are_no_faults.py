"""Names of places and bodies are not spelt as English words are: no rule takes them for damaged words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.damaged_words import broken_word, glued_words, misread_word
from fake_names import FakeNames
from rule_cases import record_data

AT_ONCE = 200


@cache
def names_and_areas() -> Sequence[str]:
    """Every name, alias and acronym of the register, and every area."""
    register = load()
    named = {
        n for a in register.agencies for n in (a.name, *(alias.name for alias in a.aliases), *a.acronyms, *a.areas)
    }
    return sorted(named | {n for area in register.areas for n in (area.name, *area.aliases)})


@cache
def built_in() -> Matcher:
    """The names of the built-in register."""
    return Matcher(load())


def damaged(texts: Sequence[str], *, csp: str = "Exampleton", page: str | None = None) -> list[Finding]:
    """What the rules about damaged words find in texts."""
    names = built_in() if page is None and csp == "Exampleton" else FakeNames()
    data = record_data({"review": {"csp": csp}, "recommendations": [{"text": text} for text in texts]})
    context = RuleContext(Record.model_validate(data), names, date(2026, 11, 22), data, page=page)
    return [f for rule in (broken_word, glued_words, misread_word) for f in rule.check(context)]


@pytest.mark.parametrize("sentence", ["{} should share what it learns.", "The board should ask {} what it learned."])
def test_no_name_or_area_of_the_register_is_called_damaged(sentence: str) -> None:
    texts = [sentence.format(name) for name in names_and_areas()]
    found = [f.message for at in range(0, len(texts), AT_ONCE) for f in damaged(texts[at : at + AT_ONCE])]
    assert found == []


def test_a_place_that_no_register_knows_is_not_called_damaged_within_a_sentence_or_as_the_reviews_own() -> None:
    assert damaged(["The work of Bellbythe should be shared.", "The council of Fornhall should be told."]) == []
    assert damaged(["Theatby should review its policy."], csp="Theatby and Exampleton") == []


def test_a_word_that_the_page_has_elsewhere_is_not_called_damaged() -> None:
    page = "Theatby is a town of the county.\nTheatby should review its policy."
    assert damaged(["Theatby should review its policy."], page=page) == []


def test_a_damaged_word_at_the_start_of_a_sentence_is_found_still() -> None:
    assert len(damaged(["Offlcers should review theirpolicy."])) == 2
