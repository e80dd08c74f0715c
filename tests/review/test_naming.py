"""What is told of a decision about a name."""

from __future__ import annotations

import pytest

from dhrcurate.curation.naming.agencies import Scope
from dhrcurate.curation.naming.deciding import decide_name
from dhrcurate.review.naming import decision_told
from fake_names import FakeNames


@pytest.mark.parametrize(
    ("written", "means", "told"),
    [
        ("Police", "Exampleshire Police", "“Police” is Exampleshire Police"),
        ("Exampleton Refuge", "Exampleton Refuge", "“Exampleton Refuge” is taken as it is written (in the register)"),
        ("MARAC", "MARAC", "“MARAC” is taken as it is written (a meeting; not an agency)"),
        ("Oak Hub", "Oak Hub", "“Oak Hub” is taken as it is written (in no register)"),
    ],
)  # fmt: skip
def test_a_name_that_is_kept_is_told_with_what_it_is(written: str, means: str, told: str) -> None:
    assert decision_told(decide_name(written, means, Scope.RECORD, ("exampleton-2023-06", "r001")), FakeNames()) == told
