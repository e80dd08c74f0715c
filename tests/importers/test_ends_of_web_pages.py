"""What stands at the end of a web page, and is no recommendation nor a part of the last one."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

VISIT = "A note of each visit should be kept."
STAFF = "Wardens should be taught what to ask."
HEAD = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
LISTS = (
    f"<p>1. {VISIT}</p><p>2. {STAFF}</p>",
    f"<ul><li>{VISIT}</li><li>{STAFF}</li></ul>",
    f"<ol><li>{VISIT}</li><li>{STAFF}</li></ol>",
    f"<dl><dt>Recommendation 1</dt><dd>{VISIT}</dd><dt>Recommendation 2</dt><dd>{STAFF}</dd></dl>",
)


def read(below: str, name: str = "p.html") -> Imported:
    (imported,) = read_source((HEAD + below).encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize(
    "end",
    [
        "<ul><li>Facebook</li><li>Twitter</li></ul>",
        "<ul><li>Privacy</li><li>Accessibility</li><li>Site map</li></ul>",
        "<p>Share on LinkedIn</p><p>Email this page</p>",
        "<p>Subscribe to our newsletter</p>",
        "<p>Sign up for updates by email</p>",
        "<p>Follow us on X</p><p>Report an error on this page</p>",
        "<nav><a>Previous: Analysis</a><a>Next: Plan</a></nav>",
        "<nav><ul><li>Chapter 3</li><li>What we learned from the family</li></ul></nav>",
        "<p>All content © Wold Council.</p>",
        "<p>If you are in danger ring 999.</p><p>In an emergency, call the police.</p>",
    ],
)
def test_what_a_web_page_ends_with_is_in_no_text_and_told_of_nowhere(page: str, end: str) -> None:
    found = read(page + end)
    assert texts(found) == [VISIT, STAFF]
    assert (found.whole, found.warnings) == (True, ())


def test_names_of_services_in_a_list_of_a_recommendation_are_part_of_it() -> None:
    campaign = "<p>2. A campaign should run on:</p><ul><li>Facebook</li><li>Twitter</li></ul>"
    found = read(f"<p>1. {VISIT}</p>{campaign}")
    assert texts(found)[1].split("\n")[1:] in (["Facebook", "Twitter"], ["- Facebook", "- Twitter"])


def test_recommendations_in_the_navigation_are_read() -> None:
    assert texts(read(f"<nav><ul><li>{VISIT}</li><li>{STAFF}</li></ul></nav>")) == [VISIT, STAFF]


def test_a_recommendation_to_sign_up_to_something_is_one() -> None:
    sign = "Sign up to the alerts of the county on abuse."
    assert texts(read(f"<ul><li>{VISIT}</li><li>{sign}</li><li>{STAFF}</li></ul>")) == [VISIT, sign, STAFF]
