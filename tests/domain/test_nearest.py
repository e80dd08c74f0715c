from __future__ import annotations

from dhrcurate.domain.nearest import did_you_mean, nearest


def test_capitals_do_not_make_a_name_another() -> None:
    assert did_you_mean("mrsac", ["MARAC", "Refuge"]) == "; did you mean 'MARAC'?"
    assert did_you_mean("Kent", ["MARAC"]) == ""


def test_as_many_as_asked_for_are_named_nearest_first() -> None:
    known = ["Kent Police", "Kent Constabulary", "Kent Polices", "Refuge"]
    assert nearest("kent polic", known, 2) == ["Kent Police", "Kent Polices"]
