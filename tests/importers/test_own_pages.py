from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_page
from dhrcurate.importers.reading import LAYOUTS
from known_names import NOTHING, Known

PAGES = Path(__file__).parent / "pages"
SOME = Known({"Ambershire Constabulary": "police", "Housing": "relative", "Northwold Council": "council"})
WITH_EXPECTED = sorted(p for p in PAGES.iterdir() if p.suffix != ".json" and not p.name.startswith("about"))


def expected_of(page: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAGES / f"{page.stem.split('-')[0]}.expected.json").read_text("utf-8"))
    return found


def rows_of(imported: Imported) -> list[list[str | None]]:
    rows = []
    for r in imported.data["recommendations"]:
        title = [r["title"]] if "title" in r else []
        rows.append([r.get("number"), r["text"], r["addressed_to"], *title])
    return rows


@pytest.mark.parametrize("page", WITH_EXPECTED, ids=lambda p: p.name)
def test_a_page_yields_what_was_written_down_for_it(page: Path) -> None:
    imported = read_page(page.read_bytes(), page.name, SOME)
    expected = expected_of(page)
    assert imported.data["review"] == expected["review"]
    assert imported.data["source"].get("stated_count") == expected["stated_count"]
    assert rows_of(imported) == expected["recommendations"]
    assert imported.layout in {layout.name for layout in LAYOUTS}


@pytest.mark.parametrize("page", [p for p in WITH_EXPECTED if "flat" not in p.name], ids=lambda p: p.name)
def test_a_table_or_text_needs_no_register(page: Path) -> None:
    assert rows_of(read_page(page.read_bytes(), page.name, NOTHING)) == expected_of(page)["recommendations"]


@pytest.mark.parametrize("name", ["about-reviews.txt", "about-with-heading.txt"])
def test_a_page_about_reviews_in_general_is_refused(name: str) -> None:
    with pytest.raises(RefusedError, match=f"{name}: holds no review: "):
        read_page((PAGES / name).read_bytes(), name, NOTHING)


def test_columns_without_a_place_in_a_record_are_told() -> None:
    imported = read_page((PAGES / "lydmoor.html").read_bytes(), "lydmoor.html", NOTHING)
    assert "left out the columns that a record has no place for: Deadline" in imported.warnings
    assert "left out a row that holds one cell only: “Further points of the panel”" in imported.warnings
    assert imported.data["source"]["url"] == "https://library.example/dhr/0a1b2c3d-lydmoor/"
    assert imported.data["source"]["library_id"] == "0a1b2c3d"
