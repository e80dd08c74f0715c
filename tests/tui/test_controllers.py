"""Screens are composed of controllers, each of which can be made and called by itself."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from unittest.mock import MagicMock

import pytest

import dhrcurate.tui
from dhrcurate.tui.controllers.list_keys import ListKeys
from dhrcurate.tui.controllers.undo_keys import UndoKeys
from tui_help import Program

Make = Callable[..., Program]


def test_no_class_of_the_interface_inherits_from_more_than_two_others_of_the_project() -> None:
    modules = [import_module(m.name) for m in pkgutil.walk_packages(dhrcurate.tui.__path__, "dhrcurate.tui.")]
    found = {cls for module in modules for _, cls in inspect.getmembers(module, inspect.isclass)}
    deep = {
        cls.__name__: [base.__name__ for base in cls.__mro__ if base.__module__.startswith("dhrcurate.")]
        for cls in found
        if cls.__module__.startswith("dhrcurate.tui")
    }
    assert {name: bases for name, bases in deep.items() if len(bases) > 3} == {}


@pytest.mark.parametrize(("record", "undone"), [("t-2020", ["t-2020"]), ("", [None]), (None, [])])
def test_undo_is_of_a_record_of_the_library_or_of_nothing(record: str | None, undone: list[str | None]) -> None:
    shell = MagicMock()
    shell.when_signed.side_effect = lambda then: then()
    UndoKeys(shell, lambda: record).undo()
    assert [call.args[0] for call in shell.workspace.undo.call_args_list] == undone


def test_a_page_of_a_list_is_never_less_than_a_row() -> None:
    listing = MagicMock(cursor=5, rows=range(9))
    keys = ListKeys(lambda: listing)
    for height, to in ((10, 13), (1, 6)):
        listing.size.height = height
        keys.page_down()
        assert listing.move.call_args.args == (to,)
