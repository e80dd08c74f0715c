"""From the bytes of a page to a review: detects its format and its layout."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import PurePath
from typing import NamedTuple

from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.page_marks import without_marks
from dhrcurate.importers.columns.fields import Mapped
from dhrcurate.importers.decoding import Decoded, decode
from dhrcurate.importers.docling import as_page
from dhrcurate.importers.flat.layout import read_flat
from dhrcurate.importers.formats.html import looks_like_html, read_html
from dhrcurate.importers.formats.line_cells import with_cells_put_together
from dhrcurate.importers.formats.markdown import looks_like_markdown, read_markdown
from dhrcurate.importers.formats.text import read_text
from dhrcurate.importers.leftovers.passages import in_words, left_out, with_notes
from dhrcurate.importers.lists.asides import begins_finding
from dhrcurate.importers.lists.learning_points import heads_list, read_learning_points
from dhrcurate.importers.lists.which_review import HEAD, is_titled_as_one, states_review
from dhrcurate.importers.making import make
from dhrcurate.importers.metadata import fill, is_plan_heading, is_recommendations_heading
from dhrcurate.importers.model import Found, Imported, Metadata
from dhrcurate.importers.pages.label_lines import with_labels_joined
from dhrcurate.importers.pages.page import Line, Page, unmarked
from dhrcurate.importers.pages.two_languages import in_one_language
from dhrcurate.importers.plans.lists_above import with_list_above
from dhrcurate.importers.plans.numbers_for_words import taken_up, without_plan_rows
from dhrcurate.importers.several import read_several
from dhrcurate.importers.tables.layout import read_tables
from dhrcurate.importers.tables.numbers_above import with_numbers_above
from dhrcurate.importers.tables.torn import torn
from dhrcurate.importers.two_reviews import begins_another_review, divided, is_titled, start_again, year_of_death
from dhrcurate.importers.values.delimited import is_delimited, is_tabbed, read_csv
from dhrcurate.importers.values.extraction import read_json, read_jsonl

_HTML = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_TABLES = frozenset({".csv", ".tsv"})
_OBJECTS = {".json": read_json, ".jsonl": read_jsonl, ".ndjson": read_jsonl}


class PageLayout(NamedTuple):
    """A layout of a page.

    Attributes:
        name: Its name, which its reader gives to what it finds.
        words: Its name for people.
        read: Reads a page, `None` for one of another layout.
    """

    name: str
    words: str
    read: Callable[[Page, Names], Found | None]


LAYOUTS = (
    PageLayout("table", "a table", read_tables),
    PageLayout("flat", "a table flattened to lines", read_flat),
    PageLayout("learning-points", "a text with recommendations under a heading", read_learning_points),
)
"""The layouts of a page, in the order in which they are tried."""

REPORT = "report"
"""What is read from the report itself, by `reports`."""

_LONGEST = 1_500_000
_MOST_TAGS = 400_000
_MOST_LINES = 60_000
"""A page with more text or lines is refused, as reading it would take too long; a whole report has far less."""
_QUOTED = 60
"""A warning shows so many characters of a passage, after a quotation mark."""
_QUOTE = re.compile("“")
_SEVERAL = "holds two reviews:"
_UNSAID = "it does not say which review its recommendations are of; if they are of one, name it with --csp"
_OF_JSON = re.compile(r"\s*(?:\{|\[\s*(?:[{\"\]]|\[\s*[\"{\[\]\d]|\Z))")
"""How a text begins that is JSON; a page may begin with a link in brackets too."""
_ABOUT = re.compile(r"domestic (?:homicide|abuse related death) review|\bDHRs?\b", re.IGNORECASE)


def layout_in_words(name: str) -> str:
    """Return the name of a layout for people; every other layout is one of an extraction's table."""
    if name == REPORT:
        return "the passages of a report"
    return next((layout.words for layout in LAYOUTS if layout.name == name), "an extraction table")


def read_page(raw: bytes, name: str, names: Names) -> Imported:
    """Reads one published page.

    Args:
        raw: The page's bytes: plain text, Markdown or HTML, in UTF-8.
        name: Its file name, which tells its format and is named in messages.
        names: The register, which helps if cells have run together.

    Raises:
        UnusableError: If the bytes are not text.
        RefusedError: If the page has no review, with the reason.
    """
    decoded = decode(raw, name)
    page = page_of(decoded, name)
    return make(found_in(page, decoded.text, name, names), hashlib.sha256(raw).hexdigest(), name)


def read_source(
    raw: bytes,
    name: str,
    names: Names,
    *,
    mapping: Mapped | None = None,
    given: Metadata | None = None,
    extraction: Mapping[str, str] | None = None,
    drop_columns: bool = False,
) -> tuple[Imported, ...]:
    """Reads a published page, or a table of recommendations of one or several reviews.

    Args:
        raw: The file's bytes.
        name: Its file name, which tells its format (`.csv`, `.tsv`, `.json`, `.jsonl`, `.html`, `.md`, else text).
        names: The register, which helps if cells have run together.
        mapping: For a table, the columns of fields, if their names do not tell.
        given: Facts of the review, used if the file does not give them.
        extraction: What the caller says of the extraction, where the file does not (`extractions.given_facts`).
        drop_columns: Whether columns of a table that a record has no field for are left out.

    Raises:
        UnusableError: If the bytes are not text or not such a table.
        RefusedError: If they have no review, or columns are mapped of a page, with the reason.
    """
    decoded = decode(raw, name)
    suffix = PurePath(name).suffix.lower()
    reader = _OBJECTS.get(suffix)
    page = suffix in _HTML | _MARKDOWN
    if reader is None and suffix not in _TABLES and not page and _OF_JSON.match(decoded.text):
        reader = read_json
    if reader and (document := as_page(decoded.text, name)) is not None:
        made = page_of(Decoded(document.html), name, vouched=bool(given and given.csp))
        found = [document.with_pages(each) for each in _found_on(made, document.html, name, names)]
    elif reader:
        found = reader(decoded, name, mapping or {}, kept=not drop_columns)
    elif suffix in _TABLES or (not page and is_tabbed(decoded.text)):
        found = read_csv(decoded, name, mapping or {}, names, kept=not drop_columns)
    elif mapping:
        raise RefusedError(
            f"{name}: --map names the columns of CSV, TSV and JSON files only; save the page's table as one of these"
        )
    else:
        found = _found_on(page_of(decoded, name, vouched=bool(given and given.csp)), decoded.text, name, names)
    if given is not None:
        found = [replace(f, metadata=fill(f.metadata, **asdict(given))) for f in found]
    digest = hashlib.sha256(raw).hexdigest()
    return tuple(make(f, digest, name, extraction) for f in found)


def page_of(decoded: Decoded, name: str, *, vouched: bool = False) -> Page:
    """A file as a page.

    Args:
        decoded: The file.
        name: Its name.
        vouched: Whether the caller says that it is of a review.

    Raises:
        UnusableError: If it is too long, or its markup is nested beyond reason.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _HTML and not looks_like_html(decoded.text):
        _check_length(len(decoded.text), decoded.text.count("\n"), name)
    elif (tags := decoded.text.count("<")) > _MOST_TAGS:
        raise UnusableError(
            f"{name}: has {tags:,} tags, more than the {_MOST_TAGS:,} allowed; save it as plain text first"
        )
    try:
        page = replace(_page(decoded, suffix), vouched=vouched)
    except RecursionError:
        raise UnusableError(f"{name}: it is nested too deeply; save it as plain text first") from None
    _check_length(sum(len(line.text) for line in page.lines), len(page.lines), name)
    return page


def _found_on(page: Page, text: str, name: str, names: Names) -> list[Found]:
    """The reviews on a page: mostly one."""
    several = read_several(page, name, names) or []
    if len(several) > 1:
        return several
    found = found_in(page, text, name, names, *several)
    return [found] if several else _each_of(page, found, text, name, names)


def _each_of(page: Page, found: Found, text: str, name: str, names: Names) -> list[Found]:
    """What was read of a page, as a review of its own below each title of one, where all that was read is in them."""
    at = begins_another_review(page, found.rows)
    if at is None or not is_titled(page.lines[at]):
        return [found]
    first, rest = (replace(part, vouched=True) for part in divided(page, at))
    try:
        one = found_in(first, text, name, names)
        others = _found_on(rest, text, name, names)
    except RefusedError:
        return [found]
    rows = [row for each in (one, *others) for row in each.rows]
    if one.layout != found.layout or [row.text for row in rows] != [row.text for row in found.rows]:
        return [found]
    if any(_SEVERAL in told for told in one.lost) or not start_again(one.rows, others[0].rows):
        return [found]
    whose = {"csp": one.metadata.csp, "publisher": one.metadata.publisher}
    others = [replace(other, metadata=fill(other.metadata, **whose)) for other in others]
    return [_with_year(one, first.lines), _with_year(others[0], rest.lines[:1]), *others[1:]]


def _with_year(found: Found, titles: Sequence[Line]) -> Found:
    return replace(found, metadata=fill(found.metadata, year_of_death=year_of_death(titles)))


def found_in(page: Page, text: str, name: str, names: Names, found: Found | None = None) -> Found:
    """The review on a page.

    Args:
        page: The page.
        text: The text of its file.
        name: The file's name.
        names: The register.
        found: What its tables say, where it is known.

    Raises:
        RefusedError: If there is none, with the reason.
    """
    found = found or next((found for layout in LAYOUTS if (found := layout.read(page, names))), None)
    if found is None and is_delimited(text):
        raise RefusedError(f"{name}: holds no page but a table of separated values; give it a name that ends in .csv")
    if found is None:
        raise RefusedError(f"{name}: holds no review: {_reason(page, names)}")
    if found.layout != "table" and (words := torn(found.rows)):
        shown = " ".join(words.split())[:_QUOTED]
        raise RefusedError(f"{name}: columns that are drawn with blanks cannot be told apart, as in “{shown}”")
    if found.layout == "table":
        found, plan = without_plan_rows(found)
        found = taken_up(with_list_above(page, found, names), plan, names)
    found = with_notes(page, found)
    if (other := begins_another_review(page, found.rows)) is not None:
        told = f"{_SEVERAL} another begins at “{page.lines[other].text[:60]}”; make a file of each"
        found = replace(found, warnings=(*found.warnings, told), lost=(*found.lost, told))
    if not found.rows:
        raise RefusedError(f"{name}: holds no whole recommendation: {found.warnings[0]}")
    left = [*left_out(page, found.rows, found.metadata.stated_count, found.beside), *page.unshown]
    if not left:
        return found
    told = in_words(left)
    others, lost = (_without_quotes_of(left, warnings) for warnings in (found.warnings, found.lost))
    return replace(found, warnings=(*others, told), lost=(*lost, told))


def _without_quotes_of(left: Sequence[str], warnings: Sequence[str]) -> list[str]:
    """The warnings but for those that quote the beginning of a passage that was left out, which are told together."""
    told = {text[:_QUOTED] for text in left}
    lengths = {len(text) for text in told}  # each is looked up, as there may be thousands of passages and warnings
    return [
        warning
        for warning in warnings
        if not any(
            warning[quote.end() : quote.end() + length] in told
            for quote in _QUOTE.finditer(warning)
            for length in lengths
        )
    ]


def _check_length(length: int, lines: int, name: str) -> None:
    if length > _LONGEST or lines > _MOST_LINES:
        raise UnusableError(
            f"{name}: its text has {length:,} characters in {lines:,} lines, and {_LONGEST:,} in {_MOST_LINES:,} are "
            "allowed of a page; cut out the part with the recommendations"
        )


def _page(decoded: Decoded, suffix: str) -> Page:
    text = decoded.text
    html = suffix in _HTML or looks_like_html(text)
    if not html:
        text = "\n".join(without_marks(text.split("\n")))
    if html:
        page = unmarked(read_html(text))
    elif suffix in _MARKDOWN or looks_like_markdown(text):
        page = read_markdown(text)
    else:
        page = read_text(text)
    page = with_numbers_above(in_one_language(replace(page, cut=page.cut or decoded.cut)))
    return with_cells_put_together(with_labels_joined(page))


def _reason(page: Page, names: Names) -> str:
    texts = [line.text for line in page.lines]
    if not texts and not page.tables:
        return "it is empty"
    headed = any(is_recommendations_heading(line.text) or heads_list(line) for line in page.lines)
    plan = next((text for text in texts if is_plan_heading(text)), None)
    if (headed or plan) and read_learning_points(replace(page, vouched=True), names):
        return _UNSAID
    if headed and any(map(begins_finding, page.lines)):
        return (
            "its findings and recommendations stand together, and nothing tells which of the texts recommend something"
        )
    if headed or _tables_of_recommendations(page):
        return "there is no recommendation in a form that is read under its heading"
    if plan:
        return f"there is no recommendation in a form that is read under “{plan[:60]}”"
    head = page.lines[:HEAD]
    if is_titled_as_one(head) and states_review(page, head):
        return "no heading, label or number tells which of its texts are recommendations"
    if any(_ABOUT.search(text) for text in texts):
        return "it is about domestic homicide reviews in general and lists no recommendations of one"
    if read_learning_points(replace(page, vouched=True), names):
        return _UNSAID
    return "it lists no recommendations of a domestic homicide review"


def _tables_of_recommendations(page: Page) -> Sequence[object]:
    return [table for table in page.tables if is_recommendations_heading(" ".join(table.header))]
