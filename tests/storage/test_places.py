from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhrcurate.domain.edit import parts, pointer
from dhrcurate.domain.finding import Place, Span
from dhrcurate.storage.codec import BOM, dump, parse
from dhrcurate.storage.locating import Locator
from dhrcurate.storage.places import Places
from dhrcurate.storage.scan import Scan
from toml_styles import contents, styled

RECORD = '''\ufeffformat = 1
id = "x-1"
review = { title = "T", csp = "é 🙂 X" }

[[recommendations]]
key = "r001"
text = """
first line
the "second" \\u00e9 line \\
   goes on"""
agencies = [
    "One",  # why
    "Two",
]

[[recommendations.waivers]]
rule = "DHR201"

[[recommendations]]
key = "r002"
text = 'lit\\eral'
'''.encode()


@pytest.mark.parametrize(
    ("path", "span", "place"),
    [
        ("/id", None, Place(2, 6, 2, 11)),
        ("/review/csp", None, Place(3, 31, 3, 38)),
        ("/review/csp", Span(4, 5), Place(3, 36, 3, 37)),
        ("/recommendations/r001", None, Place(5, 1, 5, 20)),
        ("/recommendations/r001/text", Span(0, 5), Place(8, 1, 8, 6)),
        ("/recommendations/r001/text", Span(24, 25), Place(9, 14, 9, 20)),
        ("/recommendations/r001/text", Span(31, 33), Place(10, 4, 10, 6)),
        ("/recommendations/r001/agencies/1", None, Place(13, 5, 13, 10)),
        ("/recommendations/r001/waivers/0/rule", None, Place(17, 8, 17, 16)),
        ("/recommendations/r002/text", Span(3, 4), Place(21, 12, 21, 13)),
        ("/recommendations/1/text", Span(3, 4), Place(21, 12, 21, 13)),
        ("/recommendations/r002/number", None, Place(19, 1, 19, 20)),
        ("/recommendations/r009", None, Place(1, 1, 1, 1)),
        ("", None, Place(1, 1, 1, 1)),
    ],
)
def test_a_value_and_a_part_of_it_have_their_place(path: str, span: Span | None, place: Place) -> None:
    assert Places(RECORD).of(path, span) == place


def test_a_file_that_is_no_toml_has_its_beginning() -> None:
    assert Places(b"x = [").of("/x") == Place()


def leaves(path: tuple[str, ...], value: Any) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(pointer(*path), value)]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [leaf for key, v in inner for leaf in leaves((*path, str(key)), v)]


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(st.data())
def test_each_string_is_found_where_it_stands(data: st.DataObject) -> None:
    raw, _ = data.draw(styled(data.draw(contents())))
    lines = raw.removeprefix(b"\xef\xbb\xbf").decode().split("\n")
    places = Places(raw)
    for path, text in leaves((), parse(raw)):
        place = places.of(path)
        assert place != Place()
        first, last = lines[place.line - 1], lines[place.end_line - 1]
        if place.line == place.end_line:
            assert parse(f"k = {first[place.column - 1 : place.end_column - 1]}".encode()) == {"k": text}
        for i, char in enumerate(text):
            at = places.of(path, Span(i, i + 1))
            shown = lines[at.line - 1][at.column - 1 :]
            assert shown.startswith((char, "\\")) or char == "\n"
        assert last[: place.end_column - 1].endswith(("'", '"'))


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(st.data())
def test_the_quick_way_agrees_with_the_grammar(data: st.DataObject) -> None:
    content = data.draw(contents())
    raw = data.draw(st.one_of(styled(content).map(lambda each: each[0]), st.just(dump(content))))
    body = raw.removeprefix(BOM)
    scan, locator = Scan(body), Locator(body)
    absent = [
        ["recommendations", "r001", "absent"],
        ["recommendations", "r999", "text"],
        ["absent"],
        ["review", "x"],
        [],
    ]
    found = 0
    for path in [
        *(parts(p) for p, _ in leaves((), parse(raw))),
        *absent,
        ["recommendations", "r002"],
        ["waivers", "0"],
    ]:
        spot = scan.find(path)
        assert spot is None or spot == locator.find(path), path
        assert spot == Scan(body).find(path) or spot is None, path
        found += spot is not None
    assert found > 0 or raw != dump(content)


def test_a_document_is_named_by_its_digest_and_not_by_what_it_is_called() -> None:
    raw = b'[[documents]]\nname = "a"\nsha256 = "1"\n\n[[documents]]\nname = "1"\nsha256 = "2"\n'
    for head in (b"", b"x.y = 1\n"):  # read in both ways
        places = Places(head + raw)
        line = head.count(b"\n")
        assert places.of("/documents/1/name").line == line + 2
        assert places.of("/documents/2/name").line == line + 6
