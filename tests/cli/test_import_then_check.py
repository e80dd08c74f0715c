"""A page is imported and checked at once: what was taken from it word for word is told to be so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dhrcurate.cli import main

Captured = pytest.CaptureFixture[str]

MD = "# Domestic Homicide Review: Wold\n\nCSP: Wold\nYear of death: 2019\n\n## Recommendations\n\n"
ROW = "| {} | The council should ask each caller{}whether the home is safe to return to. | Kent County Council |\n"
ASK = "To ask each caller whether the home is safe to return to."
WRITE = "To write down what was said at each of the visits."
FOOT = "© Kent County Council 2021"
BROKEN = ("1. Kent County Council should ask each caller", "whether the home is safe to return to.")
HTML = "<h1>Domestic Homicide Review: Wold</h1><p>CSP: Wold</p><h2>Recommendations</h2>"
TABLE = f"| No | Recommendation | Agency |\n|---|---|---|\n{ROW.format(1, '<br>')}{ROW.format(2, '<br />twice ')}"
PAGES = {
    "a line break in a cell": ("a.md", f"{MD}{TABLE}"),
    "over the foot of a page": ("a.txt", f"{MD}{BROKEN[0]}\n\n12 | Page\n\n{BROKEN[1]}\n\n{FOOT}\n\n2. {WRITE}\n"),
    "over a notice": ("a.txt", f"{MD}{BROKEN[0]}\n\n{FOOT}\n\n{BROKEN[1]}\n\n{FOOT}\n\n2. {WRITE}\n"),
    "over a running title": ("a.md", f"{MD}{BROKEN[0]}\n\nDomestic Homicide Review: Wold\n\n{BROKEN[1]}\n"),
    "bodies before": ("a.txt", f"{MD}1. Kent County Council: {ASK}\n\n2. Kent Police: {WRITE}\n"),
    "bodies in brackets": ("a.txt", f"{MD}1. {ASK} (Kent County Council)\n\n2. {WRITE} (Kent Police)\n"),
    "bodies below": ("a.txt", f"{MD}1. {ASK}\n\nLead: Kent County Council\n\n2. {WRITE}\n\nLead: Kent Police\n"),
    "blocks": ("a.html", f"{HTML}<p>{BROKEN[0]}</p><p>Page 3 of 9</p><p>{BROKEN[1]}</p>"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_what_was_imported_is_as_in_the_source(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    name, text = PAGES[kind]
    (tmp_path / name).write_text(text, "utf-8")
    assert main(["import", name, "--into", "made"]) == 0
    capsys.readouterr()
    main(["check", "made", "--output-format", "json", "--select", "DHR318,DHR319"])
    assert [(each["name"], each["message"]) for each in json.loads(capsys.readouterr().out)] == []
