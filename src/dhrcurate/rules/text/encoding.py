"""Characters that a wrong decoding damaged."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.published import LIGATURES, safety_of_fix, without_ligatures

_REPLACEMENT = "\ufffd"
SHOWN = 20
"""The most sound characters that a message shows on each side of the damage."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|pound|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_BLANK = re.compile(r"\s")

_ESCAPE_SIGN = "_x"
_ESCAPE = re.compile(r"(?<!_x005F)_x00([01][0-9A-Fa-f]|7[Ff]|[Aa]0|[Aa][Dd])_")
"""A control character or an invisible one, as Excel's file format writes it."""
_ESCAPED = {0x0A: "\n", 0x0D: "\n", 0xAD: ""}
_CARRIAGE_RETURN = re.compile(r"_x000[Dd]_(?=\r?\n)")
_LOST = re.compile(r"(?<![\w/.=?&-])[a-z’]*[a-z](\?)[a-z]+(?![\w/=&?])")
"""A mark of doubt in the middle of a word, and not of a link."""

_LETTER = rare(r"(?<![\w’'-])Ã(?= \w)|(?:(?<![^\0])|(?<=[.!?:;] )|(?<=[“‘\"'(]))Â(?= [a-z]|[”’\"')])")
"""A capital that may be meant: a letter by itself, or the Welsh word at the start of a sentence ("Â chymorth")."""
_KEPT = str.maketrans("ÂÃ", "\ue0c2\ue0c3")
_GIVEN_BACK = str.maketrans("\ue0c2\ue0c3", "ÂÃ")

_LEADS = "ÂÃâïðÅÄ\x80\x91\x92\x93\x94\x96\x97"
"""Characters of which at least one is in any UTF-8 that was read as a Western Windows or ISO encoding, and those of the
Windows encoding that were read as ISO 8859-1."""


_MAC_TRAILS = re.escape(bytes(range(0x80, 0xC0)).decode("mac_roman"))
_OF_A_MAC = rare(f"[¬√ƒ≈][{_MAC_TRAILS}]|‚[ÄÇÑ][{_MAC_TRAILS}]|Ô¨[ÅÇ]")
"""UTF-8 of Latin letters, signs and punctuation that was read as the encoding of old Macs: "‚Äô", "√©"."""
_MAC_LEADS = ("¬", "√", "ƒ", "≈", "‚", "Ô")


@record_rule("DHR311", "damaged-encoding", Severity.WARNING, fix=Safety.SAFE)
def damaged_encoding(context: RuleContext) -> Iterator[Finding]:
    """A wrong decoding damaged the characters of a text.

    Why: Nobody searches for "victimâ€™s", and damaged names of agencies are not recognised.

    Before: text = "To review the victimâ€™s risk."

    After: text = "To review the victim’s risk."

    Note: The fix undoes the wrong decoding and is safe, because it only restores what was written; it also resolves
    HTML entities and ligatures. It is unsafe if the wording is verbatim and letters would then differ from a source
    page that is damaged itself. A character that was lost for good (�) has no fix: see the page or the report.
    """
    joined = context.free_text.joined
    if joined.isascii() and "&" not in joined and "_" not in joined and "?" not in joined:
        return
    signs = [s for s in (*_LEADS, *_MAC_LEADS, "&", _ESCAPE_SIGN, _REPLACEMENT, *LIGATURES) if s in joined]
    if "?" in joined and (found := _LOST.search(joined)):
        signs.append(found.group())
    if not signs:
        return
    for passage in context.free_text.passages:
        if passage.is_value and any(sign in passage.text for sign in signs):
            yield from _damage(context, passage)


def _damage(context: RuleContext, passage: Passage) -> Iterator[Finding]:
    text = passage.text
    repaired = _repaired(text)
    if repaired != text:
        start, end = _difference(text, repaired)
        safety = safety_of_fix(context, passage, repaired)
        yield damaged_encoding.finding(
            f"damaged encoding: {_first_damage(text, repaired)}",
            path=passage.path,
            span=Span(start, end),
            about=passage.about,
            fix=Fix(safety, "restore what was written", (Edit(passage.path, text, repaired),)),
        )
    elif lost := _LOST.search(text):
        yield damaged_encoding.finding(
            f"“{lost.group()}” lost a blank or another character to a wrong decoding; the source has it",
            path=passage.path,
            span=Span(*lost.span(1)),
            about=passage.about,
        )
    elif _REPLACEMENT in text:
        at = text.index(_REPLACEMENT)
        yield damaged_encoding.finding(
            f"a character was lost to a wrong decoding ({_REPLACEMENT}); the source has it",
            path=passage.path,
            span=Span(at, at + 1),
            about=passage.about,
        )


def _repaired(text: str) -> str:
    repaired = text
    if _ESCAPE_SIGN in text:
        repaired = _CARRIAGE_RETURN.sub("", repaired)
        repaired = _ESCAPE.sub(lambda m: _ESCAPED.get(int(m[1], 16), " "), repaired)
    if "&" in text and ";" in text:
        repaired = _ENTITY.sub(lambda m: html.unescape(m.group()), repaired)
    if any(lead in repaired for lead in _MAC_LEADS):
        repaired = _OF_A_MAC.sub(_from_mac, repaired)
    if any(lead in repaired for lead in _LEADS):
        from ftfy import fix_encoding  # noqa: PLC0415  # takes 40 ms to import and is seldom needed

        kept = _LETTER.sub(lambda m: m.group().translate(_KEPT), repaired)
        fixed = fix_encoding(kept)
        repaired = fixed if kept == repaired else fixed.translate(_GIVEN_BACK)
    return without_ligatures(repaired)


def _from_mac(damage: re.Match[str]) -> str:
    """What was read as the encoding of old Macs; the damage itself if that is no printable character."""
    written = damage[0].encode("mac_roman").decode("utf-8", "replace")
    return written if written.isprintable() or written == "\u00a0" else damage[0]


def _difference(old: str, new: str) -> tuple[int, int]:
    """The start and the end, in the old text, of its difference from a new one."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    return start, len(old) - tail


def _first_damage(old: str, new: str) -> str:
    """The first damaged word and what it stands for, each as whole as the other, and how many more there are."""
    places: list[list[int]] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        if places and not _BLANK.search(new, places[-1][3], op.dest_start):
            places[-1][1::2] = op.src_end, op.dest_end
        else:
            places.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    start, end, new_start, new_end = places[0]
    more = f", and {plural(len(places) - 1, 'more place')}" if len(places) > 1 else ""
    before = _BLANK.split(old[max(0, start - SHOWN) : start])[-1]
    after = _BLANK.split(old[end : end + SHOWN])[0]
    was, is_now = (f"{before}{damage}{after}" for damage in (old[start:end], new[new_start:new_end]))
    if new_start < new_end and not after and not new[new_start:new_end].strip():
        return f"“{old[start:end].strip()}” stands for a blank{more}"  # which nobody would see between the marks
    return f"“{was}” stands for “{is_now}”{more}"
