"""What a program makes of a cell that it takes for a number, a time or a date, told from what a curator writes."""

from __future__ import annotations

import pytest

from dhrcurate.curation.returning.rewriting import rewritings, rewritten


@pytest.mark.parametrize(
    ("exported", "cells"),
    [
        ("10.10", ["10.1"]),
        ("007", ["7", "7.0"]),
        ("1", ["1.0", "1.00"]),
        ("1E5", ["1.00E+05", "100000"]),
        ("2e3", ["2.00E+03", "2000"]),
        ("12345678901234567890", ["1.23457E+19", "12345678901234600000", "1.2345678901234567e+19"]),
        ("123456789012", ["1.23457E+11", "123456789012.0"]),
        ("5%", ["0.05", "5.00%"]),
        ("33 %", ["0.33", "33%"]),
        ("1:30", ["01:30:00", "1:30:00 AM", "0.0625"]),
        ("13:05", ["1:05:00 PM", "13:05:00"]),
        ("MAR1", ["01-Mar", "Mar-01", "2026-03-01", "2001-03-01"]),
        ("Sept 2", ["02-Sep"]),
        ("1/2", ["01-Feb", "2026-02-01", "2026-01-02 00:00:00", "02/01/2026"]),
        ("2023-06", ["Jun-23", "01/06/2023"]),
    ],
)
def test_what_programs_write_is_known_and_could_have_been_expected(exported: str, cells: list[str]) -> None:
    for cell in cells:
        assert rewritten(cell, exported) in rewritings(exported), cell


@pytest.mark.parametrize(
    ("exported", "cell"),
    [
        ("10.10", "10.11"),
        ("1", "2.0"),
        ("1", "01"),
        ("1", "1.1"),
        ("1a", "1.0"),
        ("1E5", "1E6"),
        ("1E5", "1.5"),
        ("12345678901234567890", "1.3E+19"),
        ("12345678901234567890", "0"),
        ("5%", "0.5"),
        ("5%", "6%"),
        ("1:30", "1:31"),
        ("1:30", "2.1"),
        ("MAR1", "02-Mar"),
        ("MAR1", "01-Apr"),
        ("Mark 1", "01-Mar"),
        ("1/2", "1.2"),
        ("R1", "1"),
        ("", "1.0"),
        ("May 1", "01-Mar"),
        ("10", "10"),
    ],
)
def test_what_a_curator_writes_is_no_rewriting(exported: str, cell: str) -> None:
    assert rewritten(cell, exported) == ""
