"""The quick reader says what the strict one says, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.storage import quick
from dhrcurate.storage.codec import TomlError, parse, text_of
from toml_styles import Styler

PIECES = st.sampled_from(
    [
        *"\"'\\[].,=#-+_: \t\n0123456789abeTZ",
        '"""',
        "'''",
        "\r\n",
        "[[a]]\n",
        "[a.b]\n",
        "[a]\n",
        "a = 1\n",
        "a.b = 1\n",
        '"a" = "x"\n',
        "b = 1979-05-27T07:32:00Z\n",
        "b = 1979-05-27 07:32:59.999999-08:00\n",
        "c = 07:32",
        "1979-05-27",
        "0x1F",
        "9223372036854775808",
        "inf",
        "\\u00e9",
        "\\e",
        "\\x41",
        "\\\n  ",
        "{a = 1}",
        'extra = { a = "x {y}", "b c" = 0.83 }\n',
        "extracted = { a = true, b = 31 }\n",
        "{\n",
        "é",
        "\u0085",
        "\ufeff",
    ]
)
VALUES = st.one_of(
    st.text(max_size=12),
    st.integers(-(2**70), 2**70),
    st.booleans(),
    st.just(datetime(2024, 2, 29, 12, 30, tzinfo=UTC)),
)


def agree(text: str) -> bool:
    """Whether the quick reader read a text; it must then have read what the strict reader reads."""
    found = quick.read(text)
    if found is not None:
        assert exactly(found) == exactly(tomli.loads(text))
    return found is not None


def exactly(value: Any) -> str:
    """A value with the types of all that is in it, whatever the order of keys."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {exactly(value[k])}" for k in sorted(value)) + "}"
    return "[" + ", ".join(map(exactly, value)) + "]" if isinstance(value, list) else repr(value)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_whatever_it_reads_is_what_the_strict_reader_reads(text: str) -> None:
    try:
        settled = text_of(text.encode(), "it")
    except TomlError:
        return
    agree(settled)


@given(st.data(), st.dictionaries(st.text("abc-_", min_size=1, max_size=4), VALUES, max_size=4))
def test_it_agrees_whatever_the_style_and_the_slip(data: st.DataObject, table: dict[str, Any]) -> None:
    styler = Styler(lambda n: data.draw(st.integers(0, n - 1)))
    lines = [f"{key} = {styler.value(value)}{styler.gap()}\n" for key, value in table.items()]
    text = "".join(["[review]\n", *lines, "[[recommendations]]\n", *lines])
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from(["", *"\"'=]\n\\ 0"]))
    try:
        settled = text_of((text[:at] + slip + text[at:]).encode(), "it")
    except TomlError:
        return
    agree(settled)


@pytest.mark.parametrize(
    "text",
    [
        'format = 1\nid = "a"\n[review]\npublished = 2024-02-29\n',
        'text = """\r\nOne.\r\nTwo\\\r\n  three."""\r\n',
        "imported = 2026-11-23T00:29:24Z\nreviewed = 1979-05-27 07:32:00-08:00\n",
        'text = "Meet at 10:30, as agreed."\n',
        "[[recommendations]]\n[[recommendations.waivers]]\nrule = 'DHR101'\n[[recommendations]]\n",
        'extracted = { by = "x-3f9a01c2", confidence = 0.83, page = 31 }\nextra = { "Lead {1}" = "Head of \\"X\\"" }\n',
    ],
)
def test_a_record_laid_out_as_usual_is_read_quickly(text: str) -> None:
    assert agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = {b = 1,}\n",
        "a = {\n b = 1 }\n",
        'a = "\\e"\n',
        'a = "\\x41"\n',
        "a = 1979-05-27T07:32Z\n",
        "a = 07:32\n",
        "a = 2024-02-30\n",
        "a = 1\na = 2\n",
    ],
)
def test_what_toml_1_0_has_not_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as strict:
        tomli.loads(text)
    with pytest.raises(TomlError) as refused:
        parse(text.encode())
    assert (refused.value.place.line, refused.value.place.column) == (strict.value.lineno, strict.value.colno)


@pytest.mark.parametrize("text", ["a = inf\n", "a = 9223372036854775808\n", "a = 1979-05-27T07:32:00.9999999Z\n"])
def test_what_readers_take_differently_is_left_to_the_strict_one(text: str) -> None:
    assert quick.read(text) is None
    assert parse(text.encode()) == tomli.loads(text)


def test_a_word_that_the_quick_reader_uses_itself_is_only_a_word() -> None:
    text = '[a]\n"$__toml_private_datetime" = "2024-02-29"\n'
    assert parse(text.encode()) == tomli.loads(text)
