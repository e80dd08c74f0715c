"""The place in a record that the path of a change is about, for telling it in words."""

from __future__ import annotations

from dataclasses import dataclass

from dhrcurate.domain.edit import DOCUMENTS, ORDER, RECOMMENDATIONS, parts


@dataclass(frozen=True, slots=True)
class Subject:
    """The place that a path is about.

    Attributes:
        key: Key of the recommendation, empty where it is about none.
        names: Names of the fields that lead to the value, below the recommendation where there is one.
        is_order: True for the order of the recommendations.
        document: Digest of the document, empty where it is about none; `names` are those below it.
    """

    key: str = ""
    names: tuple[str, ...] = ()
    is_order: bool = False
    document: str = ""


def subject_of(path: str) -> Subject:
    """Return what a path is about; nothing in particular for the whole record."""
    names = parts(path)
    if names[:1] == [DOCUMENTS] and len(names) > 1:
        return Subject(names=tuple(names[2:]), document=names[1])
    if names[:1] != [RECOMMENDATIONS] or len(names) < 2:
        return Subject(names=tuple(names))
    return Subject(is_order=True) if names[1] == ORDER else Subject(names[1], tuple(names[2:]))
