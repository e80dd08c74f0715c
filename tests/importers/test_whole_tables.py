"""Every row and every word of a table comes in, or the import says which does not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.values.dates import DateColumn
from known_names import NOTHING


def read(text: str, name: str = "all.csv", **more: Any) -> tuple[Imported, ...]:
    return read_source(text.encode(), name, NOTHING, **more)


def texts(reviews: tuple[Imported, ...]) -> list[list[str]]:
    return [[r["text"] for r in review.data["recommendations"]] for review in reviews]


def warnings(reviews: tuple[Imported, ...]) -> list[str]:
    return [warning for review in reviews for warning in review.warnings if "--csp" not in warning]


def whole(reviews: tuple[Imported, ...]) -> bool:
    return all(review.whole for review in reviews)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("csp,review id", "Wold,W1", "Wold,W2"),
        ("csp,date of death", "Wold,2014-02-03", "Wold,2014-09-12"),
        ("csp,published", "Wold,2019-01-07", "Wold,7 January 2019"),
        ("csp,link", "Wold,https://e.example/1", "Wold,https://e.example/2"),
        ("area,report date", "Wold,2013-05", "Wold,2016-05"),
        ("csp,review title", "Wold,Review of Rowan", "Wold,Review of Hazel"),
    ],
)
def test_rows_that_differ_in_a_fact_of_their_review_are_of_two_reviews(header: str, first: str, second: str) -> None:
    found = read(f"{header},no,recommendation\n{first},1,a\n{second},1,b\n{first},2,c\n")
    assert texts(found) == [["a", "c"], ["b"]]
    assert whole(found)


def restarting(heading: str) -> str:
    """A table of three reviews of one partnership, with rows 1 to 3 each, that only one column tells apart."""
    rows = [f"{n},Staff do {review}{n}.,Wold Police,Wold,{review}" for review in "abc" for n in (1, 2, 3)]
    return "\n".join([f"Number,Recommendation,Agency,CSP,{heading}", *rows, ""])


THREE = [[f"Staff do {review}{n}." for n in (1, 2, 3)] for review in "abc"]


@pytest.mark.parametrize(
    "heading",
    ["Filename", "PDF", "Source file", "Document", "DHR number", "DHR name", "Victim", "Case name", "Ref", "Batch"],
)
def test_a_column_that_changes_where_the_numbers_start_again_tells_reviews_apart(heading: str) -> None:
    found = read(restarting(heading))
    assert texts(found) == THREE
    assert whole(found)
    assert heading == "DHR number" or any(f"“{heading}” tells apart 3 reviews" in w for w in warnings(found))
    rows = [dict(zip(("number", "text", "agency", "csp", "it"), row, strict=True)) for row in _cells(restarting("it"))]
    assert texts(read(json.dumps(rows), "all.json")) == THREE


def _cells(table: str) -> list[list[str]]:
    return [line.split(",") for line in table.splitlines()[1:]]


def test_the_name_of_a_victim_that_tells_reviews_apart_is_not_kept() -> None:
    found = read(restarting("Victim").replace(",Wold,a", ",Wold,Rowan"))
    assert len(found) == 3
    assert "Rowan" not in json.dumps(found[0].data)
    assert "Rowan" not in str(warnings(found))


def test_a_title_that_changes_where_the_numbers_start_again_is_that_of_the_review() -> None:
    found = read(restarting("Title"))
    assert [review.data["review"]["title"] for review in found] == ["a", "b", "c"]
    assert not any("title" in row for review in found for row in review.data["recommendations"])


def test_files_are_reviews_of_their_own_even_without_numbers() -> None:
    assert texts(read("Filename,Recommendation\na.pdf,x\n,y\nb.pdf,z\n")) == [["x", "y"], ["z"]]


@pytest.mark.parametrize("heading", ["Section", "Theme"])
def test_numbers_that_start_again_in_the_parts_of_a_review_are_told(heading: str) -> None:
    found = read(restarting(heading))
    assert len(found) == 1
    assert not whole(found)
    assert any("start again at row 5, with 1" in w and "--map library_id=COLUMN" in w for w in warnings(found))
    assert len(read(restarting(heading), mapping={"library_id": heading})) == 3


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        (("1,a,Wold Police", "2,b,Wold Police", "1,c,Wold Homes"), True),
        (("1,a,Wold Police", "1,b,Wold Homes", "2,c,Wold Homes", "1,d,All agencies"), True),
        (("1,a,Wold Police", "2,b,Wold Police", "1,c,Wold Homes", "1,d,Wold Police", "2,e,Wold Police"), False),
        (("1,a,Wold Police", "2,b,Wold Homes", "1,c,All agencies", "2,d,All agencies"), False),
        (("1,a,Wold Police", "1,b,Wold Homes", "1,c,All agencies"), False),
        (("1,a,Wold Police", "2,b,Wold Police", "1,c,", "2,d,"), False),
    ],
)
def test_numbers_may_start_again_with_each_body_but_not_within_one(rows: tuple[str, ...], *, sure: bool) -> None:
    found = read("\n".join(["No,Recommendation,Agency", *rows, ""]))
    assert len(found) == 1
    assert whole(found) is sure
    assert sure or any("start again at row" in w for w in warnings(found))


def test_a_column_of_pages_and_a_number_that_is_printed_twice_divide_nothing() -> None:
    found = read("No,Recommendation,Sheet\n1,a,3\n2,b,3\n2,c,4\n3,d,4\n")
    assert texts(found) == [["a", "b", "c", "d"]]
    assert whole(found)


def test_the_list_of_a_review_is_one_review_though_its_numbers_start_again() -> None:
    review = {"csp": "Wold", "recommendations": [{"number": n, "text": t} for n, t in ((1, "a"), (2, "b"), (1, "c"))]}
    found = read(json.dumps(review), "all.json")
    assert texts(found) == [["a", "b", "c"]]
    assert whole(found)


@pytest.mark.parametrize("other", ["Details of recommendation", "Recommendation text", "Description", "Details"])
def test_of_two_columns_of_words_the_shorter_one_holds_the_titles(other: str) -> None:
    words = "Staff should record each of their calls in the file."
    found = read(f"Number,Recommendation,{other}\n1,Training,{words}\n2,Records,{words}\n3,{words},\n")
    (review,) = found
    assert texts(found) == [[words] * 3]
    assert [row.get("title") for row in review.data["recommendations"]] == ["Training", "Records", None]
    assert whole(found)
    assert warnings(found) == []


def test_two_columns_of_recommendations_that_differ_are_refused() -> None:
    table = "Recommendation,Recommendation text\n{0} one calls,{0} all other calls\n".format("Staff are to record " * 4)
    with pytest.raises(RefusedError, match=r"“Recommendation” and “Recommendation text” say .* --map text=COLUMN"):
        read(table)
    assert len(read(table, mapping={"text": "Recommendation"})) == 1


def test_a_column_of_details_or_of_a_status_is_no_recommendation() -> None:
    words = "Staff should record each of their calls in the file."
    found = read(f"Recommendation,Details,Recommendation status\n{words},They did so in the spring of 2019.,Accepted\n")
    assert texts(found) == [[words]]
    assert warnings(found) == ["kept, though a record has no field for them: Details, Recommendation status"]


def test_recommendations_within_a_recommendation_are_told() -> None:
    found = read('[{"csp": "Wold", "text": "a", "sub": [{"text": "b"}]}, {"csp": "Wold", "text": "c"}]', "all.json")
    assert texts(found) == [["a", "c"]]
    assert not whole(found)
    assert any("row 1: “sub” is a list of recommendations" in w for w in warnings(found))


def test_an_id_that_counts_is_the_number_where_nothing_else_is() -> None:
    def numbers(table: str) -> list[str | None]:
        return [row.get("number") for row in read(table)[0].data["recommendations"]]

    assert numbers("id,text\nR1,a\nR2,b\n") == ["R1", "R2"]
    assert numbers("id,no,text\nR7,1,a\nR8,2,b\n") == ["1", "2"]
    assert numbers("id,text\n93812,a\n93813,b\n") == [None, None]


def test_each_object_of_a_list_is_a_review_however_alike() -> None:
    one = {"csp": "Wold", "recommendations": [{"text": "a"}]}
    assert texts(read(json.dumps([one, one, {"csp": "Wold", "recs": ["b"]}]), "all.json")) == [["a"], ["a"], ["b"]]
    assert texts(read("\n".join(json.dumps(o) for o in (one, one)), "all.jsonl")) == [["a"], ["a"]]


def test_reviews_and_rows_may_stand_in_one_list() -> None:
    found = read('[{"csp": "Wold", "recommendations": ["a"]}, {"csp": "Fen", "text": "b"}]', "all.json")
    assert texts(found) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [("https://e.example/a,", ",2016-05-01"), (",2016-05-01", "https://e.example/a,2016-05-01")],
)
def test_a_link_or_date_that_only_some_rows_give_is_that_of_all(first: str, second: str) -> None:
    (found,) = read(f"csp,link,report date,recommendation\nWold,{first},a\nWold,{second},b\n")
    assert found.data["source"]["url"] == "https://e.example/a"
    assert found.data["review"]["report_date"] == "2016-05-01"


def test_differing_summaries_of_one_review_are_all_kept() -> None:
    (found,) = read("csp,summary,recommendation\nWold,One.,a\nWold,Two.,b\n")
    assert found.data["review"]["summary"] == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("column", "values", "lost"),
    [
        ("publisher", ("Wold Library", "Fen Library"), "“Fen Library” left out"),
        ("wording", ("verbatim", "summarised"), "“summarised” left out"),
        ("wording", ("as heard", "as heard"), "“as heard” is not verbatim or summarised"),
        ("rec count", ("many", "many"), "“many” is not a number"),
        ("year of death", ("not known", "not known"), "“not known” is no year"),
        ("published", ("20-Dec", "20-Dec"), "“20-Dec” is not a date"),
        ("published", ("2019 (revised)", "2019 (revised)"), "of “2019 (revised)” only 2019 was kept"),
        ("link", ("https://e.example/a#p1", "https://e.example/a#p2"), "“https://e.example/a#p2” left out"),
    ],
)
def test_what_a_record_cannot_keep_of_its_review_is_told(column: str, values: tuple[str, str], lost: str) -> None:
    found = read(f"csp,{column},recommendation\nWold,{values[0]},a\nWold,{values[1]},b\n")
    assert texts(found) == [["a", "b"]]
    assert not whole(found)
    assert lost in " ".join(warnings(found))


MERGED = """csp,review title,published,no,recommendation
Wold,Review One,2014,1,a
,,,2,b
,Review Two,2016,1,c
,,,2,d
Fen,Review Three,,1,e
,,,2,f
"""


def test_merged_cells_are_filled_down_and_reviews_are_not_mixed() -> None:
    found = read(MERGED)
    assert texts(found) == [["a", "b"], ["c", "d"], ["e", "f"]]
    reviews = [(r["csp"], r["title"], r.get("published")) for r in (each.data["review"] for each in found)]
    assert reviews == [
        ("Wold", "Review One", "2014"),
        ("Wold", "Review Two", "2016"),
        ("Fen", "Review Three", None),
    ]
    assert warnings(found) == ["empty cells about the review were filled from the row above: in rows 3-5, 7"]
    assert whole(found)


def test_a_partnership_may_be_merged_over_several_reviews_on_either_side_of_their_titles() -> None:
    for header, first, second in [("csp,report title", "Wold,One", ",Two"), ("report title,csp", "One,Wold", "Two,")]:
        found = read(f"{header},no,recommendation\n{first},1,a\n,,2,b\n{second},1,c\n")
        assert texts(found) == [["a", "b"], ["c"]]
        assert [each.data["review"]["csp"] for each in found] == ["Wold", "Wold"]


def test_a_line_of_its_own_may_name_the_review_of_the_rows_below() -> None:
    found = read("csp,title of report,no,recommendation\nWold,,,\n,,1,a\n,,2,b\nFen,,,\n,,1,c\n")
    assert texts(found) == [["a", "b"], ["c"]]
    assert [each.data["review"]["csp"] for each in found] == ["Wold", "Fen"]
    assert whole(found)


def test_a_review_whose_date_is_not_known_stays_apart_from_the_one_above() -> None:
    assert texts(read("csp,published,recommendation\nWold,2014,a\nWold,,b\n")) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("text", "name", "row"),
    [
        ("csp,no,recommendation,notes\nWold,1,a,\n,,,see the plan\nWold,2,b,\n", "all.csv", "row 3"),
        ("csp,no,recommendation\nWold,1,a\nFen,,\n", "all.csv", "row 3"),
        ('[{"csp": "Wold", "text": "a"}, {"csp": "Fen", "text": ""}]', "all.json", "row 2"),
        ('[{"csp": "Wold", "recs": ["a"]}, {"csp": "Fen", "recs": []}]', "all.json", "Fen"),
        ('{"csp": "Wold", "recommendations": ["a"], "reviews": [{"recs": ["b"]}]}', "all.json", "“reviews”"),
    ],
)
def test_what_has_no_recommendation_is_told_by_name(text: str, name: str, row: str) -> None:
    found = read(text, name)
    assert not whole(found)
    assert any(warning.startswith(row) and "left out" in warning for warning in warnings(found))


@pytest.mark.parametrize("heading", ["Recommendation", "No", "Published"])
def test_two_columns_of_one_name_that_differ_are_refused(heading: str) -> None:
    lines = ["Recommendation,No,Published", "a,1,2014"]
    more = {"Recommendation": "b", "No": "2", "Published": "2015"}[heading]
    with pytest.raises(RefusedError, match=rf"all.csv:2:1: columns \d and 4 are both named “{heading}”"):
        read(f"{lines[0]},{heading}\n{lines[1]},{more}\n")


def test_two_columns_of_one_name_count_once_where_they_agree_or_one_is_empty() -> None:
    (found,) = read("Recommendation,recommendation\na,a\n,b\nc,\n")
    assert texts((found,)) == [["a", "b", "c"]]


def test_the_cells_of_two_columns_of_addressees_are_put_together_and_that_is_told_once() -> None:
    (found,) = read("Recommendation,Agency,Agency\na,Wold Homes,Refuge\nb,Refuge,\nc,Refuge,Wold Homes\n")
    cells = [r["addressed_to"] for r in found.data["recommendations"]]
    assert cells == ["Wold Homes | Refuge", "Refuge", "Refuge | Wold Homes"]
    assert warnings((found,)) == ["several columns are named “Agency”; their cells were put together with |"]


def test_a_field_of_several_columns_is_put_together() -> None:
    mapping = {"text": ["A", "C"], "addressed_to": ["B"]}
    (found,) = read("A,B,C\nDo it.,Refuge,By May.\nAsk.,,\n", mapping=mapping)
    assert texts((found,)) == [["Do it.\nBy May.", "Ask."]]
    assert warnings((found,)) == ["text was put together from the columns A and C"]


def test_a_field_that_one_column_makes_up_is_not_mapped_twice() -> None:
    with pytest.raises(UnusableError, match="--map number=B: number is mapped to A already"):
        read("A,B,C\n1,2,a\n", mapping={"text": "C", "number": ["A", "B"]})


def test_another_column_of_the_kind_counts_where_the_first_is_empty() -> None:
    found = read('[{"text": "a", "agency": "Refuge"}, {"recommendation": "b", "organisation": "Fen"}]', "all.json")
    (review,) = found
    assert [(r["text"], r["addressed_to"]) for r in review.data["recommendations"]] == [("a", "Refuge"), ("b", "Fen")]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_short_row_is_taken(end: str) -> None:
    found = read(f"no,recommendation,addressed to,notes\n1,a,Refuge,x\n2,b{end}")
    assert texts(found) == [["a", "b"]]
    assert whole(found)


def test_a_row_that_breaks_off_is_kept_and_flagged() -> None:
    for text, name in [
        ('number,text\n1,a\n2,"b and', "x.csv"),
        ('{"text": "a"}\n{"text": "b and', "x.jsonl"),
        ('{"text": "a"}\n{"number": "2", "text": "b and",', "x.jsonl"),
    ]:
        (found,) = read(text, name)
        first, last = found.data["recommendations"]
        assert (last["text"], "extracted" in first) == ("b and", False)
        assert last["extracted"]["incomplete"] is True
        assert len(warnings((found,))) == 1


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(UnusableError, match=r"x.csv:3:1: not a table"):
        read('number,text\n1,a\n2,"b\n3,c\n4,d\n', "x.csv")


def test_the_line_with_which_a_spreadsheet_names_the_separator_is_no_heading() -> None:
    found = read('sep=;\nno;recommendation\n1;"a, and b"\n')
    assert texts(found) == [["a, and b"]]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ({"organisation": "Refuge"}, "Refuge"),
        ({"name": "Refuge", "organisation": ""}, "Refuge"),
        ([{"title": "Refuge"}, {"value": "Wold Homes"}], "Refuge | Wold Homes"),
        ([["Refuge"], "Wold Homes"], "Refuge | Wold Homes"),
        ({"agency": {"name": "Refuge"}}, "Refuge"),
        ({}, ""),
    ],
)
def test_an_object_is_read_by_its_usual_members(value: Any, cell: str) -> None:
    (found,) = read(json.dumps([{"text": "a", "addressed_to": value}]), "x.json")
    assert found.data["recommendations"][0]["addressed_to"] == cell


def test_the_recommendation_itself_may_be_an_object() -> None:
    rows = [
        {"recommendation": {"number": "1", "text": "a", "agency": "Refuge"}},
        {"recommendation": {"value": "b"}, "number": "2"},
    ]
    (found,) = read(json.dumps(rows), "x.json")
    assert [(r["number"], r["text"], r["addressed_to"]) for r in found.data["recommendations"]] == [
        ("1", "a", "Refuge"),
        ("2", "b", ""),
    ]


def test_a_row_may_say_in_an_object_what_its_review_is() -> None:
    rows = [{"text": "a", "review": {"csp": "Wold", "published": "2014"}}, {"text": "b", "review": {"csp": "Fen"}}]
    found = read(json.dumps(rows), "x.json")
    assert [each.data["id"] for each in found] == ["wold-2014", "fen"]


def test_the_names_of_a_review_and_of_its_source_are_kept() -> None:
    text = '{"review": {"name": "Ash", "csp": {"name": "Fen"}}, "source": {"name": "Fen Library"}, "recs": ["a"]}'
    (found,) = read(text, "x.json")
    assert (found.data["review"]["title"], found.data["review"]["csp"]) == ("Ash", "Fen")
    assert found.data["source"]["publisher"] == "Fen Library"


def test_a_lead_is_an_addressee_where_no_column_of_bodies_is() -> None:
    (alone,) = read("recommendation,lead\na,Wold Homes\n")
    (beside,) = read("recommendation,agency,lead\na,,A. Person\n")
    cells = [each.data["recommendations"][0]["addressed_to"] for each in (alone, beside)]
    assert cells == ["Wold Homes", ""]


def test_an_object_of_unknown_members_is_refused_by_name() -> None:
    with pytest.raises(RefusedError, match="row 2: “addressed_to” is an object with the members lead, rank"):
        read('[{"text": "a"}, {"text": "b", "addressed_to": {"lead": "Chief", "rank": "x"}}]', "x.json")


def test_members_that_a_record_has_no_place_for_are_told_once() -> None:
    rows = [{"text": f"Point {i}", "agency": {"name": "Refuge", "lead": "x"}, "due": "May"} for i in range(5)]
    found = read(json.dumps([{"csp": "A", "recs": rows}, {"csp": "B", "recs": rows}]), "x.json")
    assert warnings(found) == ["kept, though a record has no field for them: agency.lead, due"]
    assert whole(found)


def test_an_empty_column_is_not_worth_a_word() -> None:
    assert warnings(read("recommendation,due,\na,,\n")) == []
    assert warnings(read("recommendation,due,\na,,x\n")) == ["kept, though a record has no field for them: column 3"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["14-Dec-20"], ["2020-12-14"]),
        (["4 Mar 21", "Sept-19", "May 2018"], ["2021-03-04", "2019-09", "2018-05"]),
        (["2020-12-14 00:00:00", "2020-12-14T00:00:00Z", "2020/1/4"], ["2020-12-14", "2020-12-14", "2020-01-04"]),
        (["14.12.2020", "3-4-2019", "05/06/18"], ["2020-12-14", "2019-04-03", "2018-06-05"]),
        (["12/14/2020", "03/04/2020"], ["2020-12-14", "2020-03-04"]),
        (["12/14/2020", "14/12/2020", "03/04/2020", "5/5/2020"], ["2020-12-14", "2020-12-14", None, "2020-05-05"]),
        (["44179"], ["2020-12-14"]),
        (["31 February 2020", "2020-13", "14-Dec", "soon", "12-Dec-87"], [None] * 5),
    ],
)
def test_dates_are_read_as_spreadsheets_write_them(cells: list[str], expected: list[str | None]) -> None:
    column = DateColumn(cells)
    found = [column.read(cell) for cell in cells]
    assert [date.value if date else None for date in found] == expected


@pytest.mark.parametrize(("cell", "sure"), [("Dec-20", False), ("14-Dec-20", True), ("44179", False), ("2020", True)])
def test_a_date_that_could_mean_something_else_is_told(cell: str, sure: bool) -> None:
    found = read(f"csp,published,recommendation\nWold,{cell},a\n")
    assert any("was read as" in warning for warning in warnings(found)) is not sure
    assert whole(found)


@pytest.mark.parametrize(
    "headings",
    [",Recommendation,Lead\nNo,,agency", "No,Recommendation,\n,,Agency", "No,Recommendation,Response,\n,,Agency,Due"],
)
def test_headings_may_stand_in_two_lines(headings: str) -> None:
    found = read(f"{headings}\n1,Ask first.,Wold Police\n2,Ask again.,Fen Police\n")
    rows = [(r.get("number"), r["text"], r["addressed_to"]) for r in found[0].data["recommendations"]]
    assert rows == [("1", "Ask first.", "Wold Police"), ("2", "Ask again.", "Fen Police")]
    assert whole(found)


def test_one_heading_may_stand_over_numbers_and_recommendations() -> None:
    found = read("Recommendation,,Agency\n1,Ask first.,Police\n2,Ask again.,Police\n")
    assert [(r["number"], r["text"]) for r in found[0].data["recommendations"]] == [
        ("1", "Ask first."),
        ("2", "Ask again."),
    ]
    assert whole(found)


def test_a_recommendation_with_parts_is_kept_beside_them() -> None:
    found = read('[{"no": 1, "text": "a", "recommendations": [{"no": "1.1", "text": "b"}, "c"]}]', "all.json")
    assert texts(found) == [["a", "b", "c"]]
