"""A cover above the recommendations: its lines are in none of them, whatever a recommendation begins with."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import NOTHING

CSP = "Wold Community Safety Partnership"
STORY = "Agencies should have known each other better, as her sister said."
ASK = f"{CSP} should ask for a report each year."
TEXT = f"{CSP}\nDomestic Homicide Review\nOverview of what was learned about the death of Rose\n\n{STORY}\n\n"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.txt", f"{TEXT}Recommendations\n\n1. {ASK}\n"),
        ("p.txt", f"{TEXT}Recommendations\n\n{ASK}\n\nClinics should ask about homes.\n"),
        ("p.md", f"# {CSP}\n\n{TEXT.partition(chr(10))[2]}\n\n## Recommendations\n\n- {ASK}\n"),
        (
            "p.html",
            f"<h1>{CSP}</h1><p>DHR 2018</p><p>What was learned</p><p>{STORY}</p><h2>Recommendations</h2><p>{ASK}</p>",
        ),
    ],
)
def test_a_name_on_the_cover_with_which_a_recommendation_begins_tells_of_nothing_left_out(name: str, page: str) -> None:
    (found,) = read_source(page.encode(), name, NOTHING)
    assert found.data["recommendations"][0]["text"] == ASK
    assert (found.whole, found.warnings) == (True, ())


def test_what_asks_for_something_below_the_first_recommendation_is_still_told() -> None:
    page = f"{TEXT}Recommendations\n\n1. {ASK}\n2. Clinics should ask.\n\nBackground\n\n3. The trust should write.\n"
    (found,) = read_source(page.encode(), "p.txt", NOTHING)
    assert not found.whole
