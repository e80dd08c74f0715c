from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from dhrcurate.curation.configuration.selection import Choice, Selector, matches, not_a_selector, resolve
from dhrcurate.domain.finding import Severity
from dhrcurate.rules.catalogue import all_rules

EVERY = {rule.code for rule in all_rules()}


def test_by_default_the_rules_that_are_on_by_default_run() -> None:
    assert resolve([]).codes == {rule.code for rule in all_rules() if rule.default}


def test_select_replaces_and_extend_adds() -> None:
    assert resolve([Choice(select=("DHR201",))]).codes == {"DHR201"}
    assert resolve([Choice(select=("missing-addressee",), extend=("DHR101",))]).codes == {"DHR201", "DHR101"}
    assert resolve([Choice(select=("ALL",))]).codes == EVERY


def test_a_family_is_taken_by_its_prefix() -> None:
    assert resolve([Choice(select=("dhr2",))]).codes == {code for code in EVERY if code.startswith("DHR2")}


def test_the_narrower_selector_wins_and_ignore_wins_a_tie() -> None:
    assert "DHR201" not in resolve([Choice(select=("DHR2",), ignore=("DHR201",))]).codes
    assert resolve([Choice(select=("DHR201",), ignore=("DHR2",))]).codes == {"DHR201"}
    assert resolve([Choice(select=("DHR201",), ignore=("missing-addressee",))]).codes == frozenset()


def test_a_later_choice_has_the_last_word() -> None:
    configured = Choice(ignore=("DHR201",), severity={"DHR2": Severity.INFO})
    assert "DHR201" in resolve([configured, Choice(extend=("DHR201",))]).codes
    assert resolve([configured, Choice(select=("DHR101",))]).codes == {"DHR101"}


def test_the_narrower_severity_wins() -> None:
    severities = resolve([Choice(severity={"DHR201": Severity.ERROR, "DHR2": Severity.INFO})]).severities
    assert severities["DHR201"] is Severity.ERROR
    assert severities["DHR202"] is Severity.INFO


def test_an_unknown_selector_names_the_nearest() -> None:
    assert not_a_selector("DHR201") is None
    assert "did you mean 'missing-addressee'?" in (not_a_selector("mising-addressee") or "")
    assert not_a_selector("DHR999x")
    assert not_a_selector("")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.toml", "a.toml", True),
        ("*.toml", "old/a.toml", True),
        ("old/*.toml", "old/a.toml", True),
        ("old/*.toml", "older/a.toml", False),
        ("old/*.toml", "old/deep/a.toml", False),
        ("old/**/*.toml", "old/deep/er/a.toml", True),
        ("old/**/*.toml", "old/a.toml", True),
        ("old/", "old/deep/a.toml", True),
        ("old", "old/a.toml", True),
        ("dudley-20??-*", "dudley-2025-09.toml", True),
        ("a.b", "aXb", False),
    ],
)
def test_patterns(pattern: str, path: str, expected: bool) -> None:
    assert matches(PurePosixPath(path), pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*a" * 20 + "b", "a" * 100 + ".toml", False),
        ("*a" * 20 + "*b", "a" * 100 + "b", True),
        ("?*" * 30 + "b", "a" * 60, False),
        ("**/a/" * 20 + "b", "a/" * 60 + "c", False),
        ("**/a/" * 20 + "b", "a/" * 60 + "b", True),
        ("**/" * 40 + "b", "a/" * 60 + "c", False),
        ("**/*a*/" * 15 + "b", "aaa/" * 60 + "c", False),
    ],
)
def test_a_pattern_of_many_wildcards_ends(pattern: str, path: str, expected: bool) -> None:
    assert matches(PurePosixPath(path), pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("a*b*c.toml", "abbcbc.toml", True),
        ("a*b*c.toml", "abbcbd.toml", False),
        ("*ab*ab", "abab", True),
        ("*ab*ab", "aab", False),
        ("a?c.toml", "a/c.toml", False),
        ("a*.toml", "a/b.toml", False),
        ("old/**/x.toml", "old/x.toml", True),
        ("old/**/x.toml", "old/a/b/x.toml", True),
        ("old/**", "old/a/x.toml", True),
        ("old/**", "new/x.toml", False),
        ("**/old/*.toml", "a/old/b.toml", True),
        ("**/old/*.toml", "a/old/b/c.toml", False),
        ("/", "x.toml", False),
        ("", "x.toml", False),
        ("[a].toml", "a.toml", False),
        ("[a].toml", "[a].toml", True),
    ],
)
def test_patterns_of_several_wildcards(pattern: str, path: str, expected: bool) -> None:
    assert matches(PurePosixPath(path), pattern) is expected


def test_paths_have_their_own_rules_and_the_call_the_last_word() -> None:
    per_path = (("old/*", Choice(ignore=("DHR2",))), ("old/a.toml", Choice(extend=("DHR201",))))
    selector = Selector(Choice(select=("DHR1", "DHR2")), per_path)
    assert "DHR201" in selector.of(PurePosixPath("b.toml")).codes
    assert "DHR201" not in selector.of(PurePosixPath("old/b.toml")).codes
    assert "DHR201" in selector.of(PurePosixPath("old/a.toml")).codes
    called = Selector(Choice(), per_path, Choice(ignore=("DHR201",)))
    assert "DHR201" not in called.of(PurePosixPath("old/a.toml")).codes
