"""Sentences that say where recommendations are, which are none, and recommendations about recommendations."""

from __future__ import annotations

import pytest

from documents.made_blocks import h, p, printed, table

A = "The Trust should train all staff about stalking."
B = "The Council must review its policy on housing transfers."
C = "The Partnership to report each year on referrals."

POINTING = (
    "Recommendations made by agencies in their own management reviews are contained in the action plan.",
    "Recommendations for single agencies are to be found at Appendix 2.",
    "The management reviews made recommendations, which can be found in the action plan.",
    "The recommendations from each management review form part of the plan at the end of this report.",
    "Recommendations 5 to 9 have been included in the plan of the agencies.",
    "Recommendations that arise from the management reviews are shown separately.",
    "A full list of recommendations is given in section 8.",
    "Recommendations specific to health are dealt with in chapter 6.",
    "The recommendations that agencies made for themselves have been reproduced in the plan below.",
    "In total, nine recommendations emerge from this review.",
    "Recommendations were agreed with each agency before the panel met for the last time.",
    "The chair puts forward the following after what was heard from the family.",
)
ASKING = (
    "The Trust should ensure that recommendations are included in the action plan.",
    "The Partnership must see to it that all recommendations of this review are monitored.",
    "Ensure that the recommendations of this review are contained in the business plan.",
    "That the recommendations of this review are included in the annual plan of the Partnership.",
    "Recommendations of this review should be included in the training plan of each agency.",
    "Recommendations of earlier reviews are to be included in the training plan of each agency.",
    "The panel proposes the following change: the Trust should name a lead for each ward.",
    "Recommendations of the agencies are in the action plan. The Partnership should monitor them each quarter.",
)


@pytest.mark.parametrize("text", POINTING)
def test_a_sentence_that_says_where_recommendations_are_is_none(text: str) -> None:
    for sure, found in ((True, [("8.2", A), ("8.3", B), ("8.4", C)]), (False, [])):
        chapter = [h("8. Recommendations"), p(f"8.1 {text}"), p(f"8.2 {A}"), p(f"8.3 {B}"), p(f"8.4 {C}")]
        assert printed(*chapter, sure=sure) == found


@pytest.mark.parametrize("text", ASKING)
def test_a_recommendation_about_recommendations_is_one(text: str) -> None:
    chapter = [h("8. Recommendations"), p(f"8.1 {A}"), p(f"8.2 {text}"), p(f"8.3 {B}"), p(f"8.4 {C}")]
    assert printed(*chapter) == [("8.1", A), ("8.2", text), ("8.3", B), ("8.4", C)]
    rows = table(0, ["No", "Recommendation", "Lead"], ["1", A, "Trust"], ["2", text, "Partnership"])
    assert printed(rows) == [("1", A), ("2", text)]
