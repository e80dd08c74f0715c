"""One reading of each stylesheet for all tests of a process: every program that a test starts read them twice.

The rules that come of a text depend on nothing but it, where it stands and the values of the theme's variables, and
Textual itself keeps them for as long as those are the same; they do not change once they are made.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has rules that were read once used again."""
    parse = Stylesheet._parse_rules
    kept: dict[tuple[Any, ...], list[RuleSet]] = {}

    def rules_once(sheet: Stylesheet, css: str, read_from: Any, *more: Any, **named: Any) -> list[RuleSet]:
        key = (css, read_from, more, *named.items(), *sheet._variables.items())
        if key not in kept:
            kept[key] = parse(sheet, css, read_from, *more, **named)
        return kept[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", rules_once)
