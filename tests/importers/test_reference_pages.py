from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_page
from known_names import NOTHING
from made_pages import wrapped
from reference import REFERENCE, needs_reference

PAGES = sorted((REFERENCE / "pages").glob("*.txt"))
REVIEWS = [page for page in PAGES if not page.name.startswith("003")]
TABLES = [page for page in REVIEWS if b"|---" in page.read_bytes()]
REGISTERS: dict[str, Names] = {"with the built-in register": Matcher(load()), "without a register": NOTHING}

pytestmark = needs_reference


def row_of(recommendation: dict[str, Any]) -> dict[str, Any]:
    """What the expected files tell of a recommendation."""
    text = " ".join(filter(None, (recommendation.get("title"), recommendation["text"])))
    cell = recommendation["addressed_to"]
    return {
        "number": recommendation.get("number"),
        "text_start": text[:60],
        "text_end": text[-40:],
        "chars": len(text),
        "addressees": [part.strip() for part in cell.split("|")],
    }


def flattened(text: str) -> str:
    """A page with a table as the same page flattened to lines."""
    lines = []
    for line in text.split("\n"):
        if not line.startswith("|"):
            lines.append(line)
        elif not line.startswith("|---"):
            number, words, *cell = (part.strip() for part in line.strip().strip("|").split("|"))
            lines.append(number if "extracted from" in number else " ".join([number, words, " | ".join(cell)]))
    return "\n".join(lines)


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("page", REVIEWS, ids=lambda p: p.name[:3])
def test_a_page_yields_what_is_expected_of_it(page: Any, register: str) -> None:
    expected = json.loads(page.with_suffix(".expected.json").read_text("utf-8"))
    imported = read_page(page.read_bytes(), page.name, REGISTERS[register])
    review, source = imported.data["review"], imported.data["source"]
    assert review["csp"] == expected["csp"]
    assert review.get("published") == expected["published"]
    assert review.get("year_of_death") == expected["year_of_death"]
    assert source.get("stated_count") == expected["stated_count"]
    rows = [row_of(r) for r in imported.data["recommendations"]]
    assert rows == [{key: row[key] for key in rows[0]} for row in expected["recommendations"]]
    assert not imported.warnings


@pytest.mark.parametrize("register", REGISTERS)
def test_the_page_without_a_review_is_refused(register: str) -> None:
    page = next(page for page in PAGES if page.name.startswith("003"))
    with pytest.raises(RefusedError, match="is about domestic homicide reviews in general"):
        read_page(page.read_bytes(), page.name, REGISTERS[register])


@pytest.mark.parametrize("width", [0, 60, 80, 120])
@pytest.mark.parametrize("names", REGISTERS.values(), ids=REGISTERS)
@pytest.mark.parametrize("page", TABLES, ids=lambda p: p.name[:3])
def test_a_table_flattened_to_lines_yields_the_same(page: Any, names: Names, width: int) -> None:
    def content(imported: Imported) -> Any:
        return imported.data["review"], imported.data["recommendations"]

    text = page.read_text("utf-8")
    flat = wrapped(flattened(text), width) if width else flattened(text)
    assert content(read_page(flat.encode(), "flat.txt", names)) == content(read_page(text.encode(), "page.txt", names))
