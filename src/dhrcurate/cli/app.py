"""The entry point: finds the command, runs it, and turns errors into exit codes."""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import itertools
import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import NoReturn

from dhrcurate import __version__
from dhrcurate.cli.streams import log_streams
from dhrcurate.domain.errors import DhrcurateError, NotSavedError, UnusableError
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.visible import visible

_FAILING = frozenset({errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE})
"""What a failing disk, a share that is gone or a full table of open files gives; no fault of the program."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""Errors of a full or failing disk."""


class ExitCode(IntEnum):
    """Exit codes, which others rely on."""

    OK = 0
    FINDINGS = 1
    UNUSABLE = 2
    CRASH = 70
    INTERRUPTED = 130


COMMANDS = {
    "review": "open the terminal interface",
    "import": "make records from published pages and extraction tables",
    "check": "validate records; for CI and pre-commit",
    "document": "attach the reports themselves, and locate recommendations in them",
    "agencies": "suggest, list and normalise agency names",
    "audit": "read, verify and repair audit trails",
    "quality": "tell how good the extractions were, from what curators made of them",
    "export": "write the curated data in another format",
    "rule": "explain a rule",
    "schema": "write or check the JSON Schemas",
    "git": "keep records in git: setup, merge, status",
    "serve": "open the interface in a browser",
}
"""Every command with its line of help. Each is a module `dhrcurate.cli.<name>_command` with `add_arguments(parser)` and
`run(arguments) -> int`; only the one that runs is imported."""


_EPILOG = """\
who signs changes: --as NAME, else DHRCURATE_CURATOR, else your own configuration, else git's user.name.
exit codes: 0 all is well; 1 findings, or something was refused; 2 unusable arguments, configuration or files;
130 interrupted; 70 a crash. NO_COLOR turns colours off.
"""


class _Parser(argparse.ArgumentParser):
    """A parser that reports an unusable call in one line."""

    def error(self, message: str) -> NoReturn:
        """Prints the error and where to read on, and exits with 2."""
        then = " See" if message.endswith("?") else "; see"
        self.exit(ExitCode.UNUSABLE, f"{self.prog}: {visible(message, one_line=True)}{then} {self.prog} --help\n")

    def parse_known_args(  # type: ignore[override]  # of its overloads only this one is used here
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuses unknown arguments at once, so that the error names the command and not the program."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._unknown(unknown))
        return parsed, []

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuses what is no choice, with the choice that was probably meant."""
        choices = list(map(str, action.choices or ()))
        if choices and isinstance(value, str) and value not in choices and (hint := did_you_mean(value, choices)):
            raise argparse.ArgumentError(action, f"there is no '{value}'{hint}")
        super()._check_value(action, value)

    def _unknown(self, words: Sequence[str]) -> str:
        option = next((word.partition("=")[0] for word in words if word.startswith("-")), None)
        if option is None:
            return f"unexpected argument '{words[0]}'"
        known = [name for action in self._actions for name in action.option_strings]
        return f"there is no option {option}{did_you_mean(option, known)}"


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dhrcurate",
        description="Review the recommendations of Domestic Homicide Reviews, with an audit trail.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dhrcurate {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, line in COMMANDS.items():
        command = commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        if name == chosen:
            module = importlib.import_module(f"dhrcurate.cli.{name}_command")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program.

    Args:
        argv: Arguments without the program's name; `None` for those of the process.

    Returns:
        The exit code, one of `ExitCode`.
    """
    _open_streams()
    # Pydantic would look through everything that is installed for plugins, of which the records use none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with log_streams():
        return _run(argv)


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((a for a in arguments if not a.startswith("-")), None)
    try:
        _refuse_names_of_files(arguments)
        parsed = _parser(chosen).parse_args(arguments)
        _check_working_directory()
        code = int(parsed.run(parsed))
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        return ExitCode.OK
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except (UnusableError, NotSavedError) as error:
        _complain(error)
        return ExitCode.UNUSABLE
    except DhrcurateError as error:
        _complain(error)
        return ExitCode.FINDINGS
    except Exception as error:  # noqa: BLE001  # the unforeseen has an exit code of its own
        if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
            # Errors of files carry their names: this one is of standard output.
            _discard_output()
            print(f"dhrcurate: the output cannot be written: {(error.strerror or '').lower()}", file=sys.stderr)
            return ExitCode.UNUSABLE
        if isinstance(error, OSError) and error.errno in _FAILING and error.filename is not None:
            _complain(
                UnusableError(f"{os.fsdecode(error.filename)}: {(error.strerror or '').lower()}; nothing more was done")
            )
            return ExitCode.UNUSABLE
        import traceback  # noqa: PLC0415  # only for a crash

        traceback.print_exc()
        print("dhrcurate: this is a bug in the program; please report it with the lines above", file=sys.stderr)
        return ExitCode.CRASH
    return code


def _refuse_names_of_files(arguments: Sequence[str]) -> None:
    """Refuses an option that is the name of a file, too: whoever chose that name may mean it to be taken for an option.

    A shell's `*.toml`, `xargs` and pre-commit pass names as they are.

    Raises:
        UnusableError: With the first.
    """
    options = itertools.takewhile(lambda argument: argument != "--", arguments)
    for option in options:
        if option.startswith("-") and option != "-" and os.path.lexists(option):
            raise UnusableError(
                f"{option} is the name of a file here: it was not taken for an option; give names of files behind --,"
                f" and this one, if that is what you mean, as ./{option}"
            )


def _open_streams() -> None:
    """Points streams that the caller closed to the null device, so that their output does not crash or go elsewhere."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        # Characters that a terminal cannot encode are escaped.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _check_working_directory() -> None:
    """Checks that the working directory still exists.

    Raises:
        UnusableError: If it does not.
    """
    try:
        os.getcwd()  # noqa: PTH109  # pathlib costs more and does the same
    except OSError as error:
        raise UnusableError("the current folder is gone or not accessible; change to another") from error


def _discard_output() -> None:
    """Discards buffered output, so that the end of the process does not try to write it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: DhrcurateError) -> None:
    print(f"dhrcurate: {visible(str(error), one_line=True)}", file=sys.stderr)
