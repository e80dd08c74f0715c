"""Residue of the page's layout in a text: broken words, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.detect import is_inside
from dhrcurate.rules.free_text import FreeText, Passage
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import replacing, replacing_all
from dhrcurate.rules.text.whole_halves import is_one_word
from dhrcurate.rules.vocabulary import is_plain_word, is_word

_SOFT = "\u00ad"
_SHOWN_SOFT = "¬"
_SHOWN_IN_WORD = re.compile(r"(?<=[^\W\d_])¬(?: |\r?\n)?(?=[a-z])")
_BROKEN = re.compile(r"(?<![\w-])([^\W\d_]{2,})(?:-(\r?\n| )\s*)([a-z]{2,})(?![\w-])")
_GAP = re.compile(r"-(?: |\r?\n)")
LONGEST = 25
"""The most letters of half a word."""
_SUSPENDED = frozenset(
    {"and", "or", "to", "nor", "versus", "as", "but", "the", "a", "an", "of", "in", "is", "it", "with"}
)
"""Words that show, after "multi-" or "pre-", that the hyphen refers to a later word."""
_ENDINGS = """
ability ably ally ance ances ated ates ating ation ational ations ative bility cated cation cations cies cally dence
ence ences fied fying ible ical ically ified ility ilities ing ings ised ises ising ities ity ively mation mations
ment ments munity ness nessed nised nising nity sible sion sional sionals sions sive tation tations tial tially tified
tion tional tionally tionals tions tive tively tives tured ularly vention ventions
"""
ENDINGS = frozenset(_ENDINGS.split())
"""Second halves of broken words that are not words themselves."""


@record_rule("DHR313", "hyphenation-residue", Severity.WARNING, fix=Safety.SAFE)
def hyphenation_residue(context: RuleContext) -> Iterator[Finding]:
    """A word is still broken as at the end of a line.

    Why: The hyphen belonged to the line and not to the word. A search for the word does not find it.

    Before: text = "To review the infor- mation sharing protocol."

    After: text = "To review the information sharing protocol."

    Note: "pre- and post-release" is skipped, and so is a dash that lost a blank ("Training- see below"): the halves
    must make a word, and one that is elsewhere in the record if both are words, or the second must be a mere ending.
    A hyphen without a blank counts where the second half is no word, and the first no beginning that may keep one.
    Removing soft hyphens is safe; joining two halves, or taking out the "¬" that stands for one, is unsafe, because
    "multi-" and "agency" may keep their hyphen.
    """
    if _SOFT in context.free_text.joined:
        yield from _soft_hyphens(context.free_text)
    free_text = context.published_text
    if _SHOWN_SOFT in free_text.joined:
        yield from _shown_soft_hyphens(free_text)
    for start, end, joined in _within_lines(free_text):
        passage, span = free_text.spot(start, end)
        if passage.published:
            first, second = free_text.joined[start:end].split("-")
            yield _halves(passage, span, first, second, joined)
    for match in _broken_words(free_text):
        first, gap, second = match.groups()
        passage, span = free_text.spot(*match.span())
        if second in _SUSPENDED or not passage.published:
            continue
        joined = first + second
        known = (
            second in ENDINGS
            or joined in free_text.joined
            or joined.lower() in free_text.joined
            or (is_word(joined.lower()) and not (is_word(first.lower()) and is_word(second)))
            or is_one_word(first, second)
        )
        if known or gap != " ":
            better = joined if known else f"{first}-{second}"
            yield _halves(passage, span, first, second, better)


def _halves(passage: Passage, span: Span, first: str, second: str, better: str) -> Finding:
    return hyphenation_residue.finding(
        f"“{first}-” and “{second}” are halves of a word that a line's end broke",
        path=passage.path,
        span=span,
        about=passage.about,
        fix=replacing(passage, span, better, Safety.UNSAFE, f"join them to “{better}”"),
    )


_WITH_HYPHEN = re.compile(r"\W*([^\W\d_]{3,})-([a-z]{3,})\W*")
_PREFIXES = frozenset(
    {
        *("ante", "anti", "auto", "bio", "contra", "counter", "cyber", "dis", "eco", "ever", "extra", "fore", "geo"),
        *("hetero", "homo", "hydro", "hyper", "hypo", "infra", "inter", "intra", "macro", "mal", "medico", "mega"),
        *("meta", "micro", "mid", "mini", "mis", "mono", "multi", "neo", "neuro", "non", "off", "omni", "out", "over"),
        *(
            "para",
            "per",
            "peri",
            "poly",
            "post",
            "pre",
            "pro",
            "proto",
            "pseudo",
            "psycho",
            "quasi",
            "retro",
            "semi",
            "socio",
        ),
        *("step", "sub", "super", "sur", "tele", "trans", "tri", "ultra", "under", "uni", "vice"),
    }
)
"""Beginnings that writers part from a word by a hyphen, whether the rest is one or not: "post-mortem", "pro-forma"."""


def _within_lines(free_text: FreeText) -> Iterator[tuple[int, int, str]]:
    """Start and end of halves with the hyphen of a line's end and no blank, and the word that they are: "pub-lish"."""
    for written in sorted(word for word in free_text.vocabulary if "-" in word):
        match = _WITH_HYPHEN.fullmatch(written)
        if not match or match[1].lower() in _PREFIXES:
            continue
        if is_plain_word(match[2]) and not _is_half(match[1].lower(), match[2]):
            continue
        # What only an ending makes a word ("mation") is none behind what is none either.
        if _stands_in_compounds(match[2]) and _stands_in_compounds(match[1].lower()):
            continue
        joined = match[1] + match[2]
        if _is_written_so(free_text, f"{match[1]}-{match[2]}".casefold(), joined):
            continue
        if is_word(joined.lower()):
            halves = f"{match[1]}-{match[2]}"
            for at in free_text.occurrences(halves):
                if not is_inside(free_text.joined, at, "-’'") and not free_text.joined[at + len(halves)].isalpha():
                    yield at, at + len(halves), joined


_OF_COMPOUNDS = word_set(
    "axe ball band bath bay bead bell berry blade bleed blow boil bolt bomb bow bowl brake bread brick brush bucket"
    " bulb burst camp cap coal cord cuff dig dock dog drain drum feather fire flock fork fox glove glue gown grid grip"
    " gum hip hood horse jam jaw knit lace ladder lamb lawn lash leather lord lump maid mast maze melt mend mole mouse"
    " nap pan peel pepper perch pest pie pitch plough pod pole pony pump punch quiz rabbit rack raft rag rail rat ray"
    " reel robe rod rose rug rust sack sail scarf screw seam shave shed sheep sheet shelf skate slaughter sleeve sling"
    " snack snake sock spice sting stripe sweep tale tame toe towel tower trim tub tug wand ware wasp wave wax weed"
    " wheat wheel wine worm yawn zip"
)
"""Words of English that the vocabulary has no need of but in compounds: "whistle-blowing", "land-lord"."""
_FORMS = ("", "s", "ing", "er", "ers")


def _stands_in_compounds(word: str) -> bool:
    return is_word(word) or any(word.removesuffix(form) in _OF_COMPOUNDS for form in _FORMS)


def _is_written_so(free_text: FreeText, written: str, joined: str) -> bool:
    """True if a record has a word with its hyphen more than once and never without: no two lines end alike."""
    text = free_text.joined.casefold()
    return text.count(written) > 1 and joined.casefold() not in text


def _is_half(first: str, second: str) -> bool:
    """True if no word stands before a hyphen, and one does where the hyphen is left out: "agri-cultural"."""
    return len(first) > 2 and not is_word(first) and is_plain_word(first + second)


def _broken_words(free_text: FreeText) -> Iterator[re.Match[str]]:
    text = free_text.joined
    for gap in _GAP.finditer(text):
        at = gap.start()
        # Most hyphens before a blank are dashes by themselves: check one character first.
        match = text[at - 1 : at].isalpha() and _BROKEN.search(text, max(0, at - LONGEST), at + LONGEST)
        if match and match.start() < at < match.end():
            yield match


def _soft_hyphens(free_text: FreeText) -> Iterator[Finding]:
    for passage in free_text.passages:
        found = [Span(i, i + 1) for i, c in enumerate(passage.text) if c == _SOFT] if _SOFT in passage.text else []
        if found and passage.is_value:
            count = "a soft hyphen" if len(found) == 1 else f"{len(found)} soft hyphens"
            fix = replacing_all(passage, [(s, "") for s in found], Safety.SAFE, f"take {count} out")
            yield hyphenation_residue.finding(
                f"{count}, invisible, in this text", path=passage.path, span=found[0], about=passage.about, fix=fix
            )


def _shown_soft_hyphens(free_text: FreeText) -> Iterator[Finding]:
    for passage in free_text.passages:
        found = [Span(*m.span()) for m in _SHOWN_IN_WORD.finditer(passage.text)] if passage.published else []
        if found:
            fix = replacing_all(passage, [(s, "") for s in found], Safety.UNSAFE, "take each “¬” out")
            yield hyphenation_residue.finding(
                "“¬” stands within a word for the hyphen of a line's end",
                path=passage.path,
                span=found[0],
                about=passage.about,
                fix=fix,
            )


_PAGE_LINE = rare(
    r"\bPage ?\|? ?\d{1,3} of \d{1,3}\b|\bPage ?\| ?\d{1,3}\b"
    r"|\bPage \d{1,3}\b(?! (?:of|in|to|and|or|sets|shows|above)\b)|\b\d{1,3} ?\| ?P ?a ?g ?e\b|\bP a g e ?\|? ?\d{0,3}"
    r"|\b(?:NOT PROTECTIVELY MARKED|[Nn]ot [Pp]rotectively [Mm]arked)\b"
    r"|\b(?:OFFICIAL|RESTRICTED|PROTECT|CONFIDENTIAL)[ –—:(-]{1,3}"
    r"(?:SENSITIVE|PERSONAL|WHEN COMPLETE|NOT FOR PUBLICATION)\b\)?|\bOFFICIAL\b"
    r"|(?<![A-Z] )(?<![A-Z]-)\b(?:RESTRICTED|CONFIDENTIAL)\b(?![-.,;:)’”]| [A-Z]{2})"
    r"|(?:© ?)?\bCrown [Cc]opyright,? ?(?:©,? ?)?\d{4}\b"
    r"|© ?(?:Crown [Cc]opyright|(?:[A-Z][\w’'-]*,? |of |and |the ){0,7}\d{4}\b)"
    r"|\b(?:Final|FINAL|Draft|DRAFT) (?:[Vv]ersion|VERSION|v) ?\d+(?:\.\d+)*\b"
)
_SIGNS = (
    "Page g OFFICIAL RESTRICTED PROTECT CONFIDENTIAL MARKED marked Marked Final FINAL Draft DRAFT copyright Copyright"
)
_AS_WORDS = frozenset(
    before + word + after for word in _SIGNS.split() for before in ("", "(") for after in ("", *":-–.,|)")
)
"""Words of which every header or footer to be found contains one."""
_REFERRING = re.compile(r"(?:\b(?:see|on|at|in|from|to|and|the|marked|as|of|a|an)|\()\s*\Z", re.IGNORECASE)


@record_rule("DHR314", "page-residue", Severity.WARNING, fix=Safety.UNSAFE)
def page_residue(context: RuleContext) -> Iterator[Finding]:
    """A page header or footer, or a tag of the page, is in the text.

    Why: It interrupts the sentence that ran across the end of the page, and is not part of the recommendation.

    Before: text = "The trust should publish its Page 12 of 54 policy on visits."

    After: text = "The trust should publish its policy on visits."

    Note: It finds page numbers, a bare one where neither the word before it nor the one behind it has one, security
    markings in capitals, lines of copyright, versions of a document, and tags of HTML; "see page 12" is skipped.
    """
    if "<" in context.published_text.joined:
        yield from _tags(context.published_text)
    for start, end in _page_numbers(context.published_text):
        passage, span = context.published_text.spot(start, end)
        if passage.kind in {"text", "title", "summary"}:
            said = f"“{passage.text[span.start : span.end]}” is the number of a page, in the middle of a sentence"
            fix = _removal(passage, span, "the page's number")
            yield page_residue.finding(said, path=passage.path, span=span, about=passage.about, fix=fix)
    if _AS_WORDS.isdisjoint(context.published_text.vocabulary) and "©" not in context.published_text.joined:
        return
    for match in _PAGE_LINE.finditer(context.published_text.joined):
        passage, span = context.published_text.spot(*match.span())
        if passage.kind not in {"text", "title", "summary"} or _is_reference(passage.text, span.start):
            continue
        yield page_residue.finding(
            f"“{match.group()}” is the header or footer of a page",
            path=passage.path,
            span=span,
            about=passage.about,
            fix=_removal(passage, span),
        )


_OPENS_A_NOUN = r"(?:the|an?|their|its|each|every|his|her|our)"
_BEFORE_NOUN = re.compile(
    r"\b(?:(?<!age )(?<!ages )(?<!out )(?<!total )(?<!number )(?<!sample )(?<!group )(?<!one )of|with|for|between|via"
    r"|within|regarding|about|(?:ensur|recommend|provid|review|develop|improv|deliver|promot)(?:e|es|s|ing|ed)?) \Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf" {_OPENS_A_NOUN} [a-z]| that (?:{_OPENS_A_NOUN}|all|staff|any) ?[a-z]")
_BEFORE_ONE = re.compile(r"\b(?:the|its|their|this|each|every|our) \Z")
_ONE = re.compile(
    r" (?:partnership|council|force|trust|board|panel|victim|perpetrator|policy|strategy|guidance|information|community"
    r"|public|government|family)(?:[.,;:]|\Z| (?:should|must|shall|will|is|was|has|to|and|or|of|on|in|for|with|that"
    r"|which|by|at|from|about)\b)"
)
"""One thing, of which there is one without a number."""
_LONGEST_NUMBER = 3


def _page_numbers(free_text: FreeText) -> Iterator[tuple[int, int]]:
    """Yield start and end of numbers in the middle of a sentence that count nothing: "with 29 the trust"."""
    text = free_text.joined
    for start, end in free_text.digit_runs:
        if end - start > _LONGEST_NUMBER or text[start - 1 : start] != " " or text[end : end + 1] != " ":
            continue
        before = max(0, start - LONGEST)
        if (_BEHIND.match(text, end) and _BEFORE_NOUN.search(text, before, start)) or (
            text[start:end] != "1" and _ONE.match(text, end) and _BEFORE_ONE.search(text, before, start)
        ):
            yield start, end


_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)\b[^<>\n]{0,200}>",
    re.IGNORECASE,
)


def _tags(free_text: FreeText) -> Iterator[Finding]:
    for match in _TAG.finditer(free_text.joined):
        passage, span = free_text.spot(*match.span())
        if passage.kind in {"text", "title", "summary"}:
            said = f"“{match.group()}” is a tag of the page, and no word"
            fix = _removal(passage, span, "the tag")
            yield page_residue.finding(said, path=passage.path, span=span, about=passage.about, fix=fix)


def _is_reference(text: str, at: int) -> bool:
    # The words right before it decide; searching the whole of a long text for each page number would take hours.
    return _REFERRING.search(text, max(0, at - LONGEST), at) is not None


def _removal(passage: Passage, span: Span, what: str = "the page's header or footer") -> Fix:
    """The fix that removes a span with the blanks around it, and leaves one blank in its place."""
    before, after = passage.text[: span.start].rstrip(), passage.text[span.end :].lstrip()
    between = " " if before and after else ""
    whole = Span(len(before), len(passage.text) - len(after))
    return replacing(passage, whole, between, Safety.UNSAFE, f"take {what} out")
