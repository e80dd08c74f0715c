"""Reasons in words that a curator understands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dhrcurate.agencies.comparison import Fit
from dhrcurate.agencies.index import Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import is_aside

_NEAR = {
    "spelling": "'{written}' read as '{meant}'",
    "shire": "'{written}' is not '{meant}', though the names are alike",
    "form": "'{written}' for '{meant}'",
}


def reason(fit: Fit, name: str, written: str) -> str:
    """Why a body was proposed.

    Args:
        fit: How it fits the body.
        name: The body's canonical name.
        written: The name as written.
    """
    parts = [_source(fit, name)]
    for token, meant, how in fit.near:
        parts.append(_NEAR[how].format(written=_spelt([token], written), meant=_spelt([meant], fit.form.label)))
    if fit.relation in {Relation.DIFFERENT, Relation.NEAR}:
        parts.append("another kind of body")
    elif fit.relation is Relation.UNSAID and fit.form.has:
        parts.append("the kind of body is not said")
    aside = [token for token in fit.left if is_aside(token)]
    rest = [token for token in fit.left if not is_aside(token)]
    if aside:
        parts.append(f"department, role or service left out: {_spelt(aside, written)}")
    if rest:
        parts.append(f"not in its name: {_spelt(rest, written)}")
    if fit.missing:
        parts.append(f"not written: {_spelt(fit.missing, fit.form.label)}")
    return "; ".join([*(part for part in parts if part), *fit.notes])


def _spelt(tokens: Sequence[str], text: str) -> str:
    """Words as a text spells them, for tokens that were made of it."""
    wanted = set(tokens)
    return " ".join(word for word in text.split() if not wanted.isdisjoint(_tokens(word))).strip(",;:()") or " ".join(
        tokens
    )


@lru_cache(maxsize=1 << 14)
def _tokens(word: str) -> tuple[str, ...]:
    return (*words(word), *(part for part in fold(word).split()))


def _source(fit: Fit, name: str) -> str:
    form = fit.form
    if form.source is Source.NAME:
        return "same words" if not (fit.left or fit.missing or fit.near) else "like its name"
    if form.source is Source.INITIALS:
        of = "its name" if form.label == name else f"'{form.label}'"
        return f"initials of {of}"
    if form.source is Source.ACRONYM:
        return f"its short form {form.label}"
    if form.source is Source.SITE:
        return f"a site of it: {form.label}"
    return f"also known as {form.label}"
