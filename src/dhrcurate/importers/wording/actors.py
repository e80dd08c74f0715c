"""Who is to act, from the beginning of a paragraph: a stem above several, or a subject of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dhrcurate.domain.agency import Names
from dhrcurate.domain.word_sets import word_set
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.announcing import announced, only_leads_in
from dhrcurate.importers.wording.asking import begins_with_command, says_should, wishes
from dhrcurate.importers.wording.senses import Sense, ends_as_theme, is_called_theme, is_titled, sense
from dhrcurate.importers.wording.tails import shape
from dhrcurate.importers.words import ACTS, HEADS, JOINTS, MODALS

_LEAD = re.compile(
    r"(?:(?:it is|we)\s+(?:therefore\s+)?recommend(?:ed)?\s+(?:that\s+)?|(?:the\s+)?(?:panel|review|report|author)s?\s+"
    r"(?:also\s+)?recommend(?:s|ed)?\s+(?:that\s+)?|recommendations?\s+(?:for|to)\s+|that\s+|for\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_TO = re.compile(r"to\s+(?:the\s+)?", re.IGNORECASE)
_ASKED = re.compile(
    r"(?<!\s)\s+(?:should|must|will|shall|to|needs? to|ought to|agrees? to|considers?|ensures?"
    r"|(?:is|are) (?:asked|invited|recommended|required|requested|urged|encouraged)(?: to| that)?)"
    r"(?:\s+(?:also|ensures?|consider|seek|that|it|they|will|to|should|take|the|following|steps|actions?))*\s*$",
    re.IGNORECASE,
)
_MODAL = (" should", " must", " shall")
"""With what a line ends that goes on in a list below it."""
_INTRODUCES = re.compile(r"\brecommend|\bfollowing\b|\b(?:that|for|to)$", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    r"(?:\d[\d.]*\s+)?(?:recommendations?(?:\s+(?:for|to)\s+|\s*[-–—:|]\s*|\s*\()(?:the\s+)?(?P<after>[^():]+?(?:\s\([A-Z][A-Z&/]{1,9}\))?)\)?"
    r"|(?P<before>[^():]+?)(?:[’']s)?(?:\s*[-–—:])?\s+recommendations?)[\s:*_]*",
    re.IGNORECASE,
)
_RECOMMENDED_TO = re.compile(r"\brecommendations?\s+to\s", re.IGNORECASE)
_AND = re.compile(r"[,/|;&]+(?:\s+and\b)?|(?<=\s)and(?=\s)")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_LONGEST = 200
"""No heading that names a body is longer."""
_NOT_ADDRESSED = frozenset({"collective", "csp", "role"})
"""Kinds of bodies whose name beside "recommendations" mostly says who made them, or that several are to act."""
_NO_BODY = frozenset({"anonymised", "collective", "relative", "role"})
"""Kinds of entries whose names are also ordinary words."""
_OF_REVIEWS = word_set("""
    single multi multi-agency individual overview review reviews panel report reports internal management key other
    further additional general joint final executive author chair independent domestic homicide abuse dhr dhrs dardr
    imr imrs action plan strategic national local regional summary agency agencies from by of
""")
"""Words of headings that say which recommendations they are, and name nobody."""
_WHOLE = word_set("the our this these all section chapter part")
"""Words beside them that name nobody either."""
_REVIEWS = ("review", "reviews", "dhr", "dhrs", "report", "reports")
_GROUP = re.compile(
    r"(?:\d[\d.]*\s+)?(?:(?:single|multi|multiple|individual|cross|inter|joint)(?:\s*[-–]\s*|\s+|(?=agenc))agenc(?:y|ies)[’']?"
    r"(?:[\s-]+(?:specific|level))?(?:\s+recommendations?)?|agenc(?:y|ies)[’']?(?:[\s-]+(?:specific|level))?\s+recommendations?"
    r"|recommendations?\s+(?:for|to)\s+(?:the\s+)?(?:(?:single|individual|specific|several|multiple|different)\s+)?"
    r"(?:agenc(?:y|ies)|organi[sz]ations?|services|bodies))",
    re.IGNORECASE,
)
_SEVERAL = word_set("""
    local national regional partner member individual statutory voluntary single relevant specific various different
    other several the of and agencies organisations organizations services bodies partners
""")
"""Words that say which bodies are meant and name none, nor what they do."""
_NOUNS = frozenset({"actions", "changes", "lessons", "outcomes", "improvements", "links", "documents", "contacts"})
_DONE = frozenset({"taken", "made", "learned", "learnt", "achieved", "identified", "completed", "since", "for", "and"})


@dataclass(frozen=True, slots=True)
class Stem:
    """A line above several paragraphs that says who is to act.

    Attributes:
        actor: Whom it names, as written; empty if it names nobody.
        heads: Whether it is a heading over a group, so that every paragraph below belongs to it.
        asks: Whether it ends in "should", "to" or the like, so that paragraphs go on with a plain verb.
    """

    actor: str = ""
    heads: bool = False
    asks: bool = False

    def continued_by(self, text: str, *, item: bool) -> bool:
        """True if a paragraph that names no actor of its own goes on from the stem.

        Args:
            text: The paragraph.
            item: Whether it is an item of a list.
        """
        if not self.actor:
            return False
        words = text.split()
        first = words[0].lower()
        noun = first in _NOUNS and (len(words) < 2 or words[1].lower() in _DONE)
        verb = not noun and (first in ACTS or (first.endswith("s") and first[-2:] != "ss" and words[1:2] != ["should"]))
        subject = any(word in MODALS and word != "to" for word in words[1:7])
        return self.heads or item or verb or text[:1].islower() or (self.asks and not subject)


class Actors:
    """Finds who is to act.

    Args:
        names: The register.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def stem(self, line: Line) -> Stem | None:
        """The stem that a line is, `None` if it is none."""
        text = line.text.strip(" *_")
        colon = text.endswith(":")
        bare = text.rstrip(": ")
        if not line.item and (name := self.announced_to(text)):
            return Stem(name, heads=True)
        if len(bare.split()) > 25 or bare[-1:] in ".?!;":
            return None
        if not line.item and heads_group(bare):
            return Stem(heads=True)
        if name := self.addressee_of(bare):
            return Stem(name, heads=True)
        lead = None if self._is_written_so(bare) else _LEAD.match(bare)
        rest = bare[lead.end() :] if lead else bare
        asked = _ASKED.search(rest)
        name = rest[: asked.start()] if asked else rest
        of_what = not asked and bool(words_for(bare))  # perhaps, as in "recommendations for practice"
        if (
            name
            and self.is_name(name)
            and not (of_what and not self._is_known(name) and sense(name, (), self.is_name) is Sense.THEME)
            and not (of_what and self._is_theme(name))
            and (colon or line.heading or bare.endswith(_MODAL) or self._alone(name, led=bool(lead and lead.group())))
        ):
            return Stem(
                name if asked else self._whole(name, bare),
                heads=not asked and not (lead and lead.group().strip().lower().startswith("that")),
                asks=bool(asked),
            )
        to = _TO.match(bare)
        if to and self._is_addressed(bare[to.end() :], colon=colon, item=line.item):
            return Stem(bare[to.end() :], heads=True)
        if colon and not line.item and only_leads_in(text):
            return Stem()
        if colon and not line.item and _INTRODUCES.search(bare) and not self._asks_for_something(bare):
            return Stem()
        return None

    def _is_addressed(self, name: str, *, colon: bool, item: bool) -> bool:
        """True if words after "To", with a colon or alone on a line, are the name of a body and no task."""
        if colon:
            return self.is_name(name)
        return not item and bool(name) and self.names_body(name) and not begins_with_command(name)

    def addressee_of(self, heading: str) -> str:
        """The body of which a heading says that the recommendations are, as in "Recommendations: Wold Police".

        Empty if it names none: the panel, the partnership, and agencies at large are nobody's name here.
        """
        if len(heading) > _LONGEST or heads_group(heading):
            return ""
        if name := self.announced_to(heading):
            return name
        found = _OF_SOMEBODY.fullmatch(heading.strip(" *_"))
        name = (found["after"] or found["before"]).strip(" *_") if found else ""
        if entries := self._names.named(name):
            several = any(entry.kind in _NOT_ADDRESSED for entry in entries)
            return "" if several or self._is_theme(name) else self._whole(name, heading)
        if name and _RECOMMENDED_TO.search(heading) and begins_with_command(name.lower()):
            return ""  # what they are for, which capitals do not tell from a name
        words = {word.lower() for word in name.split()}
        distinct = _OF_REVIEWS.isdisjoint(words) and not words <= HEADS | JOINTS
        said = bool(found and found["after"]) and sense(name, (), self.is_name) in {Sense.NAME, Sense.BODY}
        named = self.is_name(name) or said
        return self._whole(name, heading) if distinct and named and not self._is_theme(name) else ""

    def may_be_of_somebody(self, heading: str) -> bool:
        """True if words before "recommendations" say of whom or what they are, and not only of which review."""
        found = _OF_SOMEBODY.fullmatch(heading.strip(" *_")) if len(heading) <= _LONGEST else None
        words = {word.lower() for word in ((found["before"] or "") if found else "").split()}
        plain = all(word[:1].isalpha() and word.rstrip("’',")[-1:].isalpha() for word in words if word not in JOINTS)
        return bool(words) and plain and not heads_group(heading) and not words <= _OF_REVIEWS | JOINTS | _WHOLE

    def _whole(self, name: str, heading: str) -> str:
        """A name with the article before it in a heading, if that is nothing else or the body's own name has one."""
        whole = f"The {name}"
        if heading.strip(" *_:") == whole and " " in name:
            return whole
        return whole if whole in heading and any(entry.name == whole for entry in self._names.named(whole)) else name

    def announced_to(self, text: str) -> str:
        """The body for which a sentence says that recommendations are made; empty if it names none or is no such."""
        name = announced(text)
        return name if name and self.is_name(name) else ""

    def _asks_for_something(self, text: str) -> bool:
        """True if a line that a list follows is itself a recommendation, of which the list is a part."""
        return self.actor(text) is not None or says_should(text)

    def actor(self, text: str) -> str | None:
        """The agency that a paragraph itself says is to act, as written; `None` if it names none."""
        lead = _LEAD.match(text)
        rest = text[lead.end() :] if lead else text
        words = rest.split(maxsplit=16)[:16]
        for i, said in enumerate(words[1:], 1):
            word = said.rstrip(":,")
            following = words[i + 1].lower() if i + 1 < len(words) else ""
            acts = word in ACTS and following not in MODALS - {"to"}
            titled = word == "to" and words[i + 1 : i + 2] != [following]  # "Safe to Talk"
            if (word in MODALS and not titled) or acts:
                name = " ".join(words[:i])
                at = rest.find(words[i - 1], sum(len(w) + 1 for w in words[: i - 1])) + len(words[i - 1])
                return rest[:at].strip() if self._acts(name, led=bool(lead and lead.group())) else None
        return None

    def asks(self, text: str) -> bool:
        """True if words, which may be none, say who is to act or that something is wished."""
        return bool(text) and (self.actor(text) is not None or wishes(text))

    def acts(self, text: str) -> bool:
        """True if a text says itself which known body is to act, and not only of what kind: "the trust"."""
        actor = self.actor(text)
        return actor is not None and " " in actor and self._is_known(actor)

    def _acts(self, name: str, *, led: bool) -> bool:
        if self._names.named(name):
            return True
        words = name.split()
        if len(words) == 1:
            return (name.isupper() and len(name) > 1) or (led and name[:1].isupper() and name.lower() in HEADS)
        return self.is_name(name)

    def is_name(self, name: str) -> bool:
        """True if words are an agency's name: known, or all capitalised, or a collective."""
        if self._is_known(name):
            return True
        looks = shape(name)
        if looks is None or not name[:1].isalnum() or is_titled(name) or is_called_theme(name):
            return False
        words = name.split()
        proper = all(word[:1].isupper() or word.lower() in JOINTS or not word[:1].isalpha() for word in words)
        return looks >= 2.5 and (proper or words[0] in {"All", "Each", "Every", "Any"})

    def names_body(self, text: str) -> bool:
        """True if words that stand alone are a body's name and no theme."""
        return sense(text, (), self.is_name) is Sense.BODY

    def is_several(self, name: str) -> bool:
        """True if words only tell that several bodies are meant: "Multi-agency"."""
        return any(entry.kind == "collective" for entry in self._names.named(name))

    def is_ordinary(self, name: str) -> bool:
        """True if a known name stands for bodies of a kind, wherever they are, so that it may be a theme as well."""
        entries = self._names.named(name)
        return bool(entries) and all(entry.kind in {"collective", "relative", "role"} for entry in entries)

    def _is_theme(self, name: str) -> bool:
        """True if words tell what recommendations are for, and not for whom: "practice", "Practice Improvement"."""
        entries = self._names.named(name)
        if not entries:
            return ends_as_theme(name)
        proper = any(entry.kind not in _NO_BODY for entry in entries)
        return " " not in name and not proper and sense(name, (), self.is_name) is Sense.THEME

    def _alone(self, name: str, *, led: bool) -> bool:
        """True if a line without a colon is a stem or a heading over a group: a name and nothing else."""
        return self._is_known(name) or (led and len(name.split()) <= 10)

    def _is_written_so(self, name: str) -> bool:
        """True if words are an agency's whole name, of which "The" may be a part: "The Nelson Trust"."""
        return any(entry.name.casefold() == name.casefold() for entry in self._names.named(name))

    def _is_known(self, name: str) -> bool:
        """True if words are a known name, or a list of such, in which an acronym may be one too."""
        if self._names.named(" ".join(name.split())):
            return True
        parts = [" ".join(part.split()) for part in _AND.split(name)] if len(name) <= _LONGEST else []
        known = [bool(self._names.named(part)) for part in parts]
        return any(known) and all(k or _ACRONYM.fullmatch(part) for k, part in zip(known, parts, strict=True))


def words_for(heading: str) -> str:
    """For whom or what a heading says that recommendations are; empty for any other, and for "future reviews"."""
    found = _OF_SOMEBODY.fullmatch(heading.strip(" *_")) if len(heading) <= _LONGEST else None
    said = ((found["after"] or "") if found else "").strip(" *_")
    return "" if said.lower().endswith(_REVIEWS) else said


def heads_group(text: str) -> bool:
    """True if a line only says how many agencies each recommendation below is for: "Single agency recommendations"."""
    return _GROUP.fullmatch(text.strip(" *_:")) is not None


def names_several(heading: str) -> bool:
    """True if a heading is for bodies of which it says nothing: "Recommendations for local agencies".

    Over everything it is a title; one of several such headings sets its bodies apart from those of the others. "All
    agencies" are asked one by one, and "health services" for what they do.
    """
    words = words_for(heading).lower().split()
    return bool(words) and _SEVERAL.issuperset(words)
