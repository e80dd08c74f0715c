"""Tasks beside or below the name of the body that is to do them, in lists and lists within lists."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

PARTS = {
    "Wold Borough Council": ("Keep a log of each call.", "Tell tenants where help is."),
    "Fen Hospitals NHS Trust": ("See each patient alone.",),
    "Help at Home Wold": ("Offer a weekly visit.",),
}
OF_EACH = [(text, body) for body, texts in PARTS.items() for text in texts]


def read(listed: str, name: str) -> Imported:
    match name.rpartition(".")[2]:
        case "html":
            text = f"<h1>DHR Wold 2016</h1><h2>Recommendations</h2><ul>{listed}</ul>"
        case "md":
            text = f"# DHR Wold 2016\n\n## Recommendations\n\n{listed}"
        case _:
            text = f"DHR Wold 2016\n\nRecommendations\n\n{listed}"
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


def rows(found: Imported) -> list[tuple[str, str]]:
    assert found.whole
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


def nested(parts: Mapping[str, tuple[str, ...]], name: str, after: str = "") -> str:
    if name == "p.html":
        inner = {body: "".join(f"<li>{text}</li>" for text in texts) for body, texts in parts.items()}
        return "".join(f"<li>{body}{after}<ul>{items}</ul></li>" for body, items in inner.items())
    outer, within = ("•", "–") if name == "p.txt" else ("-", "-")
    return "".join(
        f"{outer} {body}{after}\n" + "".join(f"  {within} {text}\n" for text in texts) for body, texts in parts.items()
    )


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
@pytest.mark.parametrize("after", ["", ":"])
def test_a_body_that_is_an_item_heads_the_tasks_in_its_list(name: str, after: str) -> None:
    assert rows(read(nested(PARTS, name, after), name)) == OF_EACH


@pytest.mark.parametrize("name", ["p.md", "p.html"])
def test_a_recommendation_with_a_list_of_its_own_stays_one(name: str) -> None:
    parts = {"Brief all wardens on": ("signs of fear", "where help is"), "Wardens should ask": ("alone", "twice")}
    assert len(rows(read(nested(parts, name), name))) == 2


@pytest.mark.parametrize("end", [";", "."])
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("p.md", "- **{}:** {}\n"),
        ("p.txt", "• {}: {}\n"),
        ("p.html", "<li><strong>{}:</strong> {}</li>"),
    ],
)
def test_a_task_in_small_letters_after_a_name_is_of_that_body(name: str, form: str, end: str) -> None:
    tasks = [(f"{text[0].lower()}{text[1:-1]}{end}", body) for text, body in OF_EACH]
    assert rows(read("".join(form.format(body, text) for text, body in tasks), name)) == tasks


def test_words_before_a_colon_that_name_nobody_stay() -> None:
    texts = ["Visits should have two aims: safety and trust.", "Logs should have two parts: when and who."]
    assert rows(read("".join(f"• {text}\n" for text in texts), "p.txt")) == [(text, "") for text in texts]


def test_a_list_that_neither_asks_for_anything_nor_names_bodies_is_no_list_of_recommendations() -> None:
    with pytest.raises(RefusedError):
        read("• The flat was cold.\n• The lift was out of order.\n", "p.txt")
