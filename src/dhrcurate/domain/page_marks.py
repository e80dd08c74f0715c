"""What a print sets at the head or the foot of each page, between the words of a text or in the middle of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.domain.patterns import rare

_FIGURE = r"(?:\d{1,4}|[ivxl]{1,6})"
_PAGE = r"(?:(?:tudalen\s?/\s?)?p\s?a\s?g\s?e(?:\s?/\s?tudalen)?|pg\.?|p\.|tudalen)"
_COUNT = rf"(?:\W{{0,3}}(?:of|o|/|out\sof)\W{{0,3}}{_FIGURE})?"
PAGE_NUMBER = rare(
    rf"\W*(?:{_PAGE}\W{{0,3}}{_FIGURE}{_COUNT}|{_FIGURE}\W{{0,3}}{_PAGE}|\d{{1,4}}\sof\s\d{{1,4}})\W*"
    rf"|[-–—~]\s?{_FIGURE}\s?[-–—~]",
    re.IGNORECASE,
)
"""A line that is the number of a page: `Page 3 of 40`, `12 | Page`, `- 7 -`."""
_BEHIND_SENTENCE = re.compile(rf"(?<=[.;!?)])\s+{_PAGE}\s\d{{1,4}}\s(?:of|o)\s\d{{1,4}}\s*\Z", re.IGNORECASE)
"""The number of a page that has run on behind the last sentence on it: `... each month. Page 3 of 40`."""
_BARE = re.compile(r"\d{1,3}")
_LEVEL = (
    r"(?:official|restricted|secret|unclassified|(?:not\s)?protectively\smarked"
    r"|(?:strictly\s|private\sand\s)*confidential)"
)
_ABOUT = r"(?:the|be|being|it|is|has|been|home|office|onward|public|wider|further|general|external|final|panel)"
_MADE_KNOWN = (
    r"(?:publication|publish(?:ed|ing)|circulat(?:ion|ed|ing)|release[d]?|disclos(?:ure|ed)|distribut(?:ion|ed)|shar(?:ing|ed)"
    r"|cop(?:ying|ied)|approv(?:al|ed)|clear(?:ance|ed)|sign(?:ed)?[\s-]?off|quality\sassur(?:ance|ed))"
)
_MADE_KNOWN += r"(?:\sby\s(?:the\s)?(?:home\soffice|(?:review\s|quality\sassurance\s)?panel|partnership|csp|chair))?"
_KNOWN = rf"(?:{_ABOUT}\s)*{_MADE_KNOWN}(?:\s?(?:,|/|&|and|or)\s?(?:{_ABOUT}\s)*{_MADE_KNOWN})*"
_LIMIT = (
    rf"(?:sensitive|personal|commercial|private|draft|confidential|when\scompleted?|for\s(?:\w+\s)?use(?:\sonly)?"
    rf"|(?:not\s)?(?:for|to|until|unless|before|prior\sto|pending|after)\s{_KNOWN})"
)
_MARKED = rf"(?:(?:[a-z]+\s){{0,2}}(?:classification|marking)\W+)?{_LEVEL}(?:\W+{_LIMIT})*"
MARKING = rare(
    rf"\W*(?:{_MARKED}|protect(?:\W+(?:personal|commercial|private))?|(?:final\s|working\s)?draft"
    r"|back\sto\stop|(?:back\sto\s)?top\sof\s(?:the\s)?page)\W*",
    re.IGNORECASE,
)
"""A line that says who may read a paper and until when, or leads back to the top of a page."""
_NUMBERED_MARKING = rare(rf"\W*\d{{1,4}}\W+{_MARKED}\W*|\W*{_MARKED}\W+\d{{1,4}}\W*", re.IGNORECASE)
"""The same, in one line with the number of the page."""
_NUMBERED_TITLE = rare(
    rf"(?P<before>\S.*?)[\s|·–—-]+{_PAGE}\W{{0,3}}{_FIGURE}{_COUNT}"
    rf"|(?:{_PAGE}\W{{0,3}}{_FIGURE}{_COUNT}|{_FIGURE}\W{{0,3}}{_PAGE})[\s|·–—-]+(?P<after>\S.*)",
    re.IGNORECASE,
)
_FOOT = rare(rf"(?P<title>\S.*[.!])[\s|·–—-]+{_PAGE}\W{{0,3}}(?P<figure>\d{{1,4}}){_COUNT}", re.IGNORECASE)
"""A sentence with the number of a page."""
_BESIDE_FIGURE = re.compile(
    r"\s*(?:(?P<before>[^\s|].*?\S)(?:\s{3,}|\s*\t\s*|\s+[|·]\s+)(?P<last>\d{1,3})"
    r"|(?P<first>\d{1,3})(?:\s{3,}|\s*\t\s*|\s+[|·]\s+)(?P<after>\S.*\S))\s*"
)
"""A title with a figure at the other end of the line: `Wold CSP - Review        24`."""
_BESIDE_MARKING = re.compile(
    r"\s*(?P<title>\S.*?\S)(?:\s{3,}|\s*\t\s*|\s+[|·]\s+)(?P<marking>[A-Z]\S*(?:\s\S+){0,4})\s*"
)
"""A title with what may be a marking at the other end of the line: `Wold CSP - Review        OFFICIAL`."""
_HAS_COLUMNS = re.compile(r"\S(?:\s{3,}|\s*\t\s*)\S")
_OF_PAPER = re.compile(
    r"\b(?:dhrs?\d{0,2}|dardrs?\d{0,2}|homicides?|overview report|executive summary|csp|community safety)\b",
    re.IGNORECASE,
)
"""What the titles of such papers have, and rows of tables have not."""
_VERSION_AND_FIGURE = rare(r"(?P<title>.*\b(?:final|draft|version|v)\b.*\S)\s(?P<figure>\d{1,3})", re.IGNORECASE)
_REFERENCE = re.compile(r"\S/\S*\d|\d\S*/\S")
"""A reference in the foot of a paper: `WCSP/DHR/7`."""
_LAST_WORDS = 3
_SPECKS = re.compile(r"(?:[.,'’‘`´^~°¨]\s?){1,3}")
"""A line of dirt on the paper, which a program took for stops and apostrophes."""
_COPYRIGHT = re.compile(
    r"\W*(?:©|(?:\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b))(?!.*\b(?:should|must|shall)\b).{0,90}", re.IGNORECASE
)
OF_REVIEW = re.compile(
    r"\b(?:reviews?|reports?|dhrs?\d{0,2}|dardrs?\d{0,2}|homicides?|overview|summary|adolygiad|version|confidential|draft)\b",
    re.IGNORECASE,
)
_GOES_ON = rare(
    rf"\s*(?:\||(?:(?:recommendation |rec |[A-Z]{{1,4}}\W?)?\d{{1,3}}(?:\.\d{{1,3}})*[.):]?|[{OF_LINES}]|to|that)"
    r"\s+\S+(?:\s+\S+){3})",
    re.IGNORECASE,
)
"""A line with which a list of recommendations plainly goes on."""
_ENDED = re.compile(r"[.?!:;…][\"'’”)\]*_]*\Z")
_LIST = re.compile(rf"\s*(?:[|#{OF_LINES}]|\(?[a-z0-9]{{1,3}}[.)]\s|\(?[ivx]{{1,5}}[.)]\s)")
_LAST_OF_NAME = re.compile(r"\b(?:a|an|the|of|and|or|to|for|with|by|from|in|on|at|see|as|that|is|are)\Z", re.IGNORECASE)
_RECOMMENDATIONS = re.compile(r"recommendation|argymhell", re.IGNORECASE)
_HEAD = 10
"""A title stands among so many filled lines at a page's beginning."""
_LONGEST = 90
"""No running title is longer."""
_LONGEST_SPECKS = 6
_PAGE_BREAK = "\f"
"""What programs that take the words out of a PDF write between its pages."""
_FAR = 2
"""A figure with more than so many lines between it and what is above it is no number of a row."""
_WIDEST = 300
"""Nor is it with the blanks in it."""


def marks(lines: Sequence[str]) -> frozenset[int]:
    """The lines that a print repeats on each of its pages, or numbers them with.

    These are the numbers of pages, also bare ones in the middle of a sentence, markings of who may read a paper, a
    title with the number of a page, a title of the review wherever it stands again, what stands again and again beside
    the numbers of pages, and a notice of rights in the middle of a list. Everything else may be words of somebody.

    Args:
        lines: The lines of a text in order, empty ones included.

    Returns:
        The places of those lines.
    """
    texts = [" ".join(line.split()) for line in lines]
    specks = {i for i, text in enumerate(texts) if len(text) <= _LONGEST_SPECKS and _SPECKS.fullmatch(text)}
    texts = ["" if i in specks else text for i, text in enumerate(texts)]
    filled = [i for i, text in enumerate(texts) if text]
    found = {i for i in filled if len(texts[i]) <= _LONGEST and _is_plain(texts[i])}
    found |= set(_wrapped_markings(texts, filled))
    others = ["" if i in found else text for i, text in enumerate(texts)]  # a title stands alone but for such
    found |= set(_numbered_titles(others))
    found |= set(_feet_of_pages(lines, others))
    found |= set(_titles_beside_figures(lines, others))
    found |= set(_feet_with_figures(texts, filled))
    found |= set(_titles_beside_markings(lines, others))
    found |= set(_titles_at_breaks(lines, texts, filled, found))
    found |= set(_repeated_titles(texts, filled))
    found |= set(_within_sentences(texts, filled))
    found |= set(_figures_with_titles(texts, filled))
    found |= set(_beside(texts, filled, found))
    found |= set(_figures_at_ends(lines, texts, filled, found))
    last = max((i for i in filled if _GOES_ON.match(texts[i])), default=-1)
    for at, i in enumerate(filled):
        if _COPYRIGHT.fullmatch(texts[i]):
            after = next((texts[j] for j in filled[at + 1 :] if j not in found), "")
            if i < last or goes_on(texts[:i], after):
                found.add(i)
    return frozenset(found | specks)


def without_marks(lines: Sequence[str]) -> list[str]:
    """The lines without those that a print repeats on each page; a sentence that ran over them goes on without a gap.

    Args:
        lines: The lines of a text in order, empty ones included.
    """
    found = marks(lines)
    lines = [_BEHIND_SENTENCE.sub("", line) for line in lines]
    if not found:
        return lines
    kept: list[str] = []
    crossed = False
    for i, line in enumerate(lines):
        if i in found:
            crossed = True
            continue
        if crossed and not line.strip():
            continue
        if crossed and goes_on(kept, line):
            while kept and not kept[-1].strip():
                kept.pop()
        elif crossed and kept and kept[-1].strip():
            kept.append("")
        kept.append(line)
        crossed = False
    return [*kept, ""] if crossed and not lines[-1].strip() else kept


def goes_on(before: Sequence[str], line: str) -> bool:
    """True if a line behind the foot of a page goes on with the sentence or the row that stands above it.

    Args:
        before: The lines above, empty ones included.
        line: The line.
    """
    above = next((text.strip() for text in reversed(before) if text.strip()), "")
    if above.startswith("|"):
        return not above.endswith("|")
    return bool(above) and not _ENDED.search(above) and line.strip()[:1].islower() and not _LIST.match(line)


def _is_plain(text: str) -> bool:
    return any(kind.fullmatch(text) for kind in (PAGE_NUMBER, MARKING, _NUMBERED_MARKING))


def _wrapped_markings(texts: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """The two lines of a marking that is too long for one, of which neither may be one alone."""
    for before, at in pairwise(filled):
        short = at == before + 1 and len(texts[at].split()) <= _LAST_WORDS and not _ENDED.search(texts[at])
        if short and MARKING.fullmatch(f"{texts[before]} {texts[at]}") and not _is_plain(texts[before]):
            yield from (before, at)


def _feet_with_figures(texts: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """What tells a paper's version, or its reference, again and again right before a figure that rises each time."""
    by_title: dict[str, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for at, i in enumerate(filled):
        text = texts[i] if len(texts[i]) <= _LONGEST and _OF_PAPER.search(texts[i]) else ""
        if (found := _VERSION_AND_FIGURE.fullmatch(text)) and not _RECOMMENDATIONS.search(text):
            by_title[found["title"].casefold()].append((int(found["figure"]), (i,)))
        elif _REFERENCE.search(text) and not _RECOMMENDATIONS.search(text):
            below = next(iter(filled[at + 1 : at + 2]), i)
            if _BARE.fullmatch(texts[below]) and below - i <= _FAR:
                by_title[text.casefold()].append((int(texts[below]), (i, below)))
    for places in by_title.values():
        if len(places) > 1 and _rise(figure for figure, _ in places):
            yield from (i for _, found_at in places for i in found_at)


def _numbered_titles(texts: Sequence[str]) -> Iterator[int]:
    """Titles with the number of a page, on lines of their own: a sentence may end with "see page 12" too."""
    by_title: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        found = _NUMBERED_TITLE.fullmatch(text) if len(text) <= _LONGEST else None
        title = (found["before"] or found["after"]).strip(" |·–—-") if found else ""
        if title[:1].isupper() and not _LAST_OF_NAME.search(title) and not _ENDED.search(title):
            by_title[title.casefold()].append(i)
    for title, places in by_title.items():
        alone = all(_is_alone(texts, i) for i in places)
        if len(places) > 1 or (alone and OF_REVIEW.search(title)):
            yield from places


def _feet_of_pages(lines: Sequence[str], texts: Sequence[str]) -> Iterator[int]:
    """Sentences and markings with the number of a page that are the last words of each of several pages."""
    filled = [i for i, text in enumerate(texts) if text]
    by_title: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, below in pairwise([*filled, len(texts)]):
        ends = below == len(texts) or any(line.startswith(_PAGE_BREAK) for line in lines[i + 1 : below + 1])
        found = _FOOT.fullmatch(texts[i]) if ends and len(texts[i]) <= _LONGEST else None
        if found and not _RECOMMENDATIONS.search(found["title"]):
            by_title[found["title"].casefold()].append((i, int(found["figure"])))
    for title, places in by_title.items():
        if _rise(figure for _, figure in places) and (len(places) > 1 or MARKING.fullmatch(title)):
            yield from (i for i, _ in places)


def _rise(figures: Iterable[int]) -> bool:
    """True if each of some figures is higher than the one before, as the numbers of pages are."""
    return all(before < after for before, after in pairwise(figures))


def _is_alone(texts: Sequence[str], at: int) -> bool:
    """True if nothing stands right beside a line; above the last one of all a sentence may end."""
    above, below = texts[max(0, at - 1) : at], texts[at + 1 :]
    return not any((*above, *below[:1])) or (not any(below[:_HEAD]) and bool(_ENDED.search(above[-1])))


def _titles_beside_figures(lines: Sequence[str], texts: Sequence[str]) -> Iterator[int]:
    """Titles of several words that stand again, alone, each time with a higher figure at the other end of the line.

    One of the review counts where it stands once, if the figure is at the right: at the left it may be a chapter's. On
    a page without blank lines it stands right beside its words, which have no columns as a table would have.
    """
    once: set[int] = set()
    by_title: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(lines):
        short = 0 < len(texts[i]) <= _LONGEST and len(line) <= _WIDEST
        found = _BESIDE_FIGURE.fullmatch(line) if short else None
        if found is None:
            continue
        title, figure = found["before"] or found["after"], found["last"] or found["first"]
        if any((*texts[max(0, i - 1) : i], *texts[i + 1 : i + 2])) and not _is_foot(lines, i, found["last"], title):
            continue
        if " " in title.strip() and not (_ENDED.search(title) or _RECOMMENDATIONS.search(title)):
            by_title[" ".join(title.casefold().split())].append((i, int(figure)))
            once |= {i} if found["last"] and OF_REVIEW.search(title) else set()
    for places in by_title.values():
        if _rise(figure for _, figure in places) and (len(places) > 1 or places[0][0] in once):
            yield from (i for i, _ in places)


def _is_foot(lines: Sequence[str], at: int, figure: str | None, title: str) -> bool:
    """True if a line with words right beside it is a title of the review, and its figure far from it at the right."""
    beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    return figure is not None and _OF_PAPER.search(title) is not None and not any(map(_HAS_COLUMNS.search, beside))


def _titles_at_breaks(
    lines: Sequence[str], texts: Sequence[str], filled: Sequence[int], numbers: set[int]
) -> Iterator[int]:
    """The first line of a text where it stands again at the beginning of a page: behind a page break or its number."""
    title = texts[filled[0]].casefold() if filled else ""
    if " " in title and len(title) <= _LONGEST and not (_ENDED.search(title) or _RECOMMENDATIONS.search(title)):
        again = [(before, i) for before, i in pairwise(filled) if texts[i].casefold() == title]
        yield from (i for before, i in again if lines[i].startswith(_PAGE_BREAK) or before in numbers)


def _titles_beside_markings(lines: Sequence[str], texts: Sequence[str]) -> Iterator[int]:
    """Titles of the review, alone, with a marking of who may read it at the other end of the line."""
    for i, line in enumerate(lines):
        short = 0 < len(texts[i]) <= _LONGEST and len(line) <= _WIDEST and _OF_PAPER.search(texts[i])
        found = _BESIDE_MARKING.fullmatch(line) if short else None
        alone = not any((*texts[max(0, i - 1) : i], *texts[i + 1 : i + 2]))
        if found and alone and MARKING.fullmatch(found["marking"]) and not _ENDED.search(found["title"]):
            yield i


def _repeated_titles(texts: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """The places below a heading of recommendations where the title at the page's beginning stands again."""
    begun = next((i for i in filled if _RECOMMENDATIONS.search(texts[i])), -1)
    titles = {
        title
        for i in filled[:_HEAD]
        if i < begun and len(texts[i]) <= _LONGEST and OF_REVIEW.search(texts[i])
        if " " in (title := _title(texts[i])) and not _ENDED.search(title)
    }
    yield from (i for i in filled if i > begun and _title(texts[i]) in titles)


def _title(text: str) -> str:
    return text.strip("#*_ ").casefold()


def _within_sentences(texts: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """Figures that stand alone between blank lines, in the middle of a sentence.

    Where recommendations have their numbers on lines of their own, only a small word above shows that it goes on.
    """
    counting = "1" in texts
    for before, at, after in zip(filled, filled[1:], filled[2:], strict=False):
        if not _BARE.fullmatch(texts[at]) or before == at - 1 or after == at + 1:
            continue
        word = texts[before].rpartition(" ")[2]
        open_ended = _LAST_OF_NAME.search(texts[before]) is not None or (word.islower() and not counting)
        if open_ended and goes_on([texts[before]], texts[after]):
            yield at


def _figures_with_titles(texts: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """Bare figures that rise, each right beside the same line: `44` and `Review of a death`, then `45` and that again.

    Where a 1 stands alone, the figures may count recommendations, and the line be what several are about.
    """
    if "1" in texts:
        return
    by_title: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, i in enumerate(filled):
        for j in filled[max(0, at - 1) : at + 2] if _BARE.fullmatch(texts[i]) else ():
            text = texts[j]
            if abs(i - j) == 1 and len(text) <= _LONGEST and not (_ENDED.search(text) or _BARE.fullmatch(text)):
                by_title[text.casefold()].append((i, j))
    for title, places in by_title.items():
        rising = _rise(int(texts[at]) for at, _ in places)
        often = len(places) > 2 or (len(places) > 1 and OF_REVIEW.search(title) is not None)
        if rising and often and not _RECOMMENDATIONS.search(title):
            yield from (each for place in places for each in place)


def _figures_at_ends(
    lines: Sequence[str], texts: Sequence[str], filled: Sequence[int], numbers: set[int]
) -> Iterator[int]:
    """Bare figures that stand apart at the end of a page: right above the next one, or far below everything.

    So is the only one of a text, below its last sentence.
    """
    ends = {i for i, line in enumerate(lines) if i and line.startswith(_PAGE_BREAK)} | {len(lines)}
    for end in ends:
        at = bisect_left(filled, end) - 1
        if at < 1 or not _BARE.fullmatch(texts[filled[at]]):
            continue
        above = next((i for i in reversed(filled[:at]) if i not in numbers), -1)
        apart = filled[at] - above
        last = end == len(lines) and above >= 0 and _ENDED.search(texts[above])
        only = last and sum(_BARE.fullmatch(texts[i]) is not None for i in filled if i not in numbers) == 1
        if only or apart > _FAR or (apart > 1 and end < len(lines)):
            yield filled[at]


def _beside(texts: Sequence[str], filled: Sequence[int], numbers: set[int]) -> Iterator[int]:
    """What stands again and again beside the numbers of pages, and nowhere else but at the head of the first one."""
    places: dict[str, list[int]] = defaultdict(list)
    beside = set()
    for at, i in enumerate(filled):
        text = texts[i]
        if i not in numbers and len(text) <= _LONGEST and not _ENDED.search(text) and not text.startswith("|"):
            places[text.casefold()].append(i)
            if numbers.intersection(filled[max(0, at - 1) : at + 2]):
                beside.add(i)
    for text, found in places.items():
        again = found[1:] if found[0] in filled[:_HEAD] and found[0] not in beside else found
        often = len(again) > 2 or (len(again) > 1 and OF_REVIEW.search(text) is not None)
        if often and beside.issuperset(again) and not _RECOMMENDATIONS.search(text):
            yield from again
