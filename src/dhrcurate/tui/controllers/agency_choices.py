"""The rows of the lists that agencies and their kinds are chosen from."""

from __future__ import annotations

from dhrcurate.curation.naming.register_search import RegisterHit, RegisterSearch
from dhrcurate.curation.naming.suggestions import LIKELY
from dhrcurate.domain.agency import KINDS, OTHER_KIND, kind_in_words, no_body_in_words, plain_kind
from dhrcurate.domain.visible import clean
from dhrcurate.tui.dialogs.prompts import Choice, narrowed

AS_WRITTEN = "\0as-written"
"""The choice to keep a name as it is written."""

_SHOWN = 68
"""The most agencies that a search lists."""


def choices_of(search: RegisterSearch, typed: str, written: str) -> list[Choice]:
    """Return the agencies to choose from for what was typed, and the name as it is written.

    What is not likely, and before anything is typed what is no body or has some of the words, stands behind the name
    as it is written: it must not be what is chosen unless somebody chooses. Before anything is typed those of the
    record's area follow.
    """
    typed = " ".join(typed.split())
    begun = typed in {"", " ".join(written.split())}
    found, near = search.begin(typed, _SHOWN) if begun else (search.find(typed, _SHOWN), [])
    first = [hit for hit in found if (_is_likely(hit) if begun else _is_likely(hit) or _has_words(hit, typed))]
    others = [hit for hit in (*found, *near) if hit not in first]
    same = next((hit for hit in others if hit.name == written), None)  # to choose that is to keep the name
    kept = [_as_written(written, search, same)] if written.strip() else []
    others = [hit for hit in others if hit is not same]
    return [*map(_choice, first), *kept, *map(_choice, others)]


def _as_written(written: str, search: RegisterSearch, same: RegisterHit | None) -> Choice:
    facts = _facts(same) if same else "" if search.holds(written) else "a name that is in no register"
    return Choice(AS_WRITTEN, f"as it is written: {clean(written)}", facts)


def _is_likely(hit: RegisterHit) -> bool:
    """Return whether a body is more likely than not what is written."""
    score = hit.candidate.score if hit.candidate is not None else 0.0
    return (hit.certain or score >= LIKELY) and not no_body_in_words(hit.agency)


def _has_words(hit: RegisterHit, typed: str) -> bool:
    """Return whether an agency was found by the words that were typed, in its name or in another name of it."""
    return hit.candidate is None or all(word in hit.name.casefold() for word in typed.casefold().split())


def _choice(hit: RegisterHit) -> Choice:
    return Choice(hit.name, hit.name, _facts(hit))


def _facts(hit: RegisterHit) -> str:
    if hit.certain:
        return "✓ sure"
    if what := no_body_in_words(hit.agency):
        return f"▲ {what}"
    if hit.candidate is not None:
        return f"{hit.candidate.score:.2f}  {hit.candidate.why}"
    if hit.agency is None:
        return ""
    dates = f"{hit.agency.valid_from or ''}–{hit.agency.valid_to}" if hit.agency.valid_to else ""
    return "  ".join(part for part in (kind_in_words(hit.agency.kind), dates) if part)


def kinds_of_agency(typed: str) -> list[Choice]:
    """Return the kinds that a new agency can be of, narrowed by what was typed; a kind of the library's own is last."""
    words = {kind: kind_in_words(kind) for kind in sorted(KINDS)}
    known = [Choice(k, said, "" if said == k.replace("-", " ") else k.replace("-", " ")) for k, said in words.items()]
    known.sort(key=lambda choice: (choice.value == OTHER_KIND, choice.label.casefold()))
    found = narrowed(known, typed.replace("-", " "))
    own = plain_kind(typed)
    if own and own not in KINDS:
        found.append(Choice(own, f"your own: {clean(typed.strip())}", f"stored as {own}; no rule knows it"))
    return found
