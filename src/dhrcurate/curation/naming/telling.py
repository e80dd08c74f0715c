"""What a written name says by itself: whether that is a body, and whether an agency is plainly something else."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.curation.naming.agencies import read_alone
from dhrcurate.curation.naming.suggestions import LIKELY
from dhrcurate.domain.agency import DECIDED, NO_BODIES, Context, Names, a_kind
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.cells import NameType, WrittenName
from dhrcurate.rules.name_shapes import Shape, shape_of

_NOT_ONE = frozenset({NameType.COLLECTIVE, NameType.UNSPECIFIC, NameType.NO_AGENCY})
"""The types of names that may mean another body in each area."""

_PLAIN = word_set(
    "police police-authority pcc gp csp ambulance fire ccg icb pct nhs-trust health-board health-authority prison "
    "probation probation-trust crc coroner court"
) | (kinds.COUNCILS - {"council"})
"""Families whose words tell a body of that kind; a service such as housing may be a department of another."""

_NO_ONE = {
    "collective": "means many agencies", "meeting": "is a meeting", "role": "is an office",
    Shape.DESCRIPTION: "describes somebody",
}  # fmt: skip
"""What a name says that is no one body, by the register's kind or the shape of its words."""


def tells_body(written: str, means: Sequence[str], names: Names, context: Context) -> bool:
    """Return whether a name means some agencies in every area: it says so by itself, or they are no bodies of an area.

    It says so if the register finds that agency by the words of the name, whatever the area, and none as likely. A name
    that nothing is like, such as a kind of agency in another language, may be another body's in another area. An
    earlier decision about the name says nothing of that either.

    Args:
        written: The name.
        means: Canonical names.
        names: The register.
        context: The area and time of a record that has the name.
    """
    if all(fold(name) == fold(written) or _is_everywhere(name, names) for name in means):
        return True  # "GPs" are general practices everywhere
    alone = read_alone(written, names, Context())
    if _is_decided(alone, names):
        entries = names.named(written)
        return bool(entries) and not any(each.kind in NO_BODIES for each in entries)
    if alone.sort in _NOT_ONE:
        return False
    if any(each.score >= DECIDED for each in names.classify(written, context).candidates):
        return False  # it was decided for this area alone
    likely = [each for each in names.suggest(written, Context(), 2).candidates if each.score >= LIKELY]
    if [each.name for each in likely[:1]] != list(means) or likely[0].inferred:
        return False
    return all(each.score < likely[0].score for each in likely[1:])


def contradiction(written: str, means: str, names: Names) -> str:
    """Return what a name says and what an agency is, where one is plainly not the other; else nothing.

    Args:
        written: The name.
        means: The canonical name of the agency.
        names: The register.
    """
    entry = names.entry(means)
    if entry is None or entry.kind in NO_BODIES or fold(written) == fold(means):
        return ""
    what = f"{means} is {a_kind(entry.kind)}"
    if said := _said_of_no_one(written, names):
        return f"“{written}” {said}; {what}"
    named = _families(written, names)
    families = kinds.families_of_entry(entry.kind, entry.name)
    plain = named and families and named | families <= _PLAIN
    if not plain or kinds.relation(named, families) is not kinds.Relation.DIFFERENT:
        return ""
    return f"“{written}” is the name of {a_kind(min(named))}; {what}"


def _families(written: str, names: Names) -> frozenset[str]:
    """Return the families of bodies that a name tells: those of the body that it is, else those of its words."""
    read = read_alone(written, names, Context())
    body = names.entry(read.stands_for[0]) if read.told and not _is_decided(read, names) else None
    if body is not None:
        return kinds.families_of_entry(body.kind, body.name)
    return kinds.most_specific({family for _, _, family in kinds.find_phrases(words(written))})


def _said_of_no_one(written: str, names: Names) -> str:
    """Return what a name says that names no body, whatever was decided about it before."""
    entries, read = names.named(written), read_alone(written, names, Context())
    if _is_decided(read, names):
        kind = entries[0].kind if len(entries) == 1 else ""
        # The name of a collective may be that of one body in a review: "Adult Social Care". Its words tell the others.
        reason = shape_of(written) or ("" if kind == "collective" else kind)
    elif read.sort is NameType.UNSPECIFIC:
        reason = ""
    else:
        reason = read.reason if read.sort in _NOT_ONE else ""
    return _NO_ONE.get(reason, "")


def _is_everywhere(name: str, names: Names) -> bool:
    entry = names.entry(name)
    return entry is not None and entry.kind in NO_BODIES - {"anonymised"}  # "Police Force A" is one in each review


def _is_decided(name: WrittenName, names: Names) -> bool:
    best = names.classify(name.text, Context()).best
    return best is not None and best.score >= DECIDED
