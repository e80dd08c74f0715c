from __future__ import annotations

import pytest

from dhrcurate.agencies.official import entries, in_text_case
from dhrcurate.domain.errors import UnusableError

ODS = (
    b'"RZZ","EXAMPLESHIRE HOSPITALS NHS FOUNDATION TRUST","Y54","Q72","A","","","","","EX1 1AA","20100401","20200331"\n'
    b'"RZY","ST MARY\'S AND OAKFIELD NHS TRUST","Y54","Q72","A","","","","","EX1 1AA","19910401",""\n'
)


def test_a_file_of_ods_is_read_as_published() -> None:
    first, second = entries(ODS, "etr.csv", "nhs-trust")
    assert first == {
        "id": "exampleshire-hospitals-nhs-foundation-trust",
        "name": "Exampleshire Hospitals NHS Foundation Trust",
        "kind": "nhs-trust",
        "codes": {"ods": "RZZ"},
        "valid_from": "2010-04-01",
        "valid_to": "2020-03-31",
    }
    assert second["name"] == "St Mary's and Oakfield NHS Trust"
    assert "valid_to" not in second


def test_a_table_is_read_by_chosen_columns() -> None:
    raw = "Body,Opened,Also\nExampleton School,01/09/2014,The School; Ex School\n".encode("utf-8-sig")
    (entry,) = entries(raw, "s.csv", "school", {"name": "Body", "valid_from": "Opened", "alias": "Also"})
    assert (entry["valid_from"], entry["aliases"]) == ("2014-09-01", ["The School", "Ex School"])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (None, "not laid out as an ODS file"),
        ({"name": "Nome"}, "there is no column 'Nome'; there are Body, Opened"),
        ({"valid_from": "Opened"}, "which column holds the names"),
        ({"nmae": "Body"}, "not a field of an agency"),
        ({"name": "Body", "valid_from": "Opened"}, "t.csv:2: 'soon' is not a date"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(columns: dict[str, str] | None, message: str) -> None:
    with pytest.raises(UnusableError, match=message):
        entries(b"Body,Opened\nExampleton School,soon\n", "t.csv", "school", columns)


def test_capitals_throughout_are_spelt_as_in_running_text() -> None:
    assert in_text_case("STOCKTON-ON-TEES AND THE DALES NHS TRUST") == "Stockton-on-Tees and the Dales NHS Trust"
    assert in_text_case("Already Spelt NHS trust") == "Already Spelt NHS trust"
