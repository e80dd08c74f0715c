"""How deep a page is nested, without parsing it."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import UnusableError
from dhrcurate.importers import read_source
from dhrcurate.importers.formats import html
from dhrcurate.importers.pages.nesting import DEEPEST, is_nested_beyond_reason
from known_names import Known


@pytest.mark.parametrize(
    "piece",
    ["<ul><li>", "<DIV class='a'>", "<div/>", "<span></p>", "<ul></div>", "<table><tr><td>", "<div><table><td></div>"],
)
def test_a_page_that_is_nested_beyond_reason_is_refused_before_it_is_parsed(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(text: str) -> None:
        raise AssertionError

    monkeypatch.setattr(html, "LexborHTMLParser", never)
    page = f"<html><body><h1>DHR Kent</h1>{piece * (DEEPEST + 1)}Ask"
    with pytest.raises(UnusableError, match=r"page\.html: it is nested too deeply; save it as plain text first"):
        read_source(page.encode(), "page.html", Known({}))


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Ask.",
        "<ul><li>Ask.</ul>",
        "<br>",
        "<img src=a>",
        "<tr><td>Ask.",
        "<div><b>Ask.</b></div>",
        "<svg><path d='a'/></svg>",
        "</div>",
    ],
)
def test_many_elements_that_are_closed_are_no_nesting(piece: str) -> None:
    assert not is_nested_beyond_reason(piece * (2 * DEEPEST))


def test_many_closed_shapes_of_one_drawing_are_no_nesting() -> None:
    assert not is_nested_beyond_reason("<svg>" + "<path d='a'/>" * (2 * DEEPEST) + "</svg>")
