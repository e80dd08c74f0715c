"""Whatever a text holds, rules answer with places inside it and with fixes that fit."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dhrcurate.domain.edit import apply, get
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record
from fake_names import FakeNames
from rule_cases import record_data

RULES = [r for r in all_rules() if r.scope == "record" and r.code[:4] in {"DHR3", "DHR4", "DHR5"}]
NAMES = FakeNames()

PIECES = st.sampled_from(
    [
        *(
            "the the ",
            "‘",
            "’",
            "“",
            "”",
            '"',
            "'",
            "(",
            ")",
            "[3]",
            "• ",
            " o ",
            "(a) ",
            "b) ",
            "; ",
            ": ",
            ". ",
            "- ",
        ),
        *(
            "-\n",
            "\u00ad",
            "â€™",
            "Ã©",
            "\ufffd",
            "&amp;",
            "ﬁ",
            "DARA3 ",
            "guidance4 ",
            "³",
            "Page 2 of 3 ",
            "OFFICIAL ",
        ),
        *(
            "above ",
            "set out below",
            "section 4.2",
            "Mr ",
            "Mrs Bloggs ",
            "07700 900123 ",
            "died 3 May 2012 ",
            "ZE3 9XY",
        ),
        *("a@b.example", "The trust should meet ", "infor- mation ", "\n", "\r\n", "\0", "𝔘", "e\u0301", "…", "e.g."),
        *(" ", "and ", "However, "),
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join)


def context(text: str, other: str, page: str) -> RuleContext:
    data = record_data(
        {"review": {"summary": other}, "recommendations": [{"text": text}, {"text": other, "title": text}]}
    )
    return RuleContext(Record.model_validate(data), NAMES, date(2026, 11, 22), data, page=page)


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
@example("\N{LEFT SINGLE QUOTATION MARK}\n\N{BULLET} \n", "", "")
def test_places_lie_within_values_and_fixes_apply(text: str, other: str, page: str) -> None:
    shown = context(text, other, page)
    for finding in check_record(shown, RULES):
        value = get(shown.data, finding.path)
        for span in (finding.span, *finding.marks):
            if span is not None:
                assert isinstance(value, str), finding
                assert 0 <= span.start < span.end <= len(value), finding
        if finding.fix:
            assert apply(shown.data, finding.fix.edits) != shown.data, finding


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
def test_what_is_found_does_not_depend_on_what_was_read_before(text: str, other: str, page: str) -> None:
    first = list(check_record(context(text, other, page), RULES))
    list(check_record(context(other, page, text), RULES))
    assert list(check_record(context(text, other, page), RULES)) == first
