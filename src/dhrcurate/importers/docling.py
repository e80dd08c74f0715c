"""Documents as Docling writes them in JSON, as pages: texts and tables in reading order, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.words import plural
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.values.json_text import parsed

_SCHEMA = "DoclingDocument"
_BODY, _EDGES = "body", "furniture"
"""The layer of what is read, and that of what stands at the edges of pages."""
_HEADINGS = {"title": 1, "section_header": 2}
_DEEPEST_HEADING = 6
_DEEPEST = 60
"""No item of a document is nested deeper; a circle of references ends there."""
_FEWEST = 20
"""So many letters of an item at least tell that a longer recommendation begins with it."""
_LETTERS = 60
"""So many letters of a recommendation tell where it stands."""


@dataclass(frozen=True, slots=True)
class DoclingPage:
    """A document as a page.

    Attributes:
        html: The page.
        places: The letters of each text and cell with the page that it stands on, in reading order.
        lost: What is told of texts that are not on the page, a sentence each.
    """

    html: str
    places: Sequence[tuple[str, int]]
    lost: Sequence[str] = ()

    def with_pages(self, found: Found) -> Found:
        """A review that was found on the page, with the pages of the document and with what is not on it."""
        lost = (*found.lost, *self.lost)
        return replace(
            found, rows=tuple(map(self._placed, found.rows)), warnings=(*found.warnings, *self.lost), lost=lost
        )

    def _placed(self, row: Row) -> Row:
        words = _letters(f"{row.title or ''}{row.text}"), _letters(row.text)
        pages = {page for held, page in self.places if any(_is_there(each, held) for each in words)}
        place = {"page": pages.pop()} if len(pages) == 1 else {}
        return replace(row, extracted={"tool": "Docling", **place})


def _is_there(words: str, held: str) -> bool:
    """True if an item holds the words of a recommendation, or the recommendation begins with the item."""
    return bool(words) and (words[:_LETTERS] in held or (len(held) >= _FEWEST and words.startswith(held)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def as_page(text: str, name: str) -> DoclingPage | None:
    """Reads a document of Docling, also in the answer of its server; `None` for any other JSON.

    Args:
        text: The file's text.
        name: The file's name, for messages.

    Raises:
        UnusableError: If it says that it is such a document and is none.
    """
    if f'"{_SCHEMA}"' not in text:
        return None
    value = parsed(text, name, 1)
    for key in ("document", "json_content"):
        if isinstance(value, Mapping) and isinstance(value.get(key), Mapping):
            value = value[key]
    if not isinstance(value, Mapping) or value.get("schema_name") != _SCHEMA:
        return None
    if not isinstance(value.get("body"), Mapping):
        raise UnusableError(f"{name}: says that it is a document of Docling and has no body")
    reader = _Reader(value)
    body = "\n".join(reader.items(value["body"], 0))
    return DoclingPage(f"<html><body>\n{body}\n</body></html>", tuple(reader.places), tuple(reader.lost()))


class _Reader:
    """The items of a document as HTML.

    Args:
        document: The document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.places: list[tuple[str, int]] = []
        self._missing = 0
        self._elsewhere: list[str] = []

    def lost(self) -> Iterator[str]:
        """What is told of texts that no reader of the body comes by; those at the edges of pages are none."""
        if self._missing:
            yield f"{plural(self._missing, 'item')} that the document names {_is(self._missing)} not in it"
        named = set(_references(self._document))
        apart = [
            words
            for at, item in enumerate(_list(self._document.get("texts")))
            if isinstance(item, Mapping) and f"#/texts/{at}" not in named and _layer(item) == _BODY
            if (words := _words(item))
        ]
        for texts, where in ((apart, "no part of the document names"), (self._elsewhere, "the document sets apart")):
            if texts:
                yield f"left out {plural(len(texts), 'text')} that {where}, as “{texts[0][:_LETTERS]}”"

    def items(self, item: Mapping[str, Any], depth: int, *, listed: bool = False) -> Iterator[str]:
        """What stands in an item, in reading order; what stands at the edges of pages is left out.

        Args:
            item: The item.
            depth: How deep it stands.
            listed: Whether it is a list, so that whatever stands in it is an item of it.
        """
        for child in _list(item.get("children")) if depth < _DEEPEST else ():
            found = self._named(child)
            if found is None:
                self._missing += 1
                continue
            if (layer := _layer(found)) != _BODY:
                self._elsewhere += [words for words in (_words(found),) if words and layer != _EDGES]
                continue
            data = found.get("data")
            if isinstance(data, Mapping) and _list(data.get("table_cells")):
                yield self._table(found, data)
            elif found.get("label") in ("list", "ordered_list"):
                yield from self.items(found, depth + 1, listed=True)
            else:
                yield from self._text(found, listed=listed)
                yield from self.items(found, depth + 1)

    def _named(self, child: Any) -> Mapping[str, Any] | None:
        """The item that a reference names: `#/texts/3`."""
        path = child.get("$ref", child.get("cref")) if isinstance(child, Mapping) else None
        here: Any = self._document
        for part in path.removeprefix("#/").split("/") if isinstance(path, str) else ("",):
            if isinstance(here, list) and part.isdecimal() and int(part) < len(here):
                here = here[int(part)]
            else:
                here = here.get(part) if isinstance(here, Mapping) else None
        return here if isinstance(here, Mapping) else None

    def _text(self, item: Mapping[str, Any], *, listed: bool) -> Iterator[str]:
        words = _words(item)
        if not words:
            return
        self._place(words, item)
        label = str(item.get("label"))
        if label in _HEADINGS:
            level = item.get("level")
            more = int(level) - 1 if isinstance(level, str) and level.isdecimal() and int(level) else 0
            rank = min(_HEADINGS[label] + more, _DEEPEST_HEADING)
            yield f"<h{rank}>{escape(words)}</h{rank}>"
        elif listed or label == "list_item":
            marker = str(item.get("marker") or "").strip()
            counted = any(map(str.isalnum, marker))
            yield f"<p>{escape(f'{marker} {words}')}</p>" if counted else f"<ul><li>{escape(words)}</li></ul>"
        else:
            yield f"<p>{escape(words)}</p>"

    def _table(self, item: Mapping[str, Any], data: Mapping[str, Any]) -> str:
        rows: dict[int, list[tuple[int, str]]] = {}
        for cell in _list(data.get("table_cells")):
            if not isinstance(cell, Mapping):
                continue
            words = str(cell.get("text") or "")
            self._place(words, item)
            row, column, down, across = (_count(cell.get(key)) for key in _PLACE)
            tag = "th" if cell.get("column_header") is True else "td"
            spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", down), ("colspan", across)) if n > 1)
            rows.setdefault(row, []).append((column, f"<{tag}{spans}>{escape(words)}</{tag}>"))
        lines = ("".join(cell for _, cell in sorted(cells)) for _, cells in sorted(rows.items()))
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"

    def _place(self, words: str, item: Mapping[str, Any]) -> None:
        """Notes on which page some words stand; those of an item on several pages are on none of them for sure."""
        pages = {_count(place.get("page_no")) for place in _list(item.get("prov")) if isinstance(place, Mapping)} - {0}
        if len(pages) == 1 and (letters := _letters(words)):
            self.places.append((letters, pages.pop()))


_PLACE = ("start_row_offset_idx", "start_col_offset_idx", "row_span", "col_span")


def _words(item: Mapping[str, Any]) -> str:
    """The text of an item; as it stood in the document where the program made nothing of it, as of a formula."""
    texts = (item.get("text"), item.get("orig"))
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def _layer(item: Mapping[str, Any]) -> str:
    return str(item.get("content_layer") or _BODY)


def _references(value: Any) -> Iterator[str]:
    """Every item that something in a document names, but as that in which it stands itself."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, Mapping):
            named = one.get("$ref", one.get("cref"))
            if isinstance(named, str):
                yield named
            left += [inner for name, inner in one.items() if name != "parent"]
        elif isinstance(one, list):
            left += one


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _count(value: Any) -> int:
    """A figure, which is text as it is written; 0 for anything else."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < len("1000000") else 0


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
