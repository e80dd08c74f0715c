"""One parser of arguments for all tests of a process: to make one took a quarter of the time of a command.

It is what the program makes, and parsing leaves nothing in it.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from functools import cache

import pytest

from dhrcurate.cli import app


def share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has a parser that was made once used again."""
    make = app._parser

    @cache
    def made(chosen: str | None, _run: Callable[..., int] | None) -> argparse.ArgumentParser:
        return make(chosen)

    def parser(chosen: str | None) -> argparse.ArgumentParser:
        if chosen not in app.COMMANDS:
            return made(None, None)
        return made(chosen, importlib.import_module(f"dhrcurate.cli.{chosen}_command").run)  # tests replace it

    monkeypatch.setattr(app, "_parser", parser)
