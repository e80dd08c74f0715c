"""Pieces of the page that were run into a text: the next recommendation, its addressee, other columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.agency import NO_BODIES
from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.number import normalised
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import parse_number
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.vocabulary import word_set

_NAME_LENGTH = 90
"""The most characters of an addressee's name at the end of a text."""
_SENTENCE_END = re.compile(r"[.!?;][”’\"')\]]{0,2}\s+")
_AFTER_NAME = re.compile(
    r"\s+(?:The|To|That|It|All|Each|Every|A|An|In|For|Ensure|Review|Develop|Provide|Consider)\s+\w"
)
_SUBJECTS = word_set("The To That It All Each Every A An In For Ensure Review Develop Provide Consider")
_TASK_AFTER = re.compile(
    r"\s+(?:should|must|shall|will|to|needs?|are|is|and|in|of|for|with|has|have|ensures?|may|can|ought|by|on|at)\b"
)
_HEADING = re.compile(
    r"(?:\A\W{0,3}|(?<=[.!?;:”’)]\s)|\n\s*)"
    r"(?:(?:Overview|National|Local|Single|Multi|Panel|IMR|DHR|Key|Agency)\s+)?"
    r"(?:Recommendation|RECOMMENDATION|Rec\.?|REC\.?)\s+(?:[Nn]o\.?|[Nn]umber"
    r"|#)?\s*(?:\d{1,3}[a-z]?(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])"
    r"(?=\s*[:.–—)-]|\s+[A-Z])[:.)]?"
)
_HEADING_WORDS = frozenset({"Recommendation", "RECOMMENDATION", "Rec", "Rec.", "REC", "REC."})
_NUMBER = re.compile(
    r"(?:(?<=[.!?;:”’)]\s)|\A)(?:[A-Z]{1,5}[-./ ]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.):]?(?=\s+[‘“]?[A-Z][a-z]*\b)"
)
_AFTER_NUMBER = re.compile(
    r"\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|Act|Section|GPs?)\b"
)
_COLUMN = (
    r"(?:Target|Completion|Start|End|Due|Review|Implementation)\s+[Dd]ate|Date\s+(?:of\s+)?[Cc]ompleted?(?:ion)?"
    r"|Lead\s+(?:[Aa]gency|[Oo]fficer|[Pp]erson|[Pp]rofessional)|RAG(?:\s+(?:[Ss]tatus|[Rr]ating))?"
    r"|(?:Key\s+)?[Mm]ilestones?(?:\s+[Aa]chieved)?"
    r"|Desired\s+[Oo]utcomes?|(?:Expected\s+|Intended\s+)?[Oo]utcomes?|Time\s?-?(?:scale|frame)s?|Action(?:s"
    r"|\s+[Tt]aken|\s+[Rr]equired|\s+to\s+be\s+taken)?"
    r"|Scope(?:\s+of\s+[Rr]ecommendation)?|Progress(?:\s+[Uu]pdate)?|(?:Current\s+)?[Ss]tatus|Owner|Responsib(?:le"
    r"|ility)(?:\s+[Oo]fficer)?"
    r"|(?:Success\s+)?[Mm]easures?(?:\s+of\s+[Ss]uccess)?|Evidence(?:\s+of\s+[Cc]ompletion)?|Deadline|By\s+[Ww]hen"
    r"|By\s+[Ww]hom|Monitoring|Priority"
)
_COLUMNS = re.compile(rf"(?<![\w’'-])(?:{_COLUMN})\s?\Z")
"""The heading of a column, before its colon."""
_LONGEST_COLUMN = 40
_PLAIN_COLUMNS = re.compile(
    r"(?<=[.!?]\s)(?:Target [Dd]ate|Completion [Dd]ate|Date of [Cc]ompletion|Lead [Oo]fficer|Lead [Aa]gency"
    r"|RAG [Ss]tatus|RAG [Rr]ating)\s+(?=[A-Z\d])"
)
_PLAIN_WORDS = frozenset({"Target", "Completion", "Date", "Lead", "RAG"})


@record_rule("DHR320", "addressee-in-text", Severity.WARNING)
def addressee_in_text(context: RuleContext) -> Iterator[Finding]:
    """The name of an addressee was run into a text.

    Why: The name was a cell or a heading of its own. In the text it reads as part of the recommendation, and if it is
    not the name in the cell, the cell may be that of another row.

    Before: text = "The force should keep a record of each call. Exampleshire Police"

    After: text = "The force should keep a record of each call.", addressed_to = "Exampleshire Police"

    Note: It finds the name of the cell, or of an agency in the register, after the last sentence or before the first.
    """
    cells = {r.addressed_to for r in context.recommendations}
    parts = {part.strip().casefold().rstrip(".") for cell in cells for part in (cell, *cell.split("|"))}
    known = tuple(sorted(parts - {""}))
    for r in context.recommendations:
        span = _name_at_end(context, r.text, known) or _name_at_start(context, r.text, known)
        if span:
            yield addressee_in_text.finding(
                f"“{r.text[span.start : span.end]}” is the name of an addressee, run into the text",
                path=text_path(r),
                span=span,
                about=r,
            )


def _name_at_end(context: RuleContext, text: str, known: tuple[str, ...]) -> Span | None:
    """The name after the last full stop, or at the end of a text without one."""
    end = len(text.rstrip(" \n\t."))
    tail = max(0, end - _NAME_LENGTH)
    last = text[end - 1 : end]
    if not (last.isalnum() or last == ")"):
        return None
    first = text[text.rfind(" ", tail, end) + 1 : end][:1]
    if not (first.isupper() or first == "(" or text[tail:end].casefold().endswith(known)):
        return None
    start = max(
        text.rfind(sign, tail, end) for sign in (". ", "! ", "? ", "; ", ".\n", ": ", "\n", ".” ", ".’ ", ".) ")
    )
    if start <= 0:
        return _fused_name(text, end, known)
    start += 1
    while start < end and not (text[start].isalnum() or text[start] in "‘“'\"("):
        start += 1
    if not text[start:end] or not (text[start].isupper() or text[start] in "‘“'\""):
        return None
    return Span(start, end) if _is_name(context, text[start:end], known) else None


def _fused_name(text: str, end: int, known: tuple[str, ...]) -> Span | None:
    """The cell's own name behind a sentence that has no full stop, where nothing joins it to the sentence."""
    tail = text[max(0, end - _NAME_LENGTH) : end].casefold()
    if not tail.endswith(known):
        return None
    for name in known:
        start = end - len(name)
        if start > 20 and tail.endswith(name) and text[start - 1].isspace() and " " in name and text[start].isupper():
            before = text[:start].split()
            if before and before[-1].islower() and before[-1] not in _JOINING and before[-1].isalpha():
                return Span(start, end)
    return None


_JOINING = word_set(
    "the a an of and or by to with for from in at on as than between via within across through into that which is are"
    " both including against towards like about under over when where while all any each every our their its his her"
    " tell tells inform asks ask advise notify remind urge request invite support help assist contact"
    " local former new current this these those other upon behind alongside outside inside toward without per"
)


def _is_name(context: RuleContext, text: str, known: tuple[str, ...]) -> bool:
    plain = text.casefold().strip(" .:‘’“”'\"()")
    if plain in known or text.casefold() in known:
        return len(plain) > 2
    pieces = re.split(r"\s*[|;/,&]\s*|\s+and\s+", text)
    return all(
        piece.casefold() in known or any(e.kind not in NO_BODIES for e in context.names.named(piece))
        for piece in ([text] if context.names.named(text) else pieces)
        if piece
    ) and bool(text.strip())


def _name_at_start(context: RuleContext, text: str, known: tuple[str, ...]) -> Span | None:
    """The name before the first word of a text that has a subject of its own, or begins with an order."""
    if not text[:1].isupper() or _SUBJECTS.isdisjoint(text[:_NAME_LENGTH].split()[1:]):
        return None
    for after in _AFTER_NAME.finditer(text, 0, _NAME_LENGTH):
        end = after.start()
        name = text[:end].rstrip(" :-–—")
        if len(name) < 4 or text[len(name) : end].strip():
            continue
        if name.casefold() in known or (" " in name and _is_body(context, name)):
            return Span(0, len(name))
    return None


def _is_body(context: RuleContext, name: str) -> bool:
    entries = context.names.named(name)
    return len(entries) == 1 and entries[0].kind not in NO_BODIES


@record_rule("DHR321", "recommendation-run-in", Severity.WARNING)
def recommendation_run_in(context: RuleContext) -> Iterator[Finding]:
    """A printed number or heading of a recommendation is in the text.

    Why: In the middle of a text it is where the next recommendation begins, which has no row of its own then. At the
    start the number belongs into its own field, where it can be sorted and cited.

    Before: text = "The force should test its policy. 4.2 The force should train its officers."

    After: two recommendations, 4.1 and 4.2, each with its own text

    Note: A number counts in the middle of a text if it is written like the numbers of the record, and follows or is one
    of them; a heading ("Recommendation 7:") always.
    """
    headed = not _HEADING_WORDS.isdisjoint(context.free_text.vocabulary)
    numbered = _with_number(context)
    if not headed and not numbered:
        return
    shapes = {_shape(r.number) for r in context.recommendations if r.number}
    printed = {normalised(r.number): i for i, r in enumerate(context.recommendations) if r.number}
    for i, r in enumerate(context.recommendations):
        match = _HEADING.search(r.text) if headed else None
        if match is None and r.key in numbered:
            match = _own_number(r, i, shapes, printed)
        if match:
            where = "begins with" if match.start() <= 2 else "holds"
            yield recommendation_run_in.finding(
                f"the text {where} “{match.group().strip()}”, the number of a recommendation",
                path=text_path(r),
                span=Span(match.end() - len(match.group().lstrip()), match.end()),
                about=r,
            )


_PLACE = re.compile(r"(?:[.!?;:”’)]\s|\0\n|\A)(?:[A-Z]{1,5}[-./ ]?)?(?:\d{1,3}\.)*\Z")
"""What stands before the number of a recommendation: the end of a sentence, or the start of the text."""
_WINDOW = 20


def _with_number(context: RuleContext) -> set[str]:
    """The keys of the recommendations with a number at the start of a sentence."""
    joined = context.free_text.joined
    found: set[str] = set()
    for start, _ in context.free_text.digit_runs:
        if _PLACE.search(joined, max(0, start - _WINDOW), start):
            passage, _ = context.free_text.spot(start, start + 1)
            if passage.kind == "text" and passage.about:
                found.add(passage.about.key)
    return found


def _own_number(r: Recommendation, at: int, shapes: set[str], printed: dict[str, int]) -> re.Match[str] | None:
    """A number after a sentence, or at the start, that is one of the record's or would be the next."""
    for match in _NUMBER.finditer(r.text):
        number = match.group().rstrip(".):")
        if _AFTER_NUMBER.match(r.text, match.end()):
            continue
        parsed = parse_number(number)
        if parsed is None:
            continue
        own = parse_number(r.number) if r.number else None
        if match.start() == 0:
            if normalised(number) == normalised(r.number or "") or number[0].isalpha() or len(parsed.groups) > 1:
                return match
            continue
        if own is None:
            if len(parsed.groups) > 1 or match.group()[-1] in ".):":
                return match
            continue
        if normalised(number) == normalised(r.number or ""):
            continue
        same = own.label == parsed.label
        follows = same and own.groups < parsed.groups and _near(own.groups, parsed.groups)
        follows = follows or (same and own.groups == parsed.groups and own.letter < parsed.letter)
        like = _shape(number) in shapes
        place = printed.get(normalised(number))
        lost = place is None and (bool(parsed.label) or len(parsed.groups) > 1 or parsed.groups[0] <= len(printed) + 1)
        if (like and (follows or lost or (place is not None and place > at))) or (len(parsed.groups) > 1 and follows):
            return match
    return None


def _near(own: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """True if a number may follow another one: the last part of one of its levels counts on by a few."""
    for mine, theirs in zip(own, other, strict=False):
        if mine != theirs:
            return 0 < theirs - mine <= 3
    return len(other) > len(own)


def _shape(number: str | None) -> str:
    """The form of a number: its letters, and a 9 for each run of digits."""
    return re.sub(r"\d+", "9", (number or "").strip().rstrip(".):"))


@record_rule("DHR322", "action-plan-in-text", Severity.WARNING)
def action_plan_in_text(context: RuleContext) -> Iterator[Finding]:
    """Other columns of an action plan were run into the text.

    Why: The target date, the lead and the state of an action were cells of their own. They change while the text of a
    recommendation stays, and are not what was recommended.

    Before: text = "The trust should revise its policy. Target date: June 2019 RAG: Green"

    After: text = "The trust should revise its policy."

    Note: One heading with a colon counts after a full sentence; two count wherever they are.
    """
    joined = context.free_text.joined
    plain = not _PLAIN_WORDS.isdisjoint(context.free_text.vocabulary)
    if not plain and ":" not in joined:
        return
    for r in context.recommendations:
        if not plain and ":" not in r.text:
            continue
        found = _columns(r.text, plain=plain)
        first = next((at for at, _ in found if at and _ends_sentence(r.text, at)), None)
        if first is None and len(found) > 1 and found[0][0]:
            first = found[0][0]
        if first is None or (len(found) == 1 and found[0][1] in _SINGLE):
            continue
        heading = next(name for at, name in found if at == first)
        yield action_plan_in_text.finding(
            f"from “{heading}” on, columns of an action plan were run into the text",
            path=text_path(r),
            span=Span(first, len(r.text.rstrip())),
            about=r,
        )


def _columns(text: str, *, plain: bool) -> list[tuple[int, str]]:
    """The headings of columns in a text, each with its start."""
    found: list[tuple[int, str]] = []
    at = text.find(":")
    while at >= 0:
        if match := _COLUMNS.search(text, max(0, at - _LONGEST_COLUMN), at):
            found.append((match.start(), match.group().strip()))
        at = text.find(":", at + 1)
    if plain:
        found += [(m.start(), m.group().strip()) for m in _PLAIN_COLUMNS.finditer(text)]
    return sorted(found)


_SINGLE = frozenset(
    {"Action", "Actions", "Outcome", "Outcomes", "Measures", "Scope", "Priority", "Monitoring", "Evidence"}
)
"""Headings that are also words with which a sentence of a recommendation opens."""


def _ends_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return before.endswith((".", "!", "?", ";", ".”", ".’", ")"))
