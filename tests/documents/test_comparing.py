from __future__ import annotations

import pytest

from dhrcurate.documents.comparing import differences, same_characters


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
