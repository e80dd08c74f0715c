from __future__ import annotations

import pytest

from dhrcurate.agencies.official import compare, entries, in_text_case
from dhrcurate.domain.agency import Agency
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


KNOWN = (
    Agency("exampleton", "NHS Exampleton Clinical Commissioning Group", "ccg", codes=(("ods", "00X"),)),
    Agency("oakfield", "NHS Oakfield Clinical Commissioning Group", "ccg"),
)


def test_a_body_is_known_by_its_code_before_its_name() -> None:
    raw = b"Code,Name\n00X,NHS EXAMPLETON CCG\n00Y,NHS Oakfield Clinical Commissioning Group\n00Z,NHS BORSET CCG\n"
    listed = entries(raw, "ccg.csv", "ccg", {"name": "Name", "code:ods": "Code"})
    found = compare(listed, KNOWN)
    assert [entry["name"] for entry in found.new] == ["NHS Borset CCG"]
    assert found.known == 2


def test_codes_of_successors_become_names() -> None:
    raw = b"Code,Name,Next\n00A,Old Example,00B;00X\n00B,NEW EXAMPLE,\n00C,Lost Example,00Q\n"
    listed = entries(raw, "ccg.csv", "ccg", {"name": "Name", "code:ods": "Code", "successor": "Next"})
    found = compare(listed, KNOWN)
    assert found.new[0]["successors"] == ["New Example", "NHS Exampleton Clinical Commissioning Group"]
    assert "successors" not in found.new[2]
    assert found.unknown_successors == ["00Q"]


def test_columns_may_stand_between_other_separators() -> None:
    (entry,) = entries(b"Body;Opened\nExampleton School;2014\n", "s.csv", "school", {"name": "Body"}, ";")
    assert entry["name"] == "Exampleton School"
