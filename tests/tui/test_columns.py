"""Lists have heads over their columns, at every width, and words before bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dhrcurate.curation.naming.agencies import Name, Use
from dhrcurate.curation.naming.clustering import Cluster
from dhrcurate.curation.updating.brought import Brought
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.agency import Context, Decision, Suggestion
from dhrcurate.review.brought import BroughtRow
from dhrcurate.review.overview import Line
from dhrcurate.review.row import Row
from dhrcurate.review.summaries import Beside, Summary
from dhrcurate.trail.event import Event
from dhrcurate.tui.screens.history import EventList
from dhrcurate.tui.widgets.brought_list import BroughtList
from dhrcurate.tui.widgets.cursor_list import CursorList
from dhrcurate.tui.widgets.name_list import NameList, NameRow
from dhrcurate.tui.widgets.overview_list import OverviewList
from dhrcurate.tui.widgets.recommendation_list import RecommendationList
from dhrcurate.tui.widgets.record_list import RecordList


def seen(listing: CursorList[Any], row: object, width: int) -> tuple[str, str]:
    """The heads of a list and a row of it."""
    return listing.heads(width).plain, listing.line(row, width, at_cursor=False).plain


def stand_over(listing: CursorList[Any], row: object, width: int, columns: Mapping[str, str]) -> None:
    """Asserts that each head that is seen begins where its words in a row do, and that all ends where the list does."""
    heads, line = seen(listing, row, width)
    assert {head: heads.index(head) for head in columns if head in heads} == {
        head: line.index(words) for head, words in columns.items() if head in heads
    }
    assert len(heads.rstrip()) <= len(heads) <= width
    assert len(line) <= width


def event(at: str, by: str) -> Event:
    return Event.make(parents=[at], by=by, tool="t", action="edit", state="", edits=[])


@pytest.mark.parametrize("names", [0, 9])
def test_heads_of_the_history(names: int) -> None:
    some, other = event("1", "Curator A"), event("2", "Curator B")
    listing = EventList()
    listing.moments = {some.id: "2026-01-02 03:04:05", other.id: "2026-01-02 03:04:06.123", "elsewhere": "x" * 40}
    listing.names_width = names
    listing.set_rows([some, other])
    for row, when in ((some, "2026-01-02 03:04:05 "), (other, "2026-01-02 03:04:06.123")):
        stand_over(listing, row, 80, {"when": when, "what": "edit", **({"who": row.by} if names else {})})


def test_heads_of_the_records() -> None:
    row = Summary("a-2020", "Exampleton review of a death", "Safer Partnership", "2023-06", "open", 12, 34, {"info": 5})
    row.beside = Beside(1, 33)
    other = Summary("b-2020", "Northwick review", "Northwick", "2023", "open", 1, 100, {"error": 1, "warning": 10})
    listing = RecordList()
    listing.with_counts = True
    listing.set_rows([row, other])
    columns = {"review": row.title[:8], "partnership": "Safer", "date": "2023-06", "documents": "▤ 33/34"}
    for width in range(60, 200):
        stand_over(listing, row, width, columns)
        heads, line = seen(listing, row, width)
        assert len(heads.rstrip()) == len(line.rstrip()) == width - 1
        bar = any(sign in line for sign in "━─")
        if bar:
            assert row.title in line
            assert heads.index("decided") == next(at for at, sign in enumerate(line) if sign in "━─")
        else:
            assert heads.index("decided") + len("decided") == line.index("12/34") + len("12/34")


def test_heads_of_the_names() -> None:
    use = Use("a-2020", "r001", "The council", (), (), Context())
    name = Name("The council", (use,), Suggestion("The council", Decision.NONE))
    row, member = NameRow(name), NameRow(name, Cluster(None, (name,)))
    for width in range(40, 200):
        stand_over(NameList(), row, width, {"as written": "The council", "what it means": "—"})
        heads, line = seen(NameList(), member, width)
        assert "what it means" not in heads or heads.index("what it means") == line.index("—")
        assert len(heads.rstrip()) == len(line.rstrip())


def test_heads_of_the_recommendations() -> None:
    row = Row("a-2020", "r001", "10.2.13", "Impact of the service", "pending", place="p. 12", stands="found", left=1)
    listing = RecommendationList()
    listing.set_rows([row])
    for width in range(24, 120):
        stand_over(listing, row, width, {"no.": "10.2", "recommendation": "Impact"})
        heads, line = seen(listing, row, width)
        assert "printed" not in heads or heads.index("printed") + len("printed") == line.index("p. 12") + len("p. 12")


def test_heads_of_what_a_later_extraction_brought() -> None:
    conflict = BroughtRow(Brought(What.CONFLICT, "r001", "10.1", "addressed_to"), "10.1", "The council", None, "edited")
    fact = BroughtRow(Brought(What.TAKEN, "", "", "review.csp"), "", "Words", None, "taken")
    listing = BroughtList()
    for rows in ([conflict], [conflict, fact]):
        listing.set_rows(rows)
        columns = {"no.": "10.1", "brought": "conflict", "field": "addressed to", "became": "edited"}
        for width in range(60, 130):
            stand_over(listing, conflict, width, {**columns, "recommendation": "The"})


def test_names_of_rules_come_before_bars() -> None:
    rule = Line("count", "DHR304 heading-not-recommendation", 12, 24)
    listing = OverviewList()
    listing.set_rows([Line("heading", "What was found in them"), rule, Line("count", "DHR201 short", 1_234, 24)])
    drawn = {width: listing.line(rule, width, at_cursor=False).plain for width in range(46, 120)}
    assert all(rule.words in line for line in drawn.values())
    assert not any("━" in line for width, line in drawn.items() if width < 51)
    assert all("━" in line for width, line in drawn.items() if width >= 51)
    assert max(line.count("━") for width, line in drawn.items() if width <= 60) <= 15
    assert max(line.count("━") for line in drawn.values()) == 30, "a bar has half of a wide list"
