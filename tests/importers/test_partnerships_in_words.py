"""The partnership and the dates of a review, in the ordinary words of its title page."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING, Known

CALLS, BEDS = "Calls should be logged by the force.", "The trust should name a lead for carers."


def read(head: list[str], name: str) -> Imported:
    kind = name.rpartition(".")[2]
    if kind == "html":
        facts = "".join(f"<p>{line}</p>" for line in head[1:])
        text = f"<h1>{head[0]}</h1>{facts}<h2>Recommendations</h2><ol><li>{CALLS}</li><li>{BEDS}</li></ol>"
    else:
        lines = [f"# {head[0]}", *head[1:], "## Recommendations"] if kind == "md" else [*head, "Recommendations"]
        text = "\n\n".join([*lines, f"1. {CALLS}\n2. {BEDS}\n"])
    (found,) = read_source(text.encode(), name, NOTHING)
    assert [r["text"] for r in found.data["recommendations"]] == [CALLS, BEDS]
    assert found.whole
    return found


SAFER = "Commissioned by the Safer Wold Partnership"
AT_ONCE = "Domestic Homicide Review, Wold CSP, 2022 (death in June 2019)"
TITLE = "Domestic Homicide Review"


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
@pytest.mark.parametrize(
    ("head", "said"),
    [
        ([TITLE, SAFER, "Died: 2017"], ("Wold", None, 2017)),
        ([TITLE, "Wold Safer Partnership", "Published: 2018"], ("Wold", "2018", None)),
        (["On “Ash”", "Wold Safer Partnership. Died 2014. Published May 2017."], ("Wold", "2017-05", 2014)),
        (["DHR", "Wold Community Safety Partnership; year of death 2010; published 2013."], ("Wold", "2013", 2010)),
        (["Learning for all", AT_ONCE], ("Wold", None, 2019)),
        (["Safer Wold Partnership: A DHR", "Published June 2019 – year of death 2016"], ("Wold", "2019-06", 2016)),
        ([TITLE, "Wold Partnership | Death: March 2011 | Published: 2013"], ("Wold", "2013", 2011)),
    ],
)
def test_a_partnership_is_read_in_ordinary_words(head: list[str], said: tuple[object, ...], name: str) -> None:
    review = read(head, name).data["review"]
    assert (review["csp"], review.get("published"), review.get("year_of_death")) == said


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
def test_a_review_that_only_tells_when_somebody_died_is_taken_and_its_partnership_asked_for(name: str) -> None:
    found = read(["Domestic Homicide Review", "Overview Report", "Date of death: June 2014"], name)
    assert (found.data["review"]["csp"], found.data["review"]["year_of_death"]) == ("", 2014)
    assert any("name it with --csp" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "head",
    [
        ["Annual report", "Wold Safer Partnership", "Published May 2017"],
        ["What is a Domestic Homicide Review?", "Safer Wold Partnership leads on these."],
        ["Domestic Homicide Review process", "A leaflet of the Safer Wold Partnership"],
        ["Domestic Homicide Review", "Wold Safeguarding Adults Partnership"],
        ["Domestic Homicide Review: guidance", "Published May 2017 by the Wold Partnership"],
    ],
)
def test_a_page_of_a_partnership_that_is_of_no_review_is_refused(head: list[str]) -> None:
    with pytest.raises(RefusedError, match="name it with --csp"):
        read(head, "page.txt")


KNOWN = Known({"Safer Wold": "csp", "Fen and Marsh Community Safety Partnership": "csp"}, {"Safer Wold": "Wold"})
ADULT = "Domestic Homicide Review: Adult A"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["Safer Wold", ADULT], "Wold"),
        ([ADULT, "Commissioned by Safer Wold"], "Wold"),
        ([ADULT, "Safer Wold – overview report, extract"], "Wold"),
        ([ADULT, "Safer Stronger Communities Board, Fen & Marsh"], "Fen & Marsh"),
        ([ADULT, "Safer Practice"], ""),
        ([ADULT, "Safer Communities Board, Elsewhere"], ""),
    ],
)
def test_a_partnership_of_the_register_needs_no_word_for_one(head: list[str], said: str) -> None:
    text = "\n\n".join([*head, "Recommendations", f"1. {CALLS}\n2. {BEDS}\n"])
    (found,) = read_source(text.encode(), "page.txt", KNOWN)
    assert found.data["review"]["csp"] == said


def test_the_title_is_the_line_that_tells_which_review_it_is() -> None:
    head = ["Domestic Homicide Review", "Overview Report into the death of Ash"]
    text = "\n\n".join([*head, "Recommendations", f"1. {CALLS}\n2. {BEDS}\n"])
    (found,) = read_source(text.encode(), "page.txt", KNOWN)
    assert found.data["review"]["title"] == "Overview Report into the death of Ash"
