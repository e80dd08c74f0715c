"""Pages in HTML that declare a character set of Windows, as Word saves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli.app import main
from dhrcurate.domain.errors import UnusableError
from dhrcurate.importers import read_source
from known_names import NOTHING

RING = "The council’s staff should ring back – within the hour."
ASK = "Ysgol Môn should ask who else is at home."
PAGE = (
    "<html><head>{}<title>Review</title></head><body><h1>Domestic Homicide Review</h1><p>CSP: Wold</p>"
    f"<p>Year of death: 2019</p><h2>Recommendations</h2><ol><li>{RING}</li><li>{ASK}</li></ol></body></html>"
)
DECLARED = [
    '<meta charset="windows-1252">',
    "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>",
    '<META HTTP-EQUIV="content-type" CONTENT="text/html; charset=iso-8859-1">',
    "<meta charset=cp1252 />",
]


@pytest.mark.parametrize("declared", DECLARED)
def test_a_page_is_read_as_it_declares(declared: str) -> None:
    (found,) = read_source(PAGE.format(declared).encode("cp1252"), "p.htm", NOTHING)
    assert [row["text"] for row in found.data["recommendations"]] == [RING, ASK]


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="windows-1251">', "charset=cp1252"])
def test_a_page_that_declares_nothing_of_the_kind_is_refused(declared: str) -> None:
    with pytest.raises(UnusableError, match="is not UTF-8"):
        read_source(PAGE.format(declared).encode("cp1252"), "p.html", NOTHING)


def test_what_is_utf_8_is_read_so_whatever_it_declares() -> None:
    (found,) = read_source(PAGE.format(DECLARED[0]).encode(), "p.html", NOTHING)
    assert found.data["recommendations"][0]["text"] == RING


def test_bytes_that_stand_for_nothing_are_refused() -> None:
    raw = PAGE.format(DECLARED[0]).encode("cp1252").replace(b"hour", b"ho\x81r")
    with pytest.raises(UnusableError, match="byte"):
        read_source(raw, "p.html", NOTHING)


def test_the_kept_page_is_compared_as_it_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "p.html"
    page.write_bytes(PAGE.format(DECLARED[0]).encode("cp1252"))
    assert main(["import", str(page), "--into", str(tmp_path / "made"), "--as", "T"]) == 0
    main(["check", str(tmp_path / "made")])
    assert "DHR319" not in capsys.readouterr().out
