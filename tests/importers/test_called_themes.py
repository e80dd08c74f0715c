"""Words that say that they are a theme, which is nobody's name: "Theme: Housing"."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING


def read(page: str, name: str) -> list[str]:
    found: Imported
    (found,) = read_source(page.encode(), name, NOTHING)
    return [r.get("addressed_to", "") for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["html", "md", "txt"])
@pytest.mark.parametrize("label", ["Theme", "Topic", "Key theme", "Issue"])
@pytest.mark.parametrize("last", ["Housing", "Victim Support", "Wold Police"])
def test_what_is_called_a_theme_is_no_addressee(form: str, label: str, last: str) -> None:
    parts = {f"{label}: Release": ["Nurses should visit.", "Those who move should be told."], f"{label}: {last}": []}
    parts[f"{label}: {last}"] = ["The letting panel should ask who holds a key."]
    top, lines, at = ["Domestic Homicide Review", "CSP: Wold", "Year of death: 2019", "Recommendations"], [], 0
    for title, texts in parts.items():
        lines.append(("h", title))
        for text in texts:
            at += 1
            lines.append(("p", f"6.{at} {text}"))
    if form == "html":
        body = "".join(f"<h4>{said}</h4>" if kind == "h" else f"<p>{said}</p>" for kind, said in lines)
        page = f"<h1>{top[0]}</h1><p>{top[1]}</p><p>{top[2]}</p><h2>{top[3]}</h2>{body}"
    else:
        mark = "### " if form == "md" else ""
        page = "\n\n".join([*top[:3], f"{mark[1:]}{top[3]}", *(f"{mark if k == 'h' else ''}{s}" for k, s in lines), ""])
    said = read(page, f"p.{form}")
    assert len(said) == at
    assert not any(label in name or "Police" in name or "Support" in name for name in said)
