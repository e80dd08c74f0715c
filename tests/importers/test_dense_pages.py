"""Pages without blank lines, and other traces of the programs that take the words out of a PDF."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import Known
from one_page import read, texts

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
VISIT = "Wardens should see each tenant alone."
TITLE = "Wold Community Safety Partnership\nDomestic Homicide Review: Alder\nYear of death: 2019\n"


def numbers(found: Imported) -> list[str | None]:
    return [row.get("number") for row in found.data["recommendations"]]


def cells(found: Imported) -> list[str]:
    return [row["addressed_to"] for row in found.data["recommendations"]]


@pytest.mark.parametrize(
    "heading",
    [
        "Recommendations",
        "8 RECOMMENDATIONS",
        "12. Recommendations for agencies",
        "9 Lessons learnt and recommendations",
        "Argymhellion / Recommendations",
    ],
)
def test_a_heading_needs_no_blank_line_above_it(heading: str) -> None:
    found = read(f"{TITLE}It was quiet for a year.\n{heading}\n1. {LOG}\n2. {STAFF}\n")
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_a_line_that_a_filled_one_goes_on_in_is_no_heading() -> None:
    page = (
        f"{TITLE}\nRecommendations\n\n1. Each agency should tell the partnership once a year what it has made of the\n"
        "Recommendations for agencies\nthat are in the earlier reviews.\n2. The council should train its staff.\n"
    )
    assert len(texts(read(page))) == 2


def test_recommendations_that_are_counted_in_words_stand_among_numbered_paragraphs() -> None:
    page = (
        f"{TITLE}\n5. Conclusions and recommendations\n5.1 He had told nobody that he was afraid.\n"
        f"5.2 The panel makes two recommendations.\nRecommendation One\n{LOG}\nRecommendation Two\n{STAFF}\n"
        "5.3 The partnership will watch over the plan.\n"
    )
    found = read(page)
    assert (numbers(found), texts(found)) == (["Recommendation One", "Recommendation Two"], [LOG, STAFF])


@pytest.mark.parametrize("label", ["Argymhelliad / Recommendation {}.", "Recommendation / Argymhelliad {}"])
def test_labels_in_two_languages_count(label: str) -> None:
    page = (
        f"{TITLE}\nArgymhellion / Recommendations\n\nHeddlu'r Fen / Fen Police\n{label.format(1)} {LOG}\n\n"
        "Partneriaeth Diogelwch Cymunedol Gogledd Wold Fen / Wold and Fen Community Safety Partnership\n"
        f"{label.format(2)} {STAFF}\n\nMae'r adroddiad hwn ar gael yn Gymraeg.\n"
    )
    names = Known({"Heddlu'r Fen": "police", "Fen Police": "police"})
    (found,) = read_source(page.encode(), "p.txt", names)
    assert texts(found) == [LOG, STAFF]
    assert [number and number.rstrip(".") for number in numbers(found)] == [label.format(n).rstrip(".") for n in (1, 2)]
    assert cells(found)[1].endswith("Wold and Fen Community Safety Partnership")


def test_a_labelled_number_over_a_labelled_text_is_the_number_of_it() -> None:
    blocks = "".join(
        f"Recommendation no: {n}\nRecommendation: {text}\nAddressed to: {who}\nTimescale: May 2019\n\n"
        for n, (text, who) in enumerate([(LOG, "Fen Police"), (STAFF, "Wold Council")], 1)
    )
    found = read(f"{TITLE}\n{blocks}")
    assert (numbers(found), texts(found)) == (["Recommendation no: 1", "Recommendation no: 2"], [LOG, STAFF])
    assert found.warnings == ("left out what a record has no place for: Timescale",)


def test_a_colon_behind_a_number_is_none_of_it() -> None:
    found = read(f"{TITLE}\nRecommendations\n\nRecommendation 1: {LOG}\n\nRecommendation 2: {STAFF}\n")
    assert numbers(found) == ["Recommendation 1", "Recommendation 2"]


def test_an_appendix_below_cells_on_lines_is_no_row() -> None:
    rows = "".join(
        f"{n}\n\n{text}\n\n{who}\n\n" for n, text, who in ((1, LOG, "Fen Police"), (2, STAFF, "Wold Council"))
    )
    page = f"{TITLE}\nRecommendations\n\nNo.\n\nRecommendation\n\nAgency\n\n{rows}Appendix A: Terms of reference\n\n"
    found = read(f"{page}To find out what is to be learned from the death.\n")
    assert texts(found) == [LOG, STAFF]
    assert found.warnings == ()


TABLE = (
    " No.   Recommendation                                    Agency\n"
    " 1.    The force should log each call that it has         Fen Police\n"
    "       from a home.\n"
    " 2.    The council should train its housing staff         Wold Council\n"
    "       in what to ask.\n"
)


@pytest.mark.parametrize(
    "foot", ["\n\n\n\n                 2\n\f", "\n                 2\n\fWold\n", "\n\n\n\n   14\n"]
)
def test_the_number_at_the_foot_of_the_last_page_is_no_word_of_a_cell(foot: str) -> None:
    found = read(f"{TITLE}\nRecommendations\n\n{TABLE}{foot}")
    assert texts(found)[1] == "The council should train its housing staff in what to ask."


def test_a_paragraph_that_only_leads_to_the_table_below_it_is_no_recommendation() -> None:
    lead = "6.1 The panel makes the recommendations below. They take account of those in earlier reports."
    found = read(f"{TITLE}\nSection 6: Recommendations\n{lead}\n\n\n{TABLE}")
    assert numbers(found) == ["1.", "2."]


@pytest.mark.parametrize("until", ["APPROVED BY THE HOME OFFICE", "PUBLICATION", "APPROVED BY THE PANEL"])
def test_a_marking_that_says_until_when_is_no_part_of_a_sentence(until: str) -> None:
    foot = f"\n\nPage 1 of 4\n\nOFFICIAL - SENSITIVE: NOT FOR CIRCULATION UNTIL {until}\n\n"
    found = read(f"{TITLE}\nRecommendations\n\n1) The force should log each call and{foot}keep it.\n2) {STAFF}\n")
    assert [" ".join(text.split()) for text in texts(found)] == ["The force should log each call and keep it.", STAFF]


def test_names_over_numbers_are_headings_without_blank_lines() -> None:
    page = (
        f"{TITLE}Recommendations\nFen Police\n1) {LOG}\nWold Hospitals NHS Trust Outpatient Services\n"
        f"2) {STAFF}\nMarsh Tenants Group\n3) {VISIT}\n"
    )
    (found,) = read_source(page.encode(), "p.txt", Known({"Fen Police": "police"}))
    assert texts(found) == [LOG, STAFF, VISIT]
    assert cells(found) == ["Fen Police", "Wold Hospitals NHS Trust Outpatient Services", "Marsh Tenants Group"]
    assert found.whole


def test_names_below_their_recommendations_stay_theirs_without_blank_lines() -> None:
    page = f"{TITLE}Recommendations\n1. {LOG}\nFen Police\n2. {STAFF}\nWold Borough Council\n"
    assert cells(read(page)) == ["Fen Police", "Wold Borough Council"]


def test_numbered_paragraphs_between_those_that_count_recommendations_are_none() -> None:
    page = (
        f"{TITLE}12 Lessons learnt and recommendations\n12.1 The panel looked at how they lived.\n"
        f"12.2 Recommendation 1: {LOG}\n12.3 In March the surgery asked for a visit, and was not told of it.\n"
        f"12.4 Recommendation 2: {STAFF}\n12.5 The panel wishes to thank the family.\n"
    )
    found = read(page)
    assert (numbers(found), texts(found)) == (["Recommendation 1", "Recommendation 2"], [LOG, STAFF])
    assert found.whole


@pytest.mark.parametrize("marks", [("i.", "ii."), ("a)", "b)")])
def test_letters_start_again_below_each_heading(marks: tuple[str, str]) -> None:
    first, second = marks
    page = (
        f"{TITLE}\n7    RECOMMENDATIONS\n\nRecommendations for Fen Police\n\n"
        f"   {first}    {LOG}\n   {second}   {VISIT}\n\n"
        f"Recommendations for Wold Council\n\n   {first}    {STAFF}\n\n"
        f"Recommendations for Marsh Trust\n\n   {first}    Nurses should ask each patient alone.\n"
    )
    found = read(page)
    assert numbers(found) == [first, second, first, first]
    assert cells(found) == ["Fen Police", "Fen Police", "Wold Council", "Marsh Trust"]


def test_a_paragraph_that_counts_on_with_the_chapter_and_not_with_the_list_is_told() -> None:
    end = "9. The panel is sure that these will make it less likely that signs are missed."
    found = read(f"{TITLE}8. The panel recommends:\n\n1. {LOG}\n\n2. {STAFF}\n\n{end}\n")
    assert texts(found)[:2] == [LOG, STAFF]
    assert any("what may be none: “The panel is sure" in told for told in found.lost)


def test_a_list_that_counts_past_the_number_of_its_chapter_is_whole() -> None:
    listed = "".join(f"{n}. {LOG if n % 2 else STAFF}\n\n" for n in range(1, 9))
    found = read(f"{TITLE}8. Recommendations\n\n{listed}9. Regular supervision of staff at all sites.\n")
    assert len(texts(found)) == 9
    assert found.whole


def test_a_table_of_contents_without_blank_lines_has_no_list() -> None:
    contents = (
        "Contents\n1 Introduction\n2 Findings\n3 Recommendations\n4 Appendix\n1 Introduction\nThis is the report.\n"
    )
    found = read(f"{TITLE}{contents}3 Recommendations\n1. {LOG}\n2. {STAFF}\n4 Appendix\nTerms of reference\n")
    assert texts(found) == [LOG, STAFF]


def test_numbered_paragraphs_that_speak_of_earlier_recommendations_keep_their_numbers() -> None:
    page = (
        f"{TITLE}5 Recommendations\n5.1 Recommendation 1 of the last review was met in part.\n"
        f"5.2 Recommendation 2 of the last review was not met.\n5.3 {LOG}\n5.4 {STAFF}\n"
    )
    assert [number for number in numbers(read(page)) if number][-2:] == ["5.3", "5.4"]


@pytest.mark.parametrize("label", ["Argymhelliad {0} / Recommendation {0}", "Recommendation {0} / Argymhelliad {0}:"])
@pytest.mark.parametrize(
    "who", ["Asiantaeth / Agency: {}", "Agency / Asiantaeth: {}", "Asiantaeth arweiniol / Lead agency: {}"]
)
def test_labels_with_a_number_in_each_language_count(label: str, who: str) -> None:
    blocks = "".join(
        f"{label.format(n)}\n\n{who.format(name)}\n\n{text}\n\n"
        for n, (text, name) in enumerate([(LOG, "Fen Police"), (STAFF, "Wold Council")], 1)
    )
    end = "Diwedd / End\n\nFfoniwch y llinell. / If you want to talk to somebody, ring the helpline of the county.\n"
    found = read(f"{TITLE}\nArgymhellion / Recommendations\n\n{blocks}{end}")
    assert (numbers(found), texts(found)) == (["Recommendation 1", "Recommendation 2"], [LOG, STAFF])
    assert cells(found) == ["Fen Police", "Wold Council"]
    assert found.whole


def test_the_next_chapter_of_a_page_without_blank_lines_ends_the_list() -> None:
    page = (
        f"{TITLE}12. RECOMMENDATIONS\nR1 (Fen Police)\n{LOG}\nR2 (Wold Council)\n{STAFF}\n13. DISTRIBUTION\n"
        "These will have a copy:\n- Chief Constable, Fen Police\n- Head of Housing, Wold Council\n"
    )
    found = read(page)
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_a_number_that_counts_on_from_the_chapter_is_a_recommendation_where_the_others_do() -> None:
    page = f"{TITLE}1. Recommendations\n1. {LOG}\n2. Training of wardens\n3. {VISIT}\n"
    assert LOG in texts(read(page))
    assert VISIT in texts(read(page))


def test_names_over_numbers_below_an_announcement_belong_to_what_is_below() -> None:
    page = (
        f"{TITLE}7 Recommendations\n7.1 {LOG}\nSingle agency recommendations\n"
        "7.2 The following recommendations were made by agencies themselves.\n"
        f"Fen Police\n7.3 {VISIT}\nWold Council\n7.4 {STAFF}\n"
    )
    names = Known({"Fen Police": "police", "Wold Council": "council"})
    (found,) = read_source(page.encode(), "p.txt", names)
    assert cells(found)[1:] == ["Fen Police", "Wold Council"]
    assert found.whole


def test_a_heading_with_the_number_of_a_section_needs_no_blank_line_and_a_last_figure_is_that_of_a_page() -> None:
    page = (
        f"{TITLE}SECTION 6 – RECOMMENDATIONS FOR SINGLE AGENCIES\n"
        "The panel recommends that each of the agencies named below should do as follows.\n"
        f"Fen Police\na) Log each call.\nb) Review how wardens are told of each.\n"
        f"Wold Council\na) {VISIT}\nb) {STAFF}\n7\n"
    )
    names = Known({"Fen Police": "police", "Wold Council": "council"})
    (found,) = read_source(page.encode(), "p.txt", names)
    assert texts(found) == ["Log each call.", "Review how wardens are told of each.", VISIT, STAFF]
    assert cells(found) == ["Fen Police", "Fen Police", "Wold Council", "Wold Council"]
    assert found.whole


def test_the_article_of_a_heading_is_kept_with_its_name() -> None:
    page = f"{TITLE}\nRecommendations\n\nThe Fen Housing Company\n\n1. {LOG}\n2. {STAFF}\n\nFen Police\n\n1. {VISIT}\n"
    names = Known({"Fen Housing Company": "landlord", "Fen Police": "police"})
    (found,) = read_source(page.encode(), "p.txt", names)
    assert cells(found) == ["The Fen Housing Company", "The Fen Housing Company", "Fen Police"]


BODIES = {"Wold Police": "police", "Fen Homes Trust": "housing", "Wold County Council Integrated Services": "council"}


@pytest.mark.parametrize("gaps", [(), (1,), (2,)])
def test_names_over_numbers_need_no_blank_line_though_one_of_them_has_one(gaps: tuple[int, ...]) -> None:
    names = ("Wold Police", "Fen Homes Trust", "Wold County Council Integrated Services", "Wold Police")
    said = (LOG, VISIT, STAFF, "The force should read the log.")
    page = f"{TITLE}\nRecommendations\n"
    for at, (name, text) in enumerate(zip(names, said, strict=True)):
        page += f"{chr(10) if at in gaps else ''}{name}\n{at + 1}.\n{text}\n"
    (found,) = read_source(page.encode(), "p.txt", Known(BODIES))
    assert list(zip(cells(found), texts(found), strict=True)) == list(zip(names, said, strict=True))
    assert found.whole


IN_ROWS = f"1 Wold Police {LOG}\n2 Fen \nHomes \nTrust\n{VISIT}\n3 Wold County Council {STAFF}\n Page 1\n"
IN_COLUMNS = f"1\n\n{LOG}\n{STAFF}\n\n{VISIT}\n\nAgency\nWold Police\n\nWold \nCouncil\nFen Homes\n\n2\n\n3\n"


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        ("No. Agency Recommendation", IN_ROWS),
        ("Number Recommendation", IN_COLUMNS),
        ("Ref Lead Recommendation", IN_ROWS),
    ],
)
def test_a_table_whose_cells_have_run_together_is_refused_as_such(headings: str, rows: str) -> None:
    with pytest.raises(RefusedError, match=f"cannot be told apart: “{headings}”"):
        read(f"Safer Wold\n\nReport into the death of Mrs B (2013)\n{headings}\n{rows}")


def test_two_words_of_headings_in_a_sentence_are_no_table() -> None:
    with pytest.raises(RefusedError) as refused:
        read(f"{TITLE}\nRecommendations and actions\n\nThe agencies have told the panel what they did.\n")
    assert "told apart" not in str(refused.value)
