"""What a terminal would obey is shown another way, character by character."""

import json
import sys
import tomllib
import unicodedata
from functools import cache

from dhrcurate.domain.visible import escaped_json, escaped_toml, visible, visible_lines


@cache
def assigned() -> str:
    return "".join(c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) != "Cn")


def test_lines_show_every_character_that_a_text_shows_another_way() -> None:
    assert [hex(ord(c)) for c in assigned() if visible_lines(c) != visible(c)] == []


def test_escapes_mean_the_characters_that_they_stand_for() -> None:
    unseen = "".join(c for c in assigned() if visible(c) != c and unicodedata.category(c) != "Cs")
    value = f"{unseen} ##vso[x]\n  ::error::x\n\u00a0::y ###"
    written = escaped_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(written) == value
    assert visible(written) == written
    text = "".join(f"\\u{ord(c):04X}" if c < " " or c == "\x7f" else c for c in unseen)
    written = escaped_toml(f'a = """{text} ##vso[x]\n  ::error::x\n\u00a0::y ###"""\n')
    assert tomllib.loads(written)["a"] == value
    assert visible(written) == written
    assert "##" not in written
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
