"""Several processes export what one does, in the same order, and tell the same of what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

import libraries
from dhrcurate.curation import exporting_in_parallel
from dhrcurate.curation.exporting import ALL, gather
from dhrcurate.curation.library import Library
from dhrcurate.exporters import FORMATS
from dhrcurate.storage.folder import LibraryFolder, trail_beside


@pytest.mark.parametrize("form", [*FORMATS])
@pytest.mark.parametrize("wanted", ["", "-record:hull", "record:nowhere"])
def test_several_processes_export_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, wanted: str
) -> None:
    monkeypatch.setattr(exporting_in_parallel, "FEW", 3)
    monkeypatch.setattr(exporting_in_parallel, "_BATCH", 2)
    for number, place in enumerate(("barnet", "dudley", "essex", "hull", "kent", "leeds", "luton")):
        text = f"Write to jo.bloggs{number}@wold.example, and say “yes”,\\nor no."
        path = libraries.write(tmp_path, f"{place}-2016", libraries.recommendation(1, text=text, agency="Refuge"))
    path.write_text("this is no record\n")
    trail_beside(tmp_path / "hull-2016.toml").write_text("no trail\n")

    def exported(jobs: int, statuses: Collection[str] = ALL) -> tuple[bytes, int, Any, list[str], list[str]]:
        told: list[str] = []
        notices: list[str] = []
        library = Library(LibraryFolder(tmp_path))
        export = gather(library, wanted=wanted, statuses=statuses, tell=told.append, notice=notices.append)
        export.at = "2026-11-22T12:00:00Z"
        pieces = exporting_in_parallel.render(export, form, jobs)
        raw = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
        return raw, export.written, (export.went, export.stayed), told, notices

    alone = exported(1)
    assert exported(2) == alone
    assert alone[1] == {"": 6, "-record:hull": 5, "record:nowhere": 0}[wanted]
    assert len(alone[3]) == 1
    none = exported(2, ["accepted"])
    assert none == exported(1, ["accepted"])
    assert none[2] == (Counter(), Counter(pending=alone[1]))
