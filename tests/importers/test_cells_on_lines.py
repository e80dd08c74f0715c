"""Tables of more than three columns whose cells have become lines, one each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = (
    "Domestic Homicide Review",
    "Tarnside Community Safety Partnership",
    "Published May 2019",
    "",
    "Action plan",
    "",
)
HEADINGS = ("No", "Recommendation", "Lead agency", "Target date")
LEAFLETS = ("1", "The trust should review its leaflets.", "Tarn Hospital Trust", "May 2020")
HOMES = ("2", "Housing staff should be told whom to ring.", "Tarnside Council", "June 2020")


def read(lines: Sequence[str], form: str = "txt") -> Imported:
    text = "\n".join(lines) if form == "txt" else "".join(f"<p>{line}</p>\n" for line in lines if line)
    (imported,) = read_source(f"{text}\n".encode(), f"page.{form}", NOTHING)
    return imported


def rows(imported: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("form", ["txt", "html"])
@pytest.mark.parametrize("after", [(), ("", "For more write to the council.")])
def test_a_column_more_makes_no_difference(form: str, after: Sequence[str]) -> None:
    found = read([*HEAD, *HEADINGS, *LEAFLETS, *HOMES, *(after if form == "txt" else ())], form)
    assert rows(found) == [LEAFLETS[:3], HOMES[:3]]
    assert not any("breaks off" in warning for warning in found.warnings)


def test_the_words_of_a_recommendation_may_be_wrapped() -> None:
    found = read([*HEAD, *HEADINGS, *LEAFLETS, "2", "Housing staff should be told", "whom to ring.", *HOMES[2:]])
    assert rows(found) == [LEAFLETS[:3], HOMES[:3]]
    assert found.whole


@pytest.mark.parametrize(
    "cells",
    [
        (*HEADINGS, *LEAFLETS[:3], *HOMES),
        (*HEADINGS, *LEAFLETS[:2], "Tarn Hospital", "Trust", "May 2020", *HOMES),
        (*HEADINGS[1:], *LEAFLETS[1:], *HOMES[1:]),
    ],
)
def test_rows_that_cannot_be_told_apart_are_refused(cells: Sequence[str]) -> None:
    with pytest.raises(RefusedError):
        read([*HEAD, *cells])


@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_next_chapter_is_no_row(gap: str) -> None:
    cells = [gap + cell for cell in (*HEADINGS[:3], *LEAFLETS[:3], *HOMES[:3])]
    found = read([*HEAD, *cells, "", "2. Next steps", "", "The summary was published in May 2021.", ""])
    assert rows(found) == [LEAFLETS[:3], HOMES[:3]]
    assert found.whole
