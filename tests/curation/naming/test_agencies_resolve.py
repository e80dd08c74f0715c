from dhrcurate.curation.naming.agencies import resolve
from dhrcurate.domain.record import Record
from fake_names import FakeNames


def record(*cells: str) -> Record:
    return Record.model_validate(
        {
            "format": 1,
            "id": "exampleton-2023-06",
            "review": {"title": "Exampleton review", "csp": "Exampleton"},
            "curation": {"state": "open"},
            "recommendations": [
                {"key": f"r{i:03d}", "text": "Train.", "addressed_to": cell, "agencies": [], "status": "pending"}
                for i, cell in enumerate(cells, 1)
            ],
        }
    )


def test_a_cell_that_says_no_body_of_its_own_is_left_to_the_curator() -> None:
    preview = resolve([record("Exampleshire Police", "All agencies", "Exampleshire Police | MARAC")], FakeNames())
    assert [(c.key, c.new) for c in preview.changes] == [("r001", ("Exampleshire Police",))]
