from __future__ import annotations

from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_page
from known_names import NOTHING, Known
from made_pages import wrapped

STORY = """Learning points from a review

What happened?

A woman was killed by her former husband in March 2013. She was 41 and had told three services.
"""

KNOWN = Known(
    {"Safer Wold Partnership": "csp", "Refuge": "charity", "Kestrel Health": "nhs-trust"},
    areas={"Safer Wold Partnership": "Wold Valley"},
)


def read(recommendations: str, *, names: Known = NOTHING, name: str = "page.txt", story: str = STORY) -> Imported:
    return read_page(f"{story}\n{recommendations}".encode(), name, names)


def rows(imported: Imported) -> list[tuple[Any, ...]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


PARAGRAPHS = """Recommendations

That the Safer Wold Partnership:

Takes steps so that neighbours know whom to call and what becomes of their call afterwards

Reviews its plan each quarter

That Ambershire Police reviews how calls are graded

Wold Valley Housing Association considers a fund for new locks

SWP ensures that all of this is done
"""
EXPECTED = [
    (
        None,
        "Takes steps so that neighbours know whom to call and what becomes of their call afterwards",
        "Safer Wold Partnership",
    ),
    (None, "Reviews its plan each quarter", "Safer Wold Partnership"),
    (None, "That Ambershire Police reviews how calls are graded", "Ambershire Police"),
    (None, "Wold Valley Housing Association considers a fund for new locks", "Wold Valley Housing Association"),
    (None, "SWP ensures that all of this is done", "SWP"),
]


@pytest.mark.parametrize(
    "recommendations",
    [
        PARAGRAPHS,
        PARAGRAPHS.replace("\n\n", "\n"),
        PARAGRAPHS.replace("\n", "\r\n"),
        wrapped(PARAGRAPHS, 50),
        PARAGRAPHS.replace("\nTakes", "\n- Takes").replace("\nReviews", "\n- Reviews"),
        PARAGRAPHS + "\nFor a copy of the report ask the council.\n\nThis should not be read.\n",
        PARAGRAPHS + "\nFurther information\n\nThis should not be read.\n",
    ],
    ids=["paragraphs", "lines", "CRLF", "wrapped", "bullets", "a notice below", "a heading below"],
)
def test_a_stem_carries_to_the_paragraphs_that_name_nobody(recommendations: str) -> None:
    imported = read(recommendations)
    assert rows(imported) == EXPECTED
    assert imported.data["review"] == {
        "title": "Learning points from a review",
        "csp": "Wold",
        "year_of_death": 2013,
        "wording": "verbatim",
    }


def test_the_story_stays_out_of_the_record() -> None:
    imported = read(PARAGRAPHS, story=STORY.replace("What happened?", "Summary"))
    assert "killed" not in str(imported.data)


def test_the_register_tells_the_area_of_a_partnership() -> None:
    assert read(PARAGRAPHS, names=KNOWN).data["review"]["csp"] == "Wold Valley"


def test_headings_name_whom_the_list_below_is_for() -> None:
    page = """<h1>Learning points</h1><p>He was found dead in May 2018.</p><h2>Recommendations</h2>
    <h3>Ambershire Police</h3><ul><li>Review the training of call handlers.</li>
    <li>Kestrel Health should help with it.</li></ul>
    <h3>Recommendations for Wold Council</h3><ol start="3"><li>Fund outreach</li></ol>
    <h2>Next steps</h2><p>Nothing must follow.</p>"""
    imported = read_page(page.encode(), "page.html", KNOWN)
    assert rows(imported) == [
        (None, "Review the training of call handlers.", "Ambershire Police"),
        (None, "Kestrel Health should help with it.", "Ambershire Police"),
        ("3.", "Fund outreach", "Wold Council"),
    ]


def test_printed_numbers_are_kept_and_nobody_is_made_up() -> None:
    imported = read(
        "Recommendations of the panel\n\n1. That all surgeries display the number.\n\n"
        "2. There should be one form.\n\n3. Refuge to train volunteers",
        names=KNOWN,
    )
    assert rows(imported) == [
        ("1.", "That all surgeries display the number.", ""),
        ("2.", "There should be one form.", ""),
        ("3.", "Refuge to train volunteers", "Refuge"),
    ]


@pytest.mark.parametrize(
    ("sentences", "year"),
    [
        ("She was murdered on 3 May 2014. He was born in 1960.", 2014),
        ("He was sentenced in 2016 to 23 years. She had died in 2015.", 2015),
        ("A 29-year-old man was killed. The report is of 2019.", None),
        ("She died in 2015. Her mother died in 1999.", None),
    ],
)
def test_the_year_of_death_is_told_by_a_sentence_about_it_or_not_at_all(sentences: str, year: int | None) -> None:
    imported = read(PARAGRAPHS, story=f"Learning points\n\n{sentences}\n")
    assert imported.data["review"].get("year_of_death") == year


@pytest.mark.parametrize(
    "text",
    [
        "What happens to recommendations?\n\nAgencies should act on them.",
        "Recommendations\n\nThe reports can be read at the library.",
        "The panel makes recommendations\nthat each agency should act on within a year of the report.",
    ],
)
def test_a_heading_alone_makes_no_list(text: str) -> None:
    with pytest.raises(RefusedError):
        read(text)


def test_a_page_that_tells_of_no_case_is_refused() -> None:
    with pytest.raises(RefusedError, match="holds no review"):
        read(PARAGRAPHS, story="Domestic homicide reviews\n\nA review asks what agencies knew.\n")


@pytest.mark.parametrize(
    "heading",
    [
        "What are the recommendations?",
        "What did the review recommend?",
        "What recommendations were made?",
        "The panel’s recommendations to agencies in and around the valley were as follows:",
        "Recommendations for the agencies of Wold Valley and of Ambershire to act upon",
        "3. Recommendations",
        "RECOMMENDATIONS",
    ],
)
def test_a_heading_may_ask_or_be_long(heading: str) -> None:
    assert rows(read(PARAGRAPHS.replace("Recommendations", heading))) == EXPECTED


@pytest.mark.parametrize(
    "stem",
    [
        "The Safer Wold Partnership should:",
        "The Safer Wold Partnership should",
        "Safer Wold Partnership",
        "To the Safer Wold Partnership:",
        "It is recommended that the Safer Wold Partnership:",
        "Recommendations for the Safer Wold Partnership",
        "The Safer Wold Partnership must ensure that it will:",
        "The Safer Wold Partnership is asked to take the following actions:",
    ],
)
@pytest.mark.parametrize("marker", ["• ", "- ", "o ", "1. "])
def test_a_stem_carries_to_the_list_below_it(stem: str, marker: str) -> None:
    listed = f"{marker}Publish one pathway\n{marker.replace('1', '2')}Train call handlers"
    found = rows(read(f"Recommendations\n\n{stem}\n\n{listed}", names=KNOWN))
    assert [row[1:] for row in found] == [
        ("Publish one pathway", "Safer Wold Partnership"),
        ("Train call handlers", "Safer Wold Partnership"),
    ]
    assert [row[0] for row in found] == (["1.", "2."] if marker == "1. " else [None, None])


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_number_may_stand_above_its_recommendation(gap: str) -> None:
    text = f"Recommendation 1{gap}Refuge should open a line.\n\nRecommendation 2{gap}Kestrel Health must answer it."
    assert rows(read(f"Recommendations\n\n{text}", names=KNOWN)) == [
        ("Recommendation 1", "Refuge should open a line.", "Refuge"),
        ("Recommendation 2", "Kestrel Health must answer it.", "Kestrel Health"),
    ]


def test_a_heading_with_a_number_is_the_title_of_what_follows() -> None:
    text = "# Learning points\n\nShe was killed in 2013.\n\n## Recommendations\n\n### Recommendation 1: Answering\n\n"
    text += "Refuge should open a line.\n\n### Recommendation 2: Asking\n\nKestrel Health must ask.\n"
    found = read_page(text.encode(), "page.md", KNOWN).data["recommendations"]
    assert [(r["number"], r["title"], r["text"]) for r in found] == [
        ("Recommendation 1", "Answering", "Refuge should open a line."),
        ("Recommendation 2", "Asking", "Kestrel Health must ask."),
    ]


def test_a_list_in_a_recommendation_belongs_to_it() -> None:
    text = (
        "1. Refuge should:\n   a) open a line\n   b) answer it\n2. There should be one form.\n\nIt should be short.\n"
    )
    text += "\n3. Publish a plan that covers:\n  o referral\n  o safety"
    assert rows(read(f"Recommendations\n\n{text}", names=KNOWN)) == [
        ("1.", "Refuge should:\na) open a line\nb) answer it", "Refuge"),
        ("2.", "There should be one form.\nIt should be short.", ""),
        ("3.", "Publish a plan that covers:\no referral\no safety", ""),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "If you need help\n\nRing us.",
        "Need help?\n\nRing us.",
        "Published March 2016",
        "Actions taken\n\nStaff were trained.",
        "Related documents\n\nThe report",
        "Page 2 of 2",
        "Wold Valley at a glance\n\nThe valley lies in the west.",
    ],
)
def test_what_stands_below_the_recommendations_is_none(below: str) -> None:
    assert rows(read(f"{PARAGRAPHS}\n{below}\n")) == EXPECTED


def test_a_recommendation_may_begin_like_a_heading() -> None:
    text = "Recommendations\n\nThe Safer Wold Partnership:\n\nSupports families after a death\n\nLinks with schools"
    assert [r[1:] for r in rows(read(text))] == [
        ("Supports families after a death", "The Safer Wold Partnership"),
        ("Links with schools", "The Safer Wold Partnership"),
    ]


def test_commands_are_recommendations_though_nobody_is_named() -> None:
    assert [r[1] for r in rows(read("Recommendations\n\n• Publish one pathway\n• Train call handlers"))] == [
        "Publish one pathway",
        "Train call handlers",
    ]
