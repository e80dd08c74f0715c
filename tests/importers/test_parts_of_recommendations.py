"""What belongs to a recommendation beyond its first line: an introducing sentence, paragraphs, lists of its own."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "college": "relative"})
HEADS = {
    "page.txt": "Domestic Homicide Review: Fen\n\nRecommendations\n\n",
    "page.md": "# Domestic Homicide Review: Fen\n\n## Recommendations\n\n",
    "page.html": "<html><h1>Domestic Homicide Review: Fen</h1><h2>Recommendations</h2>",
}


def read(text: str, name: str) -> Imported:
    (imported,) = read_source((HEADS[name] + text).encode(), name, NAMES)
    return imported


def texts(imported: Imported) -> list[str]:
    return [" ".join(r["text"].replace("\n- ", "\n").split()) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("stem", ["The college should:", "It is recommended that the college should:"])
@pytest.mark.parametrize("last", [True, False], ids=["last", "first"])
@pytest.mark.parametrize(
    ("name", "form", "other"),
    [
        ("page.txt", "Recommendation {}\n{}\n{}\n{}\n\n", "Recommendation {}\n{}\n\n"),
        ("page.txt", "{}\n{}\n• {}\n• {}\n", "{}\n{}\n"),
        ("page.md", "### Recommendation {}\n\n{}\n\n- {}\n- {}\n\n", "### Recommendation {}\n\n{}\n\n"),
        ("page.html", "<h3>Recommendation {}</h3><p>{}</p><ul><li>{}</li><li>{}</li></ul>", "<h3>Rec {}</h3><p>{}</p>"),
    ],
)
def test_the_sentence_that_introduces_a_list_below_a_number_is_kept_with_it(
    name: str, form: str, other: str, stem: str, *, last: bool
) -> None:
    parts, single = ("ask its tutors; and", "keep a list of rooms."), "Fen Police should log each call."
    whole = f"{stem} {' '.join(parts)}"
    if last:
        page, expected = other.format(1, single) + form.format(2, stem, *parts), [single, whole]
    else:
        page, expected = form.format(1, stem, *parts) + other.format(2, single), [whole, single]
    found = read(page, name)
    assert [text.replace("• ", "") for text in texts(found)] == expected
    assert found.whole
