"""Sentences about a report among its recommendations: they ask nothing of anybody, in whatever form they are set."""

from __future__ import annotations

import pytest

from dhrcurate.documents.listing.about_report import is_about_report
from documents.made_blocks import h, p, printed

ASKED = (
    "Exampleshire Police should train all staff about stalking within six months.",
    "The Council should review its policy on housing transfers at short notice.",
    "The Trust should report each year on referrals that were closed early.",
)
ABOUT = (
    "The action plan at Appendix A sets out how each of these will be achieved and by whom.",
    "It is for the Community Safety Partnership to decide how they are to be implemented.",
    "Where an agency has already acted, this is noted in the plan.",
    "The panel has sought to make recommendations that are specific and achievable.",
    "Readers should note that several agencies have changed their names since.",
    "A full list of the actions to be taken is at Annex 2.",
    "Agencies were asked to consider their own learning and to act on it at once.",
    "National recommendations are marked with a star.",
    "These should be read with the lessons in section 4.",
    "The following are for all agencies to consider.",
)


@pytest.mark.parametrize("sentence", ABOUT)
@pytest.mark.parametrize("form", ["{}. ", "5.{} ", "• ", ""])
def test_a_sentence_about_the_report_is_not_listed_in_front_of_the_recommendations_or_behind(
    form: str, sentence: str
) -> None:
    for texts in ((sentence, *ASKED), (*ASKED, sentence)):
        blocks = [p(form.format(at) + text) for at, text in enumerate(texts, 1)]
        assert [text for _, text in printed(h("5. Recommendations"), *blocks, h("6. Appendix"))] == list(ASKED)


@pytest.mark.parametrize(
    "text",
    [
        "The action plan should be reviewed by the Partnership each quarter.",
        "All agencies to ensure that details of each referral are noted in the plan.",
        "Details of the helpline to be displayed in every surgery.",
        "A list of contacts to be drawn up and shared with all schools.",
        "A summary of this report is to be given to every new officer.",
        "The panel believes that the Trust needs to train its staff.",
        "The panel hopes that the Home Office will review its guidance.",
        "The panel has asked the Trust to review its policy.",
        "The panel is of the view that the Trust must act.",
        "The following are to be trained within a year: doctors and nurses.",
        "It is for the Trust to make sure that they are trained.",
        "This report should be shared with all agencies.",
        "These should be put in place without delay.",
        "Staff who were asked to attend meetings to be given time.",
        "Agencies are asked to consider their own learning.",
        "The recommendations of this review should be implemented within a year.",
        "Action plans are reviewed at each meeting of the board.",
        "Dates for supervision are to be set a year ahead.",
        "The plan is at Annex 2. The Trust should publish it.",
        "Write a summary of the law for officers.",
    ],
)
def test_what_asks_something_is_not_about_the_report(text: str) -> None:
    assert not is_about_report(text)
