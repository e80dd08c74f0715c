"""Files that are not readable records. The reader finds the problems; the rules give them a code and an explanation."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.files.reader_problems import problem_findings
from dhrcurate.rules.registry import file_rule


@file_rule("DHR001", "not-utf8", Severity.ERROR)
def not_utf8(context: FileContext) -> Iterator[Finding]:
    """The file is not UTF-8.

    Why: TOML is UTF-8 and nothing else. A file in another encoding shows wrong quotation marks and dashes at best, and
    a program that guesses the encoding may save the wrong ones for good.

    Before: a file saved by a spreadsheet program as "ANSI", in which a curly apostrophe is the single byte 0x92.

    After: the same file saved as UTF-8.
    """
    return problem_findings(not_utf8, context)


@file_rule("DHR002", "not-toml", Severity.ERROR)
def not_toml(context: FileContext) -> Iterator[Finding]:
    """The file is not TOML 1.0.

    Why: a record that cannot be read cannot be curated, and is never written either. Syntax of later versions of TOML
    is a fault too, so that every program in use reads the same record.

    Before: `number = R14`

    After: `number = "R14"`
    """
    return problem_findings(not_toml, context)


@file_rule("DHR003", "not-this-schema", Severity.ERROR)
def not_this_schema(context: FileContext) -> Iterator[Finding]:
    """A value is missing or does not fit the record format.

    Why: every program that reads the record relies on the format; a value of another type or outside the allowed ones
    would be read in different ways. The record is shown but cannot be edited until this is fixed.

    Before: `status = "done"`

    After: `status = "accepted"`
    """
    return problem_findings(not_this_schema, context)


@file_rule("DHR006", "newer-format", Severity.ERROR)
def newer_format(context: FileContext) -> Iterator[Finding]:
    """The record is in a newer format than this program knows.

    Why: a program that does not know the format could drop or misread the new parts. A newer version of dhrcurate reads
    the record.

    Before: `format = 2` read by a version that knows only format 1.

    After: the same record read by a version that knows format 2.
    """
    return problem_findings(newer_format, context)


@file_rule("DHR012", "file-too-large", Severity.ERROR)
def file_too_large(context: FileContext) -> Iterator[Finding]:
    """The file is larger than 16 MiB.

    Why: the record of the largest published review has a few hundred kilobytes. A file of this size is something else,
    and reading it would delay everything.

    Before: a report in PDF, saved under a name that ends in `.toml`.

    After: the record that was imported from the report's page.
    """
    return problem_findings(file_too_large, context)


@file_rule("DHR013", "unreadable-file", Severity.ERROR)
def unreadable_file(context: FileContext) -> Iterator[Finding]:
    """The file exists but cannot be read.

    Why: a record that is skipped silently looks checked when it is not.

    Before: a record of another user without read permission, or a folder named `x.toml`.

    After: the record with read permission; the folder under another name.
    """
    return problem_findings(unreadable_file, context)
