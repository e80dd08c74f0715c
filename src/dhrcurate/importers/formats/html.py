"""HTML pages as lines and tables."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dhrcurate.domain.list_markers import list_markers
from dhrcurate.domain.word_sets import word_set
from dhrcurate.importers.columns.by_headings import place_of_headings, recognise
from dhrcurate.importers.columns.continuing import Above
from dhrcurate.importers.columns.counted import lines_of_list
from dhrcurate.importers.columns.headless import headings_by_content
from dhrcurate.importers.columns.names import REVIEW_FIELDS, row_values
from dhrcurate.importers.columns.transposed import turned
from dhrcurate.importers.columns.wrapped import without_wraps
from dhrcurate.importers.formats.cards import MOST_PARTS, headings_of_cards
from dhrcurate.importers.formats.html_around import is_around, show_what_is_opened
from dhrcurate.importers.formats.html_grid import grid
from dhrcurate.importers.formats.text import plain_lines
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.nesting import is_nested_beyond_reason
from dhrcurate.importers.pages.page import Line, Page, Table, listed
from dhrcurate.importers.wording.asking import says_should
from dhrcurate.importers.wording.numbers import is_counted, is_number

_BLOCKS = word_set("""
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
""")
_OF_TABLES = word_set("tbody td tfoot th thead tr")
_UNSHOWN = word_set("head script style noscript template svg title object iframe select textarea del s strike")
_FILLED_IN = word_set("select textarea input")
"""Parts of forms: what is chosen or written in them counts in the cell of a table, and is none of a page's words."""
_NOT_WRITTEN = word_set("button checkbox file hidden image password radio reset submit")
_CARDS = word_set("article div li section")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTE = re.compile(r"[\[(]?\d{1,3}[\])]?")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_TABLE = re.compile(r"<(?P<close>/?)table\b", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*>)?", re.IGNORECASE)
_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_UNFINISHED_TAG = re.compile(r"<[a-z/!][^<>]*\Z", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</tr\s*>\s*(</?(tbody|tfoot)\b[^>]*>\s*)*\Z", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """True if text is a page in HTML, judged by how it begins."""
    begins = _BEGINS.match(text)
    at = begins.end() if begins else 0
    while True:
        blank = _BLANKS.match(text, at)
        at = blank.end() if blank else at
        if not text.startswith("<!--", at):
            return _ROOT.match(text, at) is not None
        end = text.find("-->", at + 4)
        if end < 0:
            return False
        at = end + 3


def read_html(text: str) -> Page:
    """Reads a page in HTML.

    Scripts, styles and what else a browser does not show are left out. Tables of recommendations become tables; other
    tables become lines, a two-celled row as `label: value`.

    Raises:
        RecursionError: If elements are nested beyond reason, by their tags or as they are walked.
    """
    if is_nested_beyond_reason(text):
        raise RecursionError
    unfinished = _UNFINISHED_TAG.search(text)
    if unfinished:
        text = text[: unfinished.start()]
    tree = LexborHTMLParser(text)
    show_what_is_opened(tree)
    walk = _Walk()
    body = tree.body or tree.root
    if body is not None:
        walk.block(body)
    tables = walk.tables
    if tables and _leaves_table_open(text) and not _ends_row(text):
        last = tables[-1]
        tables[-1] = replace(last, cut=True)
    page = Page(tuple(walk.lines), tuple(tables), tuple(walk.links), _address(tree), cut=unfinished is not None)
    return replace(page, unshown=tuple(_hidden_requests(tree, page)))


def _hidden_requests(tree: LexborHTMLParser, page: Page) -> Iterator[str]:
    """What a page hides and asks somebody to act, unless it is shown elsewhere on the page too."""
    parts = (node for node in tree.css("[hidden]") if node.tag in _BLOCKS - _OF_TABLES)  # rows are hidden on purpose
    hidden = [node for node in parts if says_should(node.text())]
    if not hidden:
        return
    shown = {line.text for line in page.lines}
    shown.update(cell for table in page.tables for row in (*table.above, *table.rows) for cell in row)
    for node in hidden:
        within = _Walk()
        within.block(node)
        texts = [line.text for line in within.lines if says_should(line.text)]
        yield from (text for text in texts if text not in shown)
        shown.update(texts)


def _ends_row(text: str) -> bool:
    """True if nothing follows the last row of a page that ends in a table."""
    last = max(text.rfind("</tr"), text.rfind("</TR"))
    return last >= 0 and _CELL_ENDS.match(text, last) is not None


def _leaves_table_open(text: str) -> bool:
    """True if no table is closed after the last one begins."""
    last = next(iter(deque(_TABLE.finditer(text), maxlen=1)), None)
    return last is not None and not last["close"]


def _address(tree: LexborHTMLParser) -> str | None:
    for selector, attribute in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node else ""
        if urlsplit(value).scheme in {"http", "https"}:
            return value
    return None


@dataclass
class _Walk:
    """Walks a page once and gathers what it shows."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0
    above: Above | None = None
    in_cell: bool = False
    headed: bool = False  # whether a heading of recommendations stands above
    lists: set[str] = field(default_factory=set)  # the cells that are a list

    def block(self, node: LexborNode, item: str | None = None, *, level: int = 0) -> None:
        """Adds the lines of a block element and of the blocks in it; `item` is the marker of a list's item."""
        run: list[str] = []
        markers = list_markers(node.tag or "", node.attributes.get("start"), node.attributes.get("type"))
        term = ""

        def flush() -> None:
            nonlocal item
            for text in _settled("".join(run)):
                self._line(text, item, level=level)
                item = None
            run.clear()

        taken = 0  # of the blocks that follow
        before: LexborNode | None = None
        for child in node.iter(include_text=True):
            tag = child.tag
            if taken and tag == "-text":
                continue
            if taken:
                taken -= 1
                continue
            if self._is_unshown(child):
                continue
            if tag not in _BLOCKS and (tag == "-text" or not _holds_block(child)):
                run.append(self._inline(child))
                continue
            flush()
            begins, before = tag in _CARDS and (before is None or not _is_like(child, before)), child
            if begins and (taken := self._cards(child)):
                taken -= 1
            elif tag == "table":
                self._table(child)
            elif tag == "dl" and self._definitions(child):
                pass
            elif tag == "dt":
                term = _Walk(links=self.links).cell(child)
            elif tag == "dd":
                self._pair(term, _Walk(links=self.links).cell(child))
                if is_counted(term) or is_number(term):
                    term = ""  # what else is said of that recommendation is no other one
            else:
                self.depth += tag == "li"
                self.block(child, next(markers) if tag == "li" else item, level=level or _HEADINGS.get(tag or "", 0))
                self.depth -= tag == "li"
                item = None
        flush()

    def _cards(self, first: LexborNode) -> int:
        """Adds the table that a block and those after it are, which are set alike; gives their number, 0 if none."""
        alike = []
        node: LexborNode | None = first
        while node is not None and (node.tag == "-text" or _is_like(node, first)):
            if node.tag != "-text":
                alike.append([child for child in node.iter(include_text=True) if child.tag != "-text" or _says(child)])
            elif _says(node):
                break
            node = node.next
        if len(alike) < 2 or any(_is_no_card(parts) for parts in alike):
            return 0
        rows = [[_Walk(links=self.links).cell(part) for part in parts] for parts in alike]
        header = headings_of_cards(rows)
        if header is None:
            return 0
        self.tables.append(Table(header, tuple(map(tuple, rows)), len(self.lines)))
        return len(rows)

    def _is_unshown(self, node: LexborNode) -> bool:
        filled_in = self.in_cell and node.tag in _FILLED_IN
        unshown = (node.tag in _UNSHOWN and not filled_in) or "hidden" in node.attributes
        return unshown or is_around(node, headed=self.headed)

    def _line(self, text: str, item: str | None = None, *, level: int = 0) -> None:
        self.headed = self.headed or is_recommendations_heading(text)
        if item is not None:
            self.lines.append(Line(text, gap=True, item=True, marker=item, depth=self.depth))
        elif level:
            self.lines.append(Line(text, gap=True, heading=True, level=level))
        else:
            line = listed(text, gap=True)
            self.lines.append(replace(line, depth=self.depth + 1) if self.depth and not line.item else line)

    def _definitions(self, terms: LexborNode) -> bool:
        """Adds the table that a list of terms is, if they are the headings of a recommendation and of its addressee."""
        if terms.css_first("dt dl, dd dl, table") is not None:
            return False
        within = _Walk()
        rows: list[list[str]] = []
        for node in terms.css("dt, dd"):
            text = "" if self._is_unshown(node) else within.cell(node)
            if node.tag == "dt":
                rows.append([text, ""])
            elif rows and not rows[-1][1]:
                rows[-1][1] = text
            else:
                rows.append(["", text])
        upright = turned(rows) if REVIEW_FIELDS.keys().isdisjoint(row_values(term for term, _ in rows)) else None
        columns = recognise(upright.header) if upright else None
        if upright is None or columns is None or columns.addressed_to is None:
            return False
        self.links += within.links
        self._headed("", [], upright.header, upright.rows)
        return True

    def _pair(self, label: str, value: str) -> None:
        self._line(f"{label.rstrip(': ')}: {value}" if label else value)

    def _inline(self, node: LexborNode) -> str:
        tag = node.tag or "-"
        if tag == "-text":
            return _BLANKS.sub(" ", node.text(deep=False) or "")
        if tag == "br":
            return "\n"
        if self._is_unshown(node) or tag.startswith(("-", "_")):
            return ""
        if tag in {"select", "input"}:
            return _filled_in(node) if self.in_cell else ""
        text = "".join(self._inline(child) for child in node.iter(include_text=True))
        if tag in {"a", "sup"} and _leads_to_note(node, text):
            return ""
        if tag == "a" and (href := node.attributes.get("href")):
            self.links.append((text.strip(), href))
        return text

    def _table(self, table: LexborNode) -> None:
        within = _Walk(links=self.links, above=self.above, headed=self.headed)
        rows = grid(table, within.cell)
        caption = next((_Walk(links=self.links).cell(child) for child in table.iter() if child.tag == "caption"), "")
        if upright := turned(rows):
            self._headed(caption, [], upright.header, upright.rows)
            return
        header = place_of_headings(rows)
        if header is not None:
            self._headed(caption, rows[:header], rows[header], rows[header + 1 :], within.lists)
            self.above = Above(rows[header], rows[header + 1 :])
            return
        for text in caption.split("\n") if caption else ():
            self._line(text)
        if within.tables:  # it only says where on the page they stand
            self._take(within)
            return
        if rows and self.above is not None and self.above.goes_on(rows):
            lists = frozenset(within.lists)
            self.tables.append(Table(self.above.header, tuple(map(tuple, rows)), len(self.lines), lists=lists))
            return
        if kinds := headings_of_cards(rows) or (headings_by_content(rows, headed=True) if self.headed else None):
            self.tables.append(Table(kinds, tuple(map(tuple, rows)), len(self.lines)))
            return
        if said := lines_of_list(rows):
            self.lines += (replace(line, depth=0) for line in plain_lines(said))
            return
        for row in rows:
            cells = [cell for cell in row if cell]
            if len(cells) == 2 and "\n" not in cells[0]:
                self._pair(*cells)
            else:
                for text in "\n".join(cells).split("\n"):
                    self._line(text)

    def _headed(
        self,
        caption: str,
        before: Sequence[Sequence[str]],
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        lists: Iterable[str] = (),
    ) -> None:
        """Adds a table of recommendations with what stands above its headings."""
        above = tuple(map(tuple, [*([[caption]] if caption else []), *before]))
        whole = without_wraps(header, tuple(map(tuple, rows)))
        table = Table(tuple(header), whole, len(self.lines), above=above, lists=frozenset(lists))
        self.tables.append(table)

    def _take(self, inner: _Walk) -> None:
        """Adds what another walk has gathered, but for its links."""
        self.tables += [replace(table, at=len(self.lines) + table.at) for table in inner.tables]
        self.lines += inner.lines
        self.above = inner.above or self.above
        self.headed = self.headed or inner.headed

    def cell(self, node: LexborNode) -> str:
        """The text of a table's cell, its blocks as lines and the tables in it as lines of their cells.

        The walk keeps what was in it, so that the cells of a table that only places others can be gathered.
        """
        inner = _Walk(links=self.links, above=self.above, in_cell=True, headed=self.headed)
        inner.block(node)
        self._take(inner)
        texts: list[str] = []
        at = 0
        for table in inner.tables:
            texts += (line.full for line in inner.lines[at : table.at])
            texts += (cell for row in (table.header, *table.rows) for cell in row if cell)
            at = table.at
        text = "\n".join([*texts, *(line.full for line in inner.lines[at:])])
        if len(inner.lines) > 1 and not inner.tables and all(line.item and line.depth == 1 for line in inner.lines):
            self.lists.add(text)
        return text


def _holds_block(node: LexborNode) -> bool:
    return any(child.tag in _BLOCKS or _holds_block(child) for child in node.iter())


def _says(node: LexborNode) -> bool:
    return bool((node.text(deep=False) or "").strip())


def _is_like(node: LexborNode, other: LexborNode) -> bool:
    return node.tag == other.tag and node.attributes.get("class") == other.attributes.get("class")


def _is_no_card(parts: Sequence[LexborNode]) -> bool:
    """True if the parts of a block are too few or many, or have parts of their own."""
    return not 2 <= len(parts) <= MOST_PARTS or any(part.tag == "-text" or _holds_block(part) for part in parts)


def _settled(text: str) -> list[str]:
    lines = (re.sub(r" {2,}", " ", line).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def _leads_to_note(node: LexborNode, text: str) -> bool:
    """True if raised figures lead to a note on the page, and not back from it: they are no word of the sentence."""
    link = node if node.tag == "a" else node.css_first("a")
    raised = node.tag == "sup" or node.css_first("sup") is not None
    address = (link.attributes.get("href") or "") if link is not None else ""
    return raised and address[:1] == "#" and "ref" not in address and _NOTE.fullmatch(text.strip()) is not None


def _filled_in(node: LexborNode) -> str:
    """What is chosen in a list of options, or written in a field."""
    if node.tag == "input":
        kind = (node.attributes.get("type") or "text").lower()
        return "" if kind in _NOT_WRITTEN else node.attributes.get("value") or ""
    options = node.css("option")
    chosen = [option for option in options if "selected" in option.attributes] or options[:1]
    return " | ".join(_BLANKS.sub(" ", option.text()).strip() for option in chosen)
