"""Near copies are found without comparing all with all."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from dhrcurate.rules.near_duplicates import NEIGHBOURS, ORDERS, SHARED, Order, duty_end, near_in_order, near_pairs

WORDS = (
    *("board", "trust", "police", "partner", "review", "policy", "train", "record", "child", "risk"),
    *("visit", "plan", "meet", "share", "tell", "ask", "name", "year"),
)


def text(rng: random.Random, count: int = 25) -> str:
    return " ".join(rng.choices(WORDS, k=count))


@settings(deadline=None)
@given(st.sampled_from(ORDERS), st.lists(st.text(alphabet="ab", min_size=2, max_size=9), max_size=14))
def test_leaving_out_what_has_no_neighbour_leaves_out_no_pair(order: Order, texts: list[str]) -> None:
    keys = [text[::-1] if order == "end" else text for text in texts]
    ranked = sorted(range(len(keys)), key=keys.__getitem__)
    expected = []
    for at, a in enumerate(ranked):
        opening = keys[a][: len(keys[a]) // 4 if len(keys[a]) <= 4 * SHARED else SHARED]
        for b in ranked[at + 1 : at + 1 + NEIGHBOURS]:
            if not keys[b].startswith(opening):
                break
            if score := ratio(texts[a], texts[b], score_cutoff=80.0):
                expected.append((min(a, b), max(a, b), score))
    assert near_in_order(order, texts, 80.0, [0] * len(texts)) == expected


@given(
    st.lists(st.sampled_from(["should ", "must", "to", "need", "needs to ", "_", "S", " ", "é", "x" * 50])).map("".join)
)
def test_the_verb_of_duty_is_a_whole_word(text: str) -> None:
    match = re.search(r"\b(?:should|must|shall|will|needs? to|to)\b", text[:120])
    end = match.end() if match else 0
    assert duty_end(text) == (end if len(text) - end >= 40 else 0)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab to", max_size=60), max_size=12))
def test_what_is_found_is_near_and_told_once(texts: list[str]) -> None:
    found = list(near_pairs(texts, 90.0))
    assert len({(a, b) for a, b, _ in found}) == len(found)
    assert all(a < b for a, b, _ in found)
    assert all(score >= 90.0 for _, _, score in found)


@settings(deadline=None)
@given(st.integers(min_value=0), st.sampled_from(["first", "last", "middle", "agency"]))
def test_one_changed_word_among_many_texts_is_found(seed: int, where: str) -> None:
    rng = random.Random(seed)  # noqa: S311  # texts, not secrets
    words = text(rng).split()
    changed = list(words)
    changed[{"first": 0, "last": -1, "middle": 12, "agency": 0}[where]] = "otherwise"
    texts = [text(rng) for _ in range(40)]
    texts += [" ".join(words), " ".join(changed)]
    if where == "agency":
        texts[-2:] = [f"the trust should {text}" for text in texts[-2:]]
    near = {(a, b) for a, b, _ in near_pairs(texts, 85.0)}
    assert (40, 41) in near or ratio(texts[40], texts[41]) < 85.0


def test_all_copies_hang_together() -> None:
    texts = ["the board should publish the plan that it made", "another text altogether, about training"] * 30
    joined = {0}
    for a, b, _ in sorted(near_pairs(texts, 92.0)):
        if a in joined:
            joined.add(b)
    assert len(joined) == 30
