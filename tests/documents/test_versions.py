from __future__ import annotations

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.versions import contradiction
from dhrcurate.domain.evidence import DocumentFacts, Version
from documents.made_blocks import h, p, report, table


@pytest.mark.parametrize(
    ("text", "other", "told"),
    [
        ("within 12 months of a death", "within 6 months of a death", ("12", "6")),
        ("within twelve months of a death", "within 6 months of a death", ("twelve", "6")),
        ("within 12 months of a death", "within 12 weeks of a death", ("months", "weeks")),
        ("should not end a tenancy", "should end a tenancy", ("not", "")),
        ("a fund of £5m", "a fund of £50m", ("£5m", "£50m")),
        ("within 12 months of a death", "within twelve months of a death", None),
        ("within six (6) months", "within 6 months", None),
        ("should not end a tenancy", "should never end a tenancy", None),
        ("should review its policy by May", "must look again at its rules", None),
        ("should review it within a year (paragraph 14)", "should review it within a year", None),
        ("ask at 28 weeks", "ask in the middle of it", None),
        ("No adult should be turned away", "Adults should not be turned away", None),
    ],
)
def test_what_asks_for_something_else_is_another_version(text: str, other: str, told: tuple[str, str] | None) -> None:
    found = contradiction(text, other)
    assert (None if found is None else tuple(found)) == told


def test_the_place_that_contradicts_the_list_is_named_whichever_wording_the_record_has() -> None:
    texts = [f"The Trust should see each patient again within {n} months of discharge from the ward." for n in (12, 6)]
    other = "The Council should make public what it spends on refuges, and on advocates."
    made = report(
        h("Recommendations"),
        p(f"1. {texts[0]}"),
        p(f"2. {other}"),
        h("Action plan"),
        table(1, ("No", "Recommendation"), ("1", texts[1]), ("2", other)),
    )
    facts = DocumentFacts("a" * 64, "overview-report", "report.docx")
    for text, here, there in ((texts[0], "12", "6"), (texts[1], "6", "12")):
        found = evidence_of([(facts, made)], [Wanted("a", text=text), Wanted("b", text=other)]).recommendations
        assert found[0].versions == (Version(1, here, there),)
        assert found[0].passages[1].text == texts[text == texts[0]]
        assert found[1].versions == ()
