"""A text is found as a reader sees it, and no more of it than whole words."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.trail.same_text import Read, Sought, shows

NOTHING = [
    "",
    "\u00ad",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u034f",
    "\ufe0f",
    "\u3164",
    "\u2800",
    "\u180e",
    "\x08",
]
SHAPES = {
    "'": ["'", "\u2019", "\u2018", "\u02bc", "\u00b4", "`", "\u2032", "\uff07"],
    "-": ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\uff0d", "\ufe63", "-\n"],
    " ": [" ", "  ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "\u200b", "\u2800", "\u200b ", " \ufeff"],
    "i": ["i", "I", "\u0130", "\u0131", "i\u0307"],
}


def holds(text: str, wanted: str) -> bool:
    return Sought.of(wanted).stands_in(Read(text))


@st.composite
def spelled(draw: st.DrawFn, text: str) -> str:
    """A text in other characters that look the same."""
    letters = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    found = ""
    for at, letter in enumerate(letters):
        cases = [letter, letter.upper(), letter.lower(), letter.upper().title()]
        shapes = SHAPES.get(letter.lower(), cases) if letter.isascii() else cases
        divided = draw(st.booleans()) and letter.isalpha() and at and letters[at - 1].isalpha()
        found += draw(st.sampled_from(["-\n", "\u2010\r\n ", "\u00ad\n"])) if divided else ""
        found += draw(st.sampled_from(NOTHING)) if at and not divided else ""
        found += draw(st.sampled_from(shapes))
    return found


names = st.text(st.sampled_from("abi\u00eb\u00f1\u00e7\u0142'- 7"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.strip("'- ").split())
)


@given(st.data(), names.filter(lambda name: shows(name) and "--" not in name and "- " not in name and " -" not in name))
def test_a_name_is_found_in_whatever_characters_it_is_spelled(data: st.DataObject, name: str) -> None:
    written = data.draw(spelled(name))
    assert holds(f"told by {written}, then", name)
    assert holds(f"told by {name}, then", written)
    assert Sought.of(name).is_all_of(Read(written))


@given(names.filter(shows), st.sampled_from(["a", "b7", "\u00eb"]))
def test_a_part_of_a_longer_word_is_not_found(name: str, more: str) -> None:
    if name[-1].isalpha():
        assert not Sought.of(name).stands_in(Read(f"{name}{'x' if more[0] != 'x' else 'y'}"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jane-Roe", "Jane Roe"),
        ("JaneRoe", "Jane Roe"),
        ("Jane Roe", "JaneRoe"),
        ("Roe Doe", "Roe-Doe"),
        ("OBrien", "O'Brien"),
        ("Zoe", "Zo\u00eb"),
        ("5", "-5"),
    ],
)
def test_what_a_reader_tells_apart_is_not_found(text: str, wanted: str) -> None:
    assert not holds(text, wanted)


@pytest.mark.parametrize("nothing", ["", " - ", "\u2014", "\u200b\u3164", "\u00ad"])
def test_hyphens_and_spaces_alone_show_nothing(nothing: str) -> None:
    assert not shows(nothing)


@pytest.mark.parametrize("sign", ["-", " ", "\u00ad", "\u200b", "-\n", "\u2013 ", "a ", "a-"])
def test_a_text_of_one_sign_takes_time_in_proportion_to_its_length(sign: str) -> None:
    def taken(times: int) -> float:
        text = f"Jane{sign * times}Roe"
        start = time.process_time()
        assert not holds(text, "Jane Roe Doe")
        assert holds(text, "Roe")
        return time.process_time() - start

    taken(10_000)
    few, many = (min(taken(n) for _ in range(3)) for n in (30_000, 120_000))
    assert many < 8 * few + 0.05
