"""Writes one content as TOML in many styles, for property tests of what must keep a file's style."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

WORDS = st.text(
    st.sampled_from(
        [*"abc xyz", "é", "’", '"', "'", "\\", "\n", "#", "[", "]", "=", "\t", "🙂", "\u0085", "\x0c", "\x1b"]
    ),
    max_size=14,
)


@dataclass
class Styler:
    """Writes TOML, choosing among styles by `choose`."""

    choose: Callable[[int], int]
    eol: str = "\n"
    comments: list[str] = field(default_factory=list)

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}")
        return self.comments[-1]

    def maybe_comment(self) -> str:
        return f"  {self.comment()}" if self.choose(4) == 0 else ""

    def gap(self) -> str:
        kind = self.choose(6)
        if kind == 0:
            return "\n"
        if kind == 1:
            return f"{self.comment()}\n"
        return f"\n{self.comment()}\n\n" if kind == 2 else ""

    def string(self, text: str, *, within: bool = False) -> str:
        kind = self.choose(4)
        plain = not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)
        if kind == 0 and plain and "'" not in text:
            return f"'{text}'"
        lines_plain = not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in text)
        if kind == 1 and not within and lines_plain and "''" not in text and not text.endswith("'"):
            return f"'''\n{text}'''"
        basic = json.dumps(text, ensure_ascii=bool(self.choose(2))).replace("\x7f", "\\u007f")
        if "\\ud83d\\ude42" in basic:
            basic = basic.replace("\\ud83d\\ude42", "\\U0001F642")
        if kind == 2 and not within:
            lines = basic[1:-1].replace("\\n", "\n")
            return f'"""\\\n   {lines}"""' if self.choose(2) and not lines[:1].isspace() else f'"""\n{lines}"""'
        return basic

    def value(self, value: Any, *, within: bool = False) -> str:
        match value:
            case str():
                return self.string(value, within=within)
            case bool():
                return "true" if value else "false"
            case int() | float():
                return repr(value)
            case datetime():
                return value.isoformat()
            case list():
                items = [self.value(v, within=True) for v in value]
                if within or self.choose(2):
                    return f"[{', '.join(items)}]"
                lines = "".join(f"  {item},{self.maybe_comment()}\n" for item in items)
                return f"[{self.maybe_comment()}\n{lines}{self.gap()}]"
            case dict():
                return (
                    "{ " + ", ".join(f"{self.key(k)} = {self.value(v, within=True)}" for k, v in value.items()) + " }"
                )
        raise TypeError(value)

    def key(self, key: str) -> str:
        quoted = not re.fullmatch(r"[\w-]+", key, re.ASCII) or self.choose(8) == 0
        return json.dumps(key, ensure_ascii=False) if quoted else key

    def pair(self, key: str, value: Any, prefix: str = "", indent: str = "") -> str:
        equals = "=" if self.choose(2) else "  ="
        return f"{indent}{prefix}{self.key(key)} {equals} {self.value(value)}{self.maybe_comment()}\n"

    def table(self, path: str, table: Mapping[str, Any], *, is_element: bool) -> str:
        header = f"[[{path}]]" if is_element else f"[{path}]"
        text = f"{header}{self.maybe_comment()}\n"
        indent = "  " if self.choose(4) == 0 else ""
        later = ""
        for key, value in table.items():
            if key in ("waivers", "conflicts") and value and self.choose(3):
                later += "".join(self.gap() + self.table(f"{path}.{key}", w, is_element=True) for w in value)
            elif isinstance(value, dict) and value and self.choose(2):
                if self.choose(2):
                    later += self.gap() + self.table(f"{path}.{key}", value, is_element=False)
                else:
                    text += "".join(self.pair(k, v, f"{key}.", indent) for k, v in value.items())
            else:
                text += self.gap() + self.pair(key, value, indent=indent)
        return text + later

    def record(self, data: Mapping[str, Any]) -> bytes:
        text, later = self.gap(), []
        for key, value in data.items():
            if isinstance(value, dict) and value and self.choose(6):
                if self.choose(6) == 0:
                    text += "".join(self.pair(k, v, f"{key}.") for k, v in value.items())
                else:
                    later.append(self.gap() + self.table(key, value, is_element=False))
            elif isinstance(value, list) and value and isinstance(value[0], dict) and self.choose(8):
                later += [self.gap() + self.table(key, v, is_element=True) for v in value]
            else:
                text += self.pair(key, value)
        whole = text + "".join(later)
        if self.choose(4) == 0:
            whole = whole.rstrip("\n")
        bom = b"\xef\xbb\xbf" if self.choose(6) == 0 else b""
        return bom + whole.replace("\n", self.eol).encode()


@st.composite
def styled(draw: st.DrawFn, data: Mapping[str, Any]) -> tuple[bytes, list[str]]:
    """The content as TOML in some style, and the comments in it."""
    styler = Styler(lambda n: draw(st.integers(0, n - 1)), draw(st.sampled_from(["\n", "\r\n"])))
    return styler.record(data), styler.comments


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001  # bounds
    lambda moment: moment.replace(microsecond=0)
)
WAIVERS = st.lists(
    st.fixed_dictionaries({"rule": st.sampled_from(["DHR205", "DHR110"]), "reason": WORDS, "by": WORDS, "at": MOMENTS}),
    max_size=2,
)
EXTRA = st.dictionaries(
    st.sampled_from(["p", "q", "at", "imported", "Lead officer", "£ \"a\" = 'b'", "extra"]),
    st.one_of(WORDS, st.sampled_from(["2024-02-29T10:00:00Z", "true", "0.5", "{ a = 1 }"])),
    max_size=3,
)
"""Columns of tables from outside, some of them named or filled like what this format has."""
EXTRACTED = st.fixed_dictionaries(
    {"by": st.just("x-3f9a01c2")},
    optional={
        "confidence": st.floats(0, 1).filter(lambda share: repr(share) != "-0.0"),
        "page": st.integers(1, 400),
        "incomplete": st.just(True),
        "gone": st.just("x-77aa10b4"),
    },
)
CONFLICTS = st.lists(
    st.fixed_dictionaries({"field": st.just("text"), "by": st.just("x-77aa10b4")}, optional={"theirs": WORDS}),
    max_size=2,
)
EXTRACTIONS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["x-3f9a01c2", "x-77aa10b4"]), "at": MOMENTS, "source": st.just(f"sha256:{'a' * 64}")},
        optional={"page": WORDS, "tool": WORDS, "run": WORDS},
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda extraction: extraction["id"],
)
RECOMMENDATION = st.fixed_dictionaries(
    {
        "text": WORDS,
        "addressed_to": WORDS,
        "agencies": st.lists(WORDS, max_size=4),
        "status": st.sampled_from(["pending", "accepted"]),
    },
    optional={
        "number": WORDS,
        "title": WORDS,
        "note": WORDS,
        "waivers": WAIVERS,
        "extra": EXTRA,
        "extracted": EXTRACTED,
        "conflicts": CONFLICTS,
    },
)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    """A record's content."""
    rows = draw(st.lists(RECOMMENDATION, max_size=4))
    review = st.fixed_dictionaries(
        {"title": WORDS, "csp": WORDS}, optional={"summary": WORDS, "year_of_death": st.integers(1990, 2030)}
    )
    data: dict[str, Any] = {"format": 1, "id": "exampleton-2023", "review": draw(review)}
    if draw(st.booleans()):
        data["source"] = draw(
            st.fixed_dictionaries({}, optional={"publisher": WORDS, "stated_count": st.integers(0, 99)})
        )
    data["curation"] = {"state": "open"}
    if draw(st.booleans()):
        data["extractions"] = draw(EXTRACTIONS)
    if draw(st.booleans()):
        data["waivers"] = draw(WAIVERS)
    data["recommendations"] = [{"key": f"r{i:03}", **row} for i, row in enumerate(rows, 1)]
    return data
