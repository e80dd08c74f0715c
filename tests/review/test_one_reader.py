"""Rule, screen and line read a kept page alike, so that they agree on whether a text stands there."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.domain.page_text import page_text
from dhrcurate.domain.record import Record
from dhrcurate.review.passage import find_passage
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.source import differs_from_source, not_in_source
from fake_names import FakeNames
from rule_cases import record_data

TEXT = "Exampleshire Police should review how officers record coercive control & who reads what they record."
HTML = "Exampleshire Police should review how officers record coercive control &amp; who reads what they record."
OTHER = "<p>The panel met nine times between March and May, and its chair was independent of every agency.</p>"


LONG = "x y " * 200
IN_JSON = TEXT.replace(" ", "\\n").replace("&", "\\u0026")


def body(paragraph: str) -> str:
    return f"<body>{OTHER}{paragraph}</body>"


@pytest.mark.parametrize(
    ("page", "name", "there"),
    [
        (body(f"<p>{HTML}</p>"), "page.html", True),
        (body(f"<!-- <p>{HTML}</p> -->"), "page.html", False),
        (body(f"<!-- <p>{TEXT}</p> -->"), "page.html", False),
        (body(f"<script>let draft = '<p>{HTML}</p>';</script>"), "page.html", False),
        (body(f"<p>{HTML}</p>").replace("officers", f'<br data-x="{LONG}">officers'), "page.html", True),
        (body(f"<p>{HTML}</p>").replace("officers", f'<b data-x="{LONG}">officers</b>'), "page.html", True),
        (body(f"<p>{HTML}</p>").replace("officers", "off<i>ice</i>rs"), "page.html", True),
        ("The report follows. " * 300 + f"<p>{HTML}</p>", "page.txt", True),
        ('[{"text": "' + IN_JSON + '"}]', "table.json", True),
        (f"{OTHER}\n\n{TEXT}", "page.md", True),
    ],
)
def test_rule_and_interfaces_agree_on_whether_a_text_stands_on_its_page(page: str, name: str, there: bool) -> None:
    data = record_data(
        {"review": {"wording": "verbatim"}, "source": {"page": name}, "recommendations": [{"text": TEXT}]}
    )
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data, page=page)
    findings = [*not_in_source.check(context), *differs_from_source.check(context)]
    passage = find_passage(TEXT, page_text(page, name))
    on_screen = passage is not None and passage.found and not passage.differences
    assert (not findings, on_screen) == (there, there)
