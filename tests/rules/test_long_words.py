"""Texts that are one word, or nothing but brackets: what rules do on them does not grow with their length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text import damaged_words, lists, lost_letters, seams
from fake_names import FakeNames
from rule_cases import record_data


def found(code: str, text: str) -> list[Finding]:
    data = record_data({"recommendations": [{"text": text}]})
    rule = find_rule(code)
    context = RuleContext(record=Record.model_validate(data), names=FakeNames(), today=date(2026, 1, 1), data=data)
    assert rule
    return list(rule.check(context))


@pytest.mark.parametrize("code", ["DHR327", "DHR328", "DHR329"])
def test_a_word_of_thousands_of_letters_is_not_compared_letter_by_letter(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(asks: Callable[[str], bool]) -> Callable[[str], bool]:
        def ask(word: str) -> bool:
            asked.append(word)
            return asks(word)

        return ask

    for module in (damaged_words, lost_letters, seams):
        for name in ("is_word", "is_plain_word"):
            if asks := getattr(module, name, None):
                monkeypatch.setattr(module, name, counted(asks))
    counts = []
    for length in (500, 4000):
        asked.clear()
        assert not found(code, "qz" * length)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 20


@pytest.mark.parametrize(("code", "sign"), [("DHR310", "("), ("DHR309", "“")])
def test_signs_without_a_partner_are_told_for_the_first_of_very_many(code: str, sign: str) -> None:
    few, many = found(code, sign * 5), found(code, sign * 5000)
    assert len(few) == 5
    assert 5 < len(many) <= 100


def test_a_part_of_thousands_of_words_is_not_looked_at_for_a_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(text: str) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(lists, "has_verb", ask)
    found("DHR306", "The force should agree: " + "a plan " * 3000 + "; a map of clinics")
    assert all(len(text) < 1000 for text in asked)
