"""`dhrcurate check`: validates records; for people, CI and pre-commit."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dhrcurate.cli.check_arguments import STDIN, add_arguments, options_of
from dhrcurate.cli.streams import say, unfiltered
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.reporting.formats import FORMATS, render

if TYPE_CHECKING:  # loaded when a check runs, not for --help
    from dhrcurate.curation.checking.options import Options
    from dhrcurate.curation.checking.report import Report
    from dhrcurate.reporting.render_options import RenderOptions

__all__ = ["add_arguments", "run"]


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the call, the configuration or a register cannot be used.
    """
    outputs = [_output(text) for text in arguments.output]
    paths = [Path(path) for path in arguments.paths] or [_default_path()]
    options = options_of(arguments)
    if arguments.show_settings:
        return _show_settings(paths[0], options)
    from dhrcurate.curation.garbage import rare_garbage_collection  # noqa: PLC0415  # not needed for --help

    atexit.register(gc.freeze)  # what the process ends with need not be walked through
    with rare_garbage_collection():
        return _check(paths, outputs, arguments, options)


def _check(paths: list[Path], outputs: list[tuple[str, Path]], arguments: argparse.Namespace, options: Options) -> int:
    """Checks, mends where that is asked for, reports, and returns the exit code."""
    report = _report(paths, arguments, options)
    if arguments.diff:
        return _diff(arguments, report, options)
    if arguments.fix:
        report = _fixed(paths, arguments, options, report)
    render_options = _render_options(arguments, report)
    for name, file in outputs:
        _write(name, file, report, render_options)
    if arguments.write_baseline:
        return _write_baseline(arguments.write_baseline, report)
    _print(arguments, report, render_options)
    _tell(arguments, report)
    if report.unusable:
        return 2
    return 1 if report.failed else 0


def _default_path() -> Path:
    records = Path("records")
    return records if records.is_dir() else Path()


def _output(text: str) -> tuple[str, Path]:
    name, colon, file = text.partition(":")
    if not colon or not file or name not in FORMATS:
        raise UnusableError(f"--output {text}: write FORMAT:FILE, with one of the formats {', '.join(FORMATS)}")
    return name, Path(file)


def _report(paths: list[Path], arguments: argparse.Namespace, options: Options) -> Report:
    from dhrcurate.curation.checking.check import check_bytes, check_paths  # noqa: PLC0415  # not needed for --help

    if Path(STDIN) in paths:
        if len(paths) > 1 or arguments.fix or arguments.diff:
            raise UnusableError("- is one record on standard input: it allows no other path, no --fix and no --diff")
        return check_bytes(sys.stdin.buffer.read(), arguments.stdin_filename, options)
    if arguments.stdin_filename:
        raise UnusableError("--stdin-filename is for a record on standard input: give - as the path")
    return check_paths(paths, options)


def _fixed(paths: list[Path], arguments: argparse.Namespace, options: Options, report: Report) -> Report:
    """The report of what remains once the fixes are made."""
    from dataclasses import replace  # noqa: PLC0415  # only with --fix

    from dhrcurate.curation.checking.check import check_paths  # noqa: PLC0415  # the same
    from dhrcurate.curation.checking.fixing import apply_plans, plan_all  # noqa: PLC0415  # the same
    from dhrcurate.curation.configuration.curator import who_signs  # noqa: PLC0415  # the same
    from dhrcurate.storage.paths import display_path  # noqa: PLC0415  # the same

    curator = who_signs(arguments.curator)
    result = apply_plans(plan_all(report, options, unsafe=arguments.unsafe_fixes), curator, options.register)
    if arguments.show_fixes:
        for path, finding in result.applied:
            described = finding.fix.description if finding.fix else ""
            line = f"{display_path(path)}: {finding.rule} {finding.name}: {described}"
            print(visible(line if arguments.reveal else _mask(line), one_line=True), file=sys.stderr)
    after = check_paths(paths, options)
    return replace(
        after,
        fixed=Counter(finding.rule for _, finding in result.applied),
        notices=(*after.notices, *result.notices),
        unusable=(*after.unusable, *result.failed),
    )


def _diff(arguments: argparse.Namespace, report: Report, options: Options) -> int:
    """Prints the changes that the fixes would make."""
    from dhrcurate.curation.checking.fixing import differences, plan_all  # noqa: PLC0415  # only with --diff
    from dhrcurate.domain.words import plural  # noqa: PLC0415  # the same

    plans = plan_all(report, options, unsafe=arguments.unsafe_fixes)
    text = "".join(f"{line}\n" for line in differences(plans))
    # A masked patch cannot be applied, but a log that others read must not show what the rules warn about.
    text = text if arguments.reveal else _mask(text)
    sys.stdout.write(text)
    fixes = sum(len(plan.fixes) for planned in plans.values() for plan in planned)
    if not arguments.quiet:
        print(f"{plural(fixes, 'fix', 'fixes')} would be made" if fixes else "no fix would be made", file=sys.stderr)
    _tell_unusable(report)
    if report.unusable:
        return 2
    return 1 if fixes else 0


def _render_options(arguments: argparse.Namespace, report: Report) -> RenderOptions:
    import shutil  # noqa: PLC0415  # not needed for --help

    from dhrcurate.reporting.render_options import RenderOptions  # noqa: PLC0415  # the same

    terminal = sys.stdout.isatty()
    return RenderOptions(
        mask=(lambda text: text) if arguments.reveal else _mask,
        excerpts=terminal if arguments.excerpts == "auto" else arguments.excerpts == "always",
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        width=shutil.get_terminal_size().columns,
        directory=report.directory,
        text_of=report.text_of,
        reveal=arguments.reveal,
    )


def _mask(text: str) -> str:
    from dhrcurate.rules.disclosure.masking import mask  # noqa: PLC0415  # only for excerpts

    return mask(text)


def _write(name: str, file: Path, report: Report, render_options: RenderOptions) -> None:
    from dataclasses import replace  # noqa: PLC0415  # only where a report goes to a file

    plain = replace(
        render_options, colour=False, excerpts=render_options.excerpts and name == "text" and not sys.stdout.isatty()
    )
    if str(file) == STDIN:
        _stdout(name, plain).writelines(render(name, report, plain))
        return
    from dhrcurate.storage.files import write_atomically  # noqa: PLC0415  # only where a report goes to a file
    from dhrcurate.storage.links import refuse_planted_link  # noqa: PLC0415  # the same

    refuse_planted_link(file)
    pieces = (piece.encode() for piece in render(name, report, plain))
    target = Path(os.path.realpath(file))  # any other link is one that the user meant
    try:
        if target.is_file() or not target.exists():
            write_atomically(target, pieces)
        else:  # a device or a pipe, such as /dev/stdout
            with target.open("wb") as stream:
                stream.writelines(pieces)
    except OSError as error:
        raise UnusableError(
            f"{file}: the report cannot be written: {(error.strerror or str(error)).lower()}"
        ) from error


def _stdout(name: str, options: RenderOptions) -> TextIO:
    """Where a report is printed: orders to a CI service are meant in `github` alone, and so are colours."""
    meant = name == "github" or (name == "text" and options.colour)
    return unfiltered(sys.stdout) if meant else sys.stdout


def _print(arguments: argparse.Namespace, report: Report, render_options: RenderOptions) -> None:
    if arguments.statistics:
        from dhrcurate.reporting.words import statistics  # noqa: PLC0415  # only where asked for

        sys.stdout.writelines(f"{line}\n" for line in statistics(report))
        return
    if arguments.output_format is None and any(text.endswith(f":{STDIN}") for text in arguments.output):
        return
    name = arguments.output_format or "text"
    _stdout(name, render_options).writelines(render(name, report, render_options))


def _tell(arguments: argparse.Namespace, report: Report) -> None:
    from dhrcurate.reporting.words import summary  # noqa: PLC0415  # not needed for --help

    _tell_unusable(report)
    for line in report.notices if arguments.quiet else (*report.notices, *summary(report)):
        print(visible(line, one_line=True), file=sys.stderr)


def _tell_unusable(report: Report) -> None:
    sys.stdout.flush()
    for line in report.unusable:
        say(line)


def _write_baseline(file: Path, report: Report) -> int:
    from dhrcurate.curation.checking.baseline import Baseline  # noqa: PLC0415  # only where asked for
    from dhrcurate.domain.words import plural  # noqa: PLC0415  # the same

    baseline = Baseline.of(report.findings)
    baseline.write(file)
    print(f"{file}: {plural(len(baseline), 'finding')} in the baseline", file=sys.stderr)
    _tell_unusable(report)
    return 2 if report.unusable else 0


def _show_settings(path: Path, options: Options) -> int:
    from dhrcurate.curation.checking.effective_settings import effective_settings  # noqa: PLC0415  # only where asked for

    if not path.exists():
        raise UnusableError(f"{path}: there is no such file or folder")
    sys.stdout.writelines(f"{line}\n" for line in effective_settings(path, options))
    return 0
