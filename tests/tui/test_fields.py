"""Every field is shown and edited on screen as the table of fields says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dhrcurate.curation.operations.facts import FACTS
from dhrcurate.curation.operations.fields import EDITABLE
from dhrcurate.domain.fields import RECOMMENDATION, Kind
from dhrcurate.tui.editable import recommendation, review
from tui_help import RECORD, Program, write_record

Make = Callable[..., Program]


def test_what_is_typed_for_a_field_becomes_its_value() -> None:
    for about, known in ((recommendation({}), EDITABLE), (review({}), FACTS)):
        assert set(about.fields) == set(known)
        for name, field in known.items():
            typed = {Kind.LIST: ["2012"], Kind.YEAR: 2012, Kind.NUMBER: 2012}.get(field.kind, "2012")
            assert about.changes({name: "2012"}) == {name: typed}
            assert not about.changes({name: ""})


async def test_the_form_has_every_field_that_a_curator_may_set(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        for keys, known in ((("e",), EDITABLE), (("escape", "home", "e"), FACTS)):
            await p.press(pilot, *keys)
            shown = [widget.id for widget in p.app.screen.query(".field > Input, .field > TextArea")]
            assert shown == [f"edit-{name}" for name in sorted(known, key=lambda name: known[name].has_lines)]
            assert all(field.label in p.text for field in known.values())


async def test_what_is_listed_of_a_recommendation_is_shown(library: Path, program: Make) -> None:
    of_kind = {
        Kind.LIST: (["Words", "And more"], "Words"),
        Kind.MAP: ({"Lead officer": "Head of Service", "RAG": "Green"}, "Lead officer: Head of Service"),
        Kind.TABLE: ({"by": "x-3f9a01c2", "confidence": 0.5, "page": 3}, "confidence 0.5, page 3"),
    }
    listed = {field: of_kind.get(field.kind, ("Words", "Words")) for field in RECOMMENDATION if field.listed}
    values = {field.name: value for field, (value, _) in listed.items()}
    write_record(library, "exampleton-2023-06", [{**RECORD[0], **values}])
    p = program(library)
    async with p.app.run_test(size=(120, 40)):
        lines = p.text.splitlines()
        for field, (_, words) in listed.items():
            assert any(field.label in line and words in line for line in lines)
