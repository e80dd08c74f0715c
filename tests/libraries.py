"""Small libraries on disk, written as a curator would."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
format = 1
id = "{id}"

[review]
title = "{title}"
csp = "{csp}"
published = "2023-06"
year_of_death = {year}
summary = "The review looks at how agencies worked together."

[source]
publisher = "Home Office DHR Library"
url = "https://example.org/{id}"

[curation]
state = "open"
"""

RECOMMENDATION = """
[[recommendations]]
key = "{key}"
number = "{number}"
text = "{text}"
addressed_to = "{cell}"
agencies = ["{agency}"]
status = "pending"
"""

TEXT = "West Midlands Police should review its training on coercive control and report on it each year."


def recommendation(at: int, *, number: str | None = None, text: str = TEXT, cell: str = "", agency: str = "") -> str:
    """A recommendation's table; sound unless told otherwise."""
    agency = agency or "West Midlands Police"
    words = f"{text} The panel asks for {at} reports." if text == TEXT else text
    return RECOMMENDATION.format(
        key=f"r{at:03d}", number=number or str(at), text=words, cell=cell or agency, agency=agency
    )


def record(record_id: str, *recommendations: str) -> str:
    """A record's TOML; with one sound recommendation where none is given."""
    year = 2012 + sum(record_id.encode()) % 9
    head = HEAD.format(id=record_id, title=f"{record_id} review", csp=record_id.partition("-")[0].title(), year=year)
    return head + "".join(recommendations or (recommendation(1),))


def write(folder: Path, record_id: str, *recommendations: str) -> Path:
    """Writes a record."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{record_id}.toml"
    path.write_bytes(record(record_id, *recommendations).encode())
    return path


TWICE = (recommendation(1), recommendation(2), recommendation(3, number="2"))
"""Three recommendations, two of which bear one number: one error."""
