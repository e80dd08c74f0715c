"""The agencies of one recommendation: its cell split, a suggestion taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from dhrcurate.curation.naming.suggestions import Offer, behind, instead_of
from dhrcurate.curation.operations import cells, fields
from dhrcurate.curation.operations.common import changed
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.edit import apply
from dhrcurate.domain.words import enumerated
from dhrcurate.review.actions.steps import Given, Ready, Refused, Step, name_at, rec_of, recommendation_refusal
from dhrcurate.review.history_text import quoted
from dhrcurate.review.record_state import RecordState

_SPLIT_ALREADY = "There is nothing to split: the agencies are {} already. {{}} searches the register."
_NOTHING_TO_SPLIT = "There is nothing to split: the cell names nobody."


def split_cell(state: RecordState, key: str, given: Given, *, names: Names, context: Context) -> Step:
    """Split the cell into the agencies that it names.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        names: The register.
        context: The record's area and time.
    """
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    proposal = cells.split_cell(state.data, key, names, context)
    agencies = proposal.edits[0].new if proposal.edits else rec_of(state, key).get("agencies") or []
    several = f"Split the cell of {name_at(state, key)}: the agencies are"
    done = f"{several if len(agencies) > 1 else f'The agency of {name_at(state, key)} is'} {quoted(agencies)}."
    of_many = "Make agencies of the names in the cells of {}?"
    of_many_done = "Made agencies of the names in the cells of {}."
    unknown = [name for name in agencies if names.entry(name) is None]
    tell = f"In no register, and kept as it is written: {quoted(unknown)}." if unknown else ""
    nothing = _nothing_to_split(agencies)
    return Ready(proposal, done, "split", tell=tell, nothing=nothing, of_many=of_many, of_many_done=of_many_done)


def _nothing_to_split(agencies: Sequence[str]) -> Refused:
    if not agencies:
        return Refused(_NOTHING_TO_SPLIT, severity="information")
    words = quoted(agencies).replace("{", "{{").replace("}", "}}")
    return Refused(_SPLIT_ALREADY.format(words), ("resolve",), severity="information")


def no_suggestion(offers: Sequence[Offer], agencies: Sequence[str], number: str) -> Refused:
    """Return why a number takes no suggestion.

    Args:
        offers: The suggestions for the cell, whether they are shown or not.
        agencies: The agencies so far.
        number: The number as it was typed.
    """
    at = int(number) - 1 if number.isascii() and number.isdecimal() and len(number) == 1 else -1
    if 0 <= at < len(offers) and offers[at].name in agencies:
        return Refused(f"{offers[at].name} is among the agencies already.", severity="information")
    if not offers:
        return Refused("There are no suggestions here. {} searches the register.", ("resolve",), severity="information")
    if 0 <= at < len(offers):
        why = "A suggestion for each name of the cell is taken. {} searches the register."
        return Refused(why, ("resolve",), severity="information")
    return Refused(f"There is no suggestion {number}.", severity="information")


def decided_together(agencies: Sequence[str]) -> Refused:
    """Return why one name of a cell cannot be decided anew: nobody can tell which of the agencies is its own."""
    words = quoted(agencies).replace("{", "{{").replace("}", "}}")
    return Refused(f"The agencies of the whole cell are {words}. {{}} changes them.", ("edit",), severity="information")


def take(
    state: RecordState,
    key: str,
    given: Given,
    *,
    offers: Sequence[Offer],
    rank: int,
    named: Callable[[RecordState, str], Collection[str]] | None = None,
) -> Step:
    """Take a suggestion.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        offers: The suggestions for the cell.
        rank: The place of the one to take, from 1.
        named: Gives the names in the cell of a recommendation, where the suggestions are for that of another one.
    """
    del given
    if refusal := recommendation_refusal(state, key):
        return refusal
    offer = offers[rank - 1]
    if named is not None and offer.written not in named(state, key):
        return Refused(f"its cell does not name “{offer.written}”", severity="information")
    proposal = fields.take_suggestion(
        state.data,
        key,
        offer.written,
        offer.name,
        offer.score,
        rank,
        instead=instead_of(offer, offers),
        behind=behind(offer, offers),
    )
    nothing = Refused(f"{offer.name} is among the agencies already.", severity="information")
    what = f": {offer.what}" if offer.what else ""
    of_many = f"Take the suggested agency {offer.name} for {{}}?"
    done = f"Took {offer.name} for {name_at(state, key)}{_instead(proposal, {offer.written})}{what}."
    of_many_done = f"Took {offer.name} for {{}}{what}."
    return Ready(proposal, done, "take", nothing=nothing, of_many=of_many, of_many_done=of_many_done)


def _instead(proposal: Proposal, written: Collection[str]) -> str:
    """Return whose place a suggestion takes, in words; empty where that is but the name as written."""
    gone = [name for edit in proposal.edits for name in edit.old or () if name not in (edit.new or ())]
    gone = [name for name in gone if name not in written]
    return f" instead of {enumerated(gone)}" if gone else ""


def take_several(state: RecordState, key: str, given: Given, *, offers: Sequence[Offer], ranks: Sequence[int]) -> Step:
    """Take suggestions in one change.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        offers: The suggestions for the cell.
        ranks: The places of those to take, from 1; of two for one name neither is taken.
    """
    now, steps = state, list[Ready]()
    for rank in ranks:
        step = take(now, key, given, offers=offers, rank=rank)
        if not isinstance(step, Ready):
            return step
        steps.append(step)
        now = RecordState(state.id, apply(now.data, step.proposal.edits))
    if len(steps) == 1:
        return steps[0]
    taken = rec_of(now, key).get("agencies") or []
    if other := next((rank for rank in ranks if offers[rank - 1].name not in taken), None):
        why = f"Of {enumerated(list(map(str, ranks)))} only one can be taken for “{offers[other - 1].written}”."
        return Refused(f"{why} Left as it was.")
    names = enumerated(list(dict.fromkeys(offers[rank - 1].name for rank in ranks)))
    because = {"suggestions": [(step.proposal.because or {}).get("suggestion") for step in steps]}
    proposal = Proposal("edit", changed(state.data, key, {"agencies": taken}), because=because)
    nothing = Refused(f"{names} are among the agencies already.", severity="information")
    instead = _instead(proposal, {offers[rank - 1].written for rank in ranks})
    return Ready(proposal, f"Took {names} for {name_at(state, key)}{instead}.", "take", nothing=nothing)
