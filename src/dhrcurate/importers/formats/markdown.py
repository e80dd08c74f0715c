"""Markdown pages as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dhrcurate.importers.formats.html import read_html
from dhrcurate.importers.formats.pipes import find_tables
from dhrcurate.importers.formats.tabbed import without_hanging
from dhrcurate.importers.formats.text import placed, read_text
from dhrcurate.importers.formats.wrapped_pipes import with_rows_joined
from dhrcurate.importers.pages.page import BOX, Line, Page, Table, is_rule, listed

_PARSER = MarkdownIt("commonmark").disable(["code"])  # an indented line of a page is a line, not a program
_TAG = re.compile(r"</?(a|b|em|i|p|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCK_END = re.compile(r"\n[ \t]*\n")
_LONGEST_BLOCK = 4000
_MOST_BRACKETS = 400
"""A long block with more opening brackets is not Markdown, and takes its parser a time that grows with their square."""
_SPECIAL = re.compile(r"[*_<&`\[]")
_MOST_SPECIAL = 150_000
_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


def looks_like_markdown(text: str) -> bool:
    """True if a page of plain text uses Markdown's headings; a single `#` may be a column's."""
    return re.search(r"^#{2,6} \S", text, re.MULTILINE) is not None


def read_markdown(text: str) -> Page:
    """Reads a page in Markdown; its front matter is read as lines, so that `published: 2023-06` counts as text."""
    if len(_SPECIAL.findall(text)) > _MOST_SPECIAL or any(
        len(block) > _LONGEST_BLOCK and block.count("[") > _MOST_BRACKETS for block in _BLOCK_END.split(text)
    ):
        return read_text(text)
    walk = _Walk()
    if front := _FRONT_MATTER.match(text):
        walk.lines += [listed(line, gap=True) for line in front[1].split("\n") if line.strip()]
        text = text[front.end() :]
    physical = with_rows_joined(text.split("\n"))
    tables: list[Table] = []
    at = 0
    for stretch in find_tables(physical):
        walk.blocks([*physical[at : stretch.start], *stretch.listed])
        at = stretch.end
        if stretch.listed:
            continue
        table = stretch.table
        rows = tuple(tuple(map(walk.cell, row)) for row in table.rows)
        above = tuple(tuple(map(walk.cell, row)) for row in table.above)
        table = replace(table, header=tuple(map(walk.cell, table.header)), rows=rows, above=above, pipes=True)
        tables.append(placed(table, len(walk.lines)))
    tables += walk.tables
    walk.blocks(physical[at:])
    return Page(tuple(walk.lines), tuple(tables), tuple(walk.links), hanging=bool(physical[-1].strip()))


@dataclass
class _Walk:
    """Goes through the tokens of a page and gathers what they show."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    def blocks(self, physical: Sequence[str]) -> None:
        """Adds the lines of a stretch of the page."""
        level = 0  # of the heading that a block is; 0 for any other
        depths: list[int] = []  # of the items that a token is in
        marker: str | None = None
        tokens = _PARSER.parse("\n".join(physical))
        counted = _counted(tokens)
        for at, token in enumerate(tokens):
            match token.type:
                case "heading_open" | "heading_close":
                    level = int(token.tag[1:]) if token.type == "heading_open" else 0
                case "list_item_open":
                    marker = counted.get(at, token.info) + token.markup
                    depths.append(token.level)
                case "list_item_close":
                    depths.pop()
                case "inline":
                    self._inline(token, marker, depths[-1] if depths else None, level)
                    marker = None
                case "html_block":
                    self._html(token.content)
                case "fence":
                    self.lines += [listed(line, gap=True) for line in token.content.split("\n") if line.strip()]

    def _inline(self, token: Token, marker: str | None, depth: int | None, level: int) -> None:
        """Adds the lines of a block; `depth` is that of the item it is in, `None` if it is in none."""
        gap, further = True, depth is not None and marker is None
        for text in self._shown(token).split("\n"):
            if not text.strip() or is_rule(text):
                continue
            if marker is not None:
                box = BOX.match(text.strip())
                marker, said = (f"{marker} {box.group().strip()}", text.strip()[box.end() :]) if box else (marker, text)
                self.lines.append(Line(said.strip(), gap, item=True, marker=marker, depth=depth or 0))
                marker = None
            elif level:
                self.lines.append(Line(without_hanging(text).strip(), gap, heading=True, level=level))
            else:
                line = listed(without_hanging(text), gap=gap)
                self.lines.append(replace(line, depth=(depth or 0) + 1) if further and not line.item else line)
            gap = False

    def _html(self, content: str) -> None:
        page = read_html(content)
        self.tables += [placed(table, len(self.lines) + table.at) for table in page.tables]
        self.lines += page.lines
        self.links += page.links

    def cell(self, text: str) -> str:
        """The text of a table's cell, with the blanks around it."""
        shown = "".join(map(self._shown, _PARSER.parseInline(text.strip())))
        return text[: len(text) - len(text.lstrip())] + shown + text[len(text.rstrip()) :] if shown else text

    def _shown(self, token: Token) -> str:
        return "".join(self._pieces(token.children or ()))

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[str]:
        href, words = "", ""
        for token in tokens:
            piece = ""
            match token.type:
                case "text" | "code_inline" | "text_special":
                    piece = token.content
                case "softbreak" | "hardbreak":
                    piece = "\n"
                case "html_inline":
                    piece = "\n" if _LINE_BREAK.fullmatch(token.content) else _TAG.sub("", token.content)
                case "link_open":
                    href, words = str(token.attrs["href"]), ""
                case "link_close":
                    self.links.append((words.strip(), href))
            words += piece
            yield piece


def _counted(tokens: Sequence[Token]) -> dict[int, str]:
    """The numbers of the items of lists in which all are written with one, as a reader of Markdown counts them.

    Numbers that differ are those that are printed, even where some are left out.
    """
    numbers: dict[int, str] = {}
    lists: list[list[int]] = []
    for at, token in enumerate(tokens):
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                lists.append([])
            case "list_item_open":
                lists[-1].append(at)
            case "ordered_list_close":
                items = lists.pop()
                if len({tokens[i].info for i in items}) == 1:
                    first = int(tokens[items[0]].info)
                    numbers |= {i: str(first + n) for n, i in enumerate(items)}
            case "bullet_list_close":
                lists.pop()
    return numbers
