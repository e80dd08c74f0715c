"""Records that no program wrote: random bytes, random TOML, and sound records with something broken in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import libraries
from dhrcurate.storage.codec import parse

SEED_RECORDS = (
    libraries.record("dudley-2023-06", *libraries.TWICE).encode(),
    libraries.record(
        "kent-2023-06",
        libraries.recommendation(
            1, cell="Kent Police | Refuge ; CPS", text="However, the • first • second (see below)"
        ),
        libraries.recommendation(2, number="10 (AVCCG)", text="Contact jane@example.org or 01632 960001. The the end,"),
        '\n[[recommendations]]\nkey = "r003"\ntext = """\nCollective."""\naddressed_to = ""\n'
        'agencies = []\nstatus = "queried"\n'
        '[[recommendations.waivers]]\nrule = "DHR201"\nreason = ""\nby = "A"\nat = 2026-11-22T10:05:00Z\n',
    ).encode(),
)
"""What is broken by mutation."""

_PIECES = (
    b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b".", b",", b'"', b"'", b'"""', b"'''", b"\\", b"\\u", b"\\U0010ffff",
    b"#", b"\r", b"\n", b"\r\n", b"\0", b"\x1b", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"-", b"+", b"_", b"0x",
    b"1e999", b"nan", b"inf", b"1979-05-27T07:32:00Z", b"9" * 400, b"true", b"[[recommendations]]\n",
    b"\nkey = 'r001'\n", b"\nformat = 1\n", b"\nid = 'x'\n", "\u202e".encode(), "\u0000".encode(), "Ａ".encode(),
    b"[[[[[[[[", b"a.b.c.d = 1\n", b"\nwaivers = 1\n", b"\nstatus = []\n",
)  # fmt: skip


def random_bytes(chance: random.Random) -> bytes:
    """Any bytes at all."""
    return chance.randbytes(chance.randrange(600))


def random_toml(chance: random.Random) -> bytes:
    """Pieces of TOML in no order."""
    return b"".join(chance.choices(_PIECES, k=chance.randrange(60)))


def mutated_bytes(chance: random.Random) -> bytes:
    """A sound record in which some bytes are lost, doubled, moved or replaced."""
    raw = bytearray(chance.choice(SEED_RECORDS))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(raw) + 1)
        length = chance.choice((0, 1, 1, 2, 10, 100))
        match chance.randrange(4):
            case 0:
                del raw[at : at + length]
            case 1:
                raw[at : at + length] = chance.choice(_PIECES)
            case 2:
                raw[at:at] = raw[at : at + length]
            case _:
                other = chance.randrange(len(raw) + 1)
                raw[other:other] = raw[at : at + length]
    return bytes(raw)


def mutated_values(chance: random.Random) -> bytes:
    """TOML that can be read, in which some values are not what a record holds there."""
    lines = chance.choice(SEED_RECORDS).decode().splitlines()
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines))
        key, equals, _ = lines[at].partition(" = ")
        if equals:
            lines[at] = f"{key} = {chance.choice(_VALUES)}"
        elif lines[at].startswith("[") and chance.random() < 0.5:
            lines[at] = chance.choice(("[a]", "[review.more]", "[[review.x]]", "[recommendations]", "[[source.page]]"))
    return "\n".join(lines).encode()


_VALUES = (
    "1", "-1", "1.5", "nan", "inf", "true", "[]", "[1]", '["a"]', "{}", '{a = "b"}', '""', '" "', '"\\u0000"',
    '"\\u001b[31m"', '"\\u202e"', "2026-11-22", "2026-11-22T10:05:00", "10:00:00", "9007199254740993", '"r001"',
    '"r999999999"', '"../../x"', '"/etc/passwd"', "'''a\nb'''", '"%s"' % ("word " * 300), '"%s"' % ("1." * 200),
    '"%s"' % ("(" * 300), '"• a • b • c"', '"|"', '";;/,"', '"2013-99"', '"DHR999"', '"sha256:x"', '"signed-off"',
    "99999", '"\\U0001F600\\u0301"', '"x and y and z & the & of"',
)  # fmt: skip

MAKERS: Sequence[Callable[[random.Random], bytes]] = (random_bytes, random_toml, mutated_bytes, mutated_values)
"""The ways of making rubbish."""


def rubbish(number: int) -> bytes:
    """Rubbish; the same number always gives the same."""
    chance = random.Random(number)  # noqa: S311  # nothing here is a secret
    return MAKERS[number % len(MAKERS)](chance)


def is_toml(raw: bytes) -> bool:
    """Whether bytes can be read as TOML at all, to see that rubbish is not all of one kind."""
    try:
        parse(raw)
    except Exception:  # noqa: BLE001  # only asked whether it can
        return False
    return True
