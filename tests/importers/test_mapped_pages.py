"""Columns can be named for files of tables only; a page for which they are given is refused, and not read otherwise."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import read_source
from dhrcurate.importers.model import Metadata
from known_names import NOTHING

MD = "# Domestic Homicide Review\n\n| No | Proposal | Who |\n|---|---|---|\n| 1 | Log all calls. | Wold Police |\n"
HTML = "<table><tr><th>Proposal<th>Who</tr><tr><td>Log all calls.<td>Wold Police</tr></table>"


@pytest.mark.parametrize(("text", "name"), [(MD, "p.md"), (HTML, "p.html")])
def test_columns_of_a_page_cannot_be_named(text: str, name: str) -> None:
    mapping = {"text": ["Proposal"], "addressed_to": ["Who"]}
    with pytest.raises(RefusedError, match="--map"):
        read_source(text.encode(), name, NOTHING, mapping=mapping, given=Metadata(csp="Wold"))
