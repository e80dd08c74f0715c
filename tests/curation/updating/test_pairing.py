"""Which rows of two extractions are the same recommendation."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counted_calls import calls
from dhrcurate.curation.updating.assignment import assign
from dhrcurate.curation.updating.pairing import Group, paired

TEXTS = (
    "The council should write to every tenant who has missed two visits and offer a third one.",
    "Gwent Police should review how its call handlers record threats that were made some time ago.",
    "The trust should train its midwives to ask about money and about who holds the keys.",
    "All agencies should name a lead who answers for the sharing of information between areas.",
    "The partnership should publish what it has learnt so that other areas can use it within a year.",
)


def row(text: str, number: str | None = None, cell: str = "") -> dict[str, Any]:
    return {"text": text, "addressed_to": cell, **({"number": number} if number else {})}


def of(*texts: str) -> list[dict[str, Any]]:
    return [row(text, str(at)) for at, text in enumerate(texts, 1)]


def unnumbered(*texts: str) -> list[dict[str, Any]]:
    return [row(text) for text in texts]


@given(st.lists(st.dictionaries(st.integers(0, 4), st.integers(-3, 9)), max_size=5))
def test_nothing_gains_more_than_the_assignment(gains: list[dict[int, int]]) -> None:
    found = assign(gains)
    assert len(set(found.values())) == len(found)
    best = 0
    for columns in product([None, *range(5)], repeat=len(gains)):
        chosen = [(at, column) for at, column in enumerate(columns) if column is not None]
        if len({column for _, column in chosen}) == len(chosen) and all(c in gains[at] for at, c in chosen):
            best = max(best, sum(gains[at][column] for at, column in chosen))
    assert sum(gains[at][column] for at, column in found.items()) == best


@given(st.data())
def test_rows_in_another_order_and_with_other_numbers_are_found_again(data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(TEXTS))))
    later = [row(TEXTS[j], f"R{at}") for at, j in enumerate(order)]
    assert paired(of(*TEXTS), later) == [Group((j,), (i,)) for i, j in enumerate(order)]


@given(
    st.lists(st.sampled_from((*TEXTS, "", "The", " ".join(TEXTS[:2]), TEXTS[0][:40], TEXTS[0][40:])), max_size=7),
    st.lists(st.sampled_from((*TEXTS, "", "Of", " ".join(TEXTS[1:3]), TEXTS[1][:40], TEXTS[1][40:])), max_size=7),
)
def test_every_row_is_in_one_group(base: list[str], new: list[str]) -> None:
    groups = paired(unnumbered(*base), unnumbered(*new))
    assert sorted(j for group in groups for j in group.base) == list(range(len(base)))
    assert sorted(i for group in groups for i in group.new) == list(range(len(new)))


def test_a_number_decides_between_texts_that_are_alike() -> None:
    base = [row("Staff should be trained each year.", n) for n in ("1", "2", "3")]
    later = [row("Staff should be trained each year.", n) for n in ("3", "1")]
    assert paired(base, later) == [Group((2,), (0,)), Group((0,), (1,)), Group((1,), ())]


def test_a_text_decides_against_a_number_that_another_one_has_now() -> None:
    later = of("The force should buy new cameras before the winter.", *TEXTS)
    assert paired(of(*TEXTS), later) == [Group((), (0,)), *(Group((j,), (j + 1,)) for j in range(5))]


def test_a_recommendation_with_other_words_in_it_is_the_same() -> None:
    words = TEXTS[0].replace("write to every tenant", "speak with all tenants")
    assert paired(of(*TEXTS), of(words, *TEXTS[1:]))[0] == Group((0,), (0,))


def test_what_has_nothing_but_its_number_in_common_is_another_one() -> None:
    assert paired(of(TEXTS[0]), of(TEXTS[1])) == [Group((), (0,)), Group((0,), ())]


def test_one_that_was_divided_is_found_in_both_parts() -> None:
    whole = f"{TEXTS[1]} {TEXTS[2]}"
    later = unnumbered(TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[3])
    assert paired(of(TEXTS[0], whole, TEXTS[3]), later)[1] == Group((1,), (1, 2))


def test_two_that_were_joined_are_found_in_the_one() -> None:
    whole = f"{TEXTS[1]} {TEXTS[2]}"
    assert paired(of(*TEXTS[:4]), unnumbered(TEXTS[0], whole, TEXTS[3]))[1] == Group((1, 2), (1,))


def test_a_part_that_is_more_like_another_row_than_its_number_says_is_still_a_part() -> None:
    other = "The trust should train its nurses to ask about money and about who holds the car."
    base = [*of(f"{TEXTS[1]} {TEXTS[2]}"), row(other, "2")]
    assert Group((0,), (0, 1)) in paired(base, unnumbered(TEXTS[1], TEXTS[2]))


def test_a_heading_that_is_set_apart_makes_no_other_recommendation() -> None:
    (base,) = unnumbered(f"Tenancies. {TEXTS[0]}")
    later = {**row(TEXTS[0]), "title": "Tenancies"}
    assert paired([base, row(TEXTS[1])], [row(TEXTS[1]), later]) == [Group((1,), (0,)), Group((0,), (1,))]


def changed_in_common_words(many: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of a few words that stand in all of them, and as many others."""
    words = ["council", "police", "trust", "review", "policy", "should", "meet", "monthly"]
    random = Random(7)  # noqa: S311  # no secret
    drawn = [" ".join(random.choices(words, k=14)) for _ in range(2 * many)]
    return of(*drawn[:many]), of(*drawn[many:])


def test_twice_as_many_rows_of_the_same_words_take_little_more_than_twice_the_work() -> None:
    few, many = (changed_in_common_words(n) for n in (400, 800))
    assert calls(lambda: paired(*many)) < 3 * calls(lambda: paired(*few))


def test_what_is_numbered_anew_keeps_its_words_however_alike_its_neighbours_are() -> None:
    bodies = ("police", "health board", "council")
    of_all = "Everybody must make sure that every member of staff is trained to see the signs of abuse."
    for text in ("The {} must make sure that every member of staff is trained to see the signs of abuse.", of_all):
        before = [row(text.format(body), str(at), body) for at, body in enumerate(bodies, 1)]
        after = [{**one, "number": str(at)} for at, one in enumerate(before[1:], 1)]
        assert paired(before, after) == [Group((1,), (0,)), Group((2,), (1,)), Group((0,), ())]
