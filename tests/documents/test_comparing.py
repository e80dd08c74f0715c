from __future__ import annotations

import pytest

from dhrcurate.documents.comparing import differences, same_characters, same_words


@pytest.mark.parametrize(
    ("record", "document", "same"),
    [
        ("The Trust should act.", "The  Trust\nshould act.", True),
        ("The office should find out.", "The oﬃce should ﬁnd out.", True),
        ("Multi-agency work", "Multi\u00ad-agency work", True),
        ("Multi- agency work", "Multiagency work", True),
        ("infor-\nmation", "information", True),
        ("Multi-agency work", "Multiagency work", False),
        ("The Trust should act", "The Trust should act.", False),
        ("the Trust should act.", "The Trust should act.", False),
        ("‘flag’", "'flag'", False),
        ("within 2-\n4 weeks", "within 24 weeks", False),
        ("within 2 4 weeks", "within 24 weeks", False),
        ("in 30 00 files", "in 3 000 files", False),
        ("in 3 000 files", "in 3000 files", True),
        ("by 1 May", "by1 May", True),
    ],
)
def test_only_blanks_ligatures_and_hyphens_at_line_ends_are_no_characters(
    record: str, document: str, same: bool
) -> None:
    assert same_characters(record, document) is same


@pytest.mark.parametrize(
    ("record", "document", "told"),
    [
        ("The Trust should act soon.", "The Trust should act.", [("soon", "")]),
        ("Trust should act.", "The NHS Trust should act.", [("", "The NHS")]),
        ("It must review its policy", "It must look again at its policy", [("review", "look again at")]),
        ("A new plan for old towns", "A good plan for young towns", [("new plan for old", "good plan for young")]),
        ("the multi-agency ‘hub’; ACT", "The multi agency 'hub', act.", []),
        ("The Trust should: train; tell", "The Trust should:\n(a) train;\n(b) tell", []),
        ("Plan A should end", "Plan B should end", [("A", "B")]),
    ],
)
def test_words_that_differ_are_told_in_few_pieces(record: str, document: str, told: list[tuple[str, str]]) -> None:
    assert [tuple(one) for one in differences(record, document)] == told


@pytest.mark.parametrize(
    ("record", "document", "told"),
    [
        ("in 15 hours", "in 1.5 hours", [("15", "1.5")]),
        ("in 24 weeks", "in 2-4 weeks", [("24", "2-4")]),
        ("in 2 4 weeks", "in 2 – 4 weeks", [("2 4", "2 – 4")]),
        ("5 of its files", "5% of its files", [("5", "5%")]),
        ("a fund of 5m", "a fund of £5m", [("5m", "£5m")]),
        ("at 930am", "at 9.30am", [("930am", "9.30am")]),
        ("on 1/11/2023", "on 11/1/2023", [("1/11/2023", "11/1/2023")]),
        ("the 2 of May", "the 2nd of May", [("2", "2nd")]),
        ("in 12 hours", "in ½ hours", [("12", "½")]),
        ("for those of 18", "for those of 18+", [("18", "18+")]),
        ("of paragraphs 45 and 6", "of paragraphs 4, 5 and 6", [("45", "4, 5")]),
        ("six (9) months", "six (6) months", [("9", "6")]),
        ("in (6) months", "in months", [("(6", "")]),
        ("the level is: 4.", "the level is: 14.", [("4", "14")]),
        ("section 12(a) of it", "section 12(b) of it", [("a", "b")]),
        ("in 2 4 weeks", "in 24 weeks", [("2 4", "24")]),
        ("in 30 00 files", "in 3 000 files", [("30 00", "3 000")]),
    ],
)
def test_what_a_figure_means_is_a_difference(record: str, document: str, told: list[tuple[str, str]]) -> None:
    assert not same_words(record, document)
    assert [(one.record.strip("()"), one.document.strip("()")) for one in differences(record, document)] == [
        (ours.strip("()"), theirs.strip("()")) for ours, theirs in told
    ]


@pytest.mark.parametrize(
    ("record", "document"),
    [
        ("in 2-4 weeks", "in 2 – 4 weeks"),
        ("5 % of 1,000 files", "5% of 1000 files"),
        ("a 10-year plan, COVID-19", "a 10 year plan (Covid 19)"),
        ("by 4. Staff (of 5) act", "by 4, staff of 5, act"),
        ("should: 1. train; 2. tell", "should:\n1. train;\n2. tell"),
        ("should (i) train (ii) tell", "should:\n• train\n• tell"),
        ("1½ hours on the 1st", "1 ½ hours on the 1 st"),
        ("in 1 000 000 files", "in 1,000,000 files"),
        ("phase 1: two weeks", "phase 1 – two weeks"),
        ("section 47 enquiries; 12 of them", "Section 47 enquiries, 12 of them"),
        ("at 9:30 am", "at 9:30am"),
        ("adopt (i) the code and (ii) the pathway", "adopt (i) the code and (iv) the pathway"),
    ],
)
def test_how_a_figure_is_set_is_no_difference(record: str, document: str) -> None:
    assert differences(record, document) == ()
