"""The steps of an action: a question, a refusal, or a change with the words for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal, TypeAlias

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.words import at_start, full_stop, name_of
from dhrcurate.review.beside import LEFT_OUT
from dhrcurate.review.record_state import Rec, RecordState


@dataclass(frozen=True, slots=True)
class Given:
    """The answers given so far.

    Attributes:
        words: The answer to an `Ask`; `None` where it has not been asked.
        agreed: Whether a `Confirm` was answered with yes.
        by: Who signs; empty where that is not known yet.
        repeated: Whether the words are those given last, of which the beginning is heard again, so as to know them.
    """

    words: str | None = None
    agreed: bool = False
    by: str = ""
    repeated: bool = False

    def said(self, what: str, whole: str = "") -> str:
        """Return the words as the end of a sentence, with a comma before them.

        Args:
            what: What they are: `reason`, `note`.
            whole: How they are told where they are not those given last; empty where they need not be.
        """
        if self.repeated:
            return f", same {what} “{shorten(self.words or '', _BEGINS, placeholder=' …')}”"
        return f", {whole}" if whole else ""


_BEGINS = 32
"""Characters that words given before are known by."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Words are lacking.

    Attributes:
        question: The question.
        hint: What becomes of the answer.
        value: The words as they are now.
        required: Whether an empty answer is no answer; else it empties what is asked for.
        context: What the question is about, for an interface in which that is no longer in sight.
    """

    question: str
    hint: str = ""
    value: str = ""
    required: bool = True
    context: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """A yes is lacking.

    Attributes:
        question: The question.
        yes: What a yes does, in a word or two.
        preface: A sentence to read before the question.
        edits: Changes to show with it.
        quote: A text to show with it.
        safe: Whether yes is the likely answer.
    """

    question: str
    yes: str = "yes"
    preface: str = ""
    edits: tuple[Edit, ...] = ()
    quote: str = ""
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Who signs is lacking, and is part of the change."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing can be done.

    Attributes:
        reason: Why, as a sentence; with `{}` for each of `keys`.
        keys: Ids of the commands whose keys the sentence names.
        severity: How serious that is.
    """

    reason: str
    keys: tuple[str, ...] = ()
    severity: Literal["information", "warning"] = "warning"

    def words(self, key_of: Callable[[str], str]) -> str:
        """Return the sentence.

        Args:
            key_of: Gives what is typed for a command, by its id.
        """
        return self.reason.format(*map(key_of, self.keys)) if self.keys else self.reason


NOTHING_TO_CHANGE = Refused("There is nothing to change: it is so already.", severity="information")


@dataclass(frozen=True, slots=True)
class Ready:
    """A change that can be saved; without edits there is nothing to change.

    Attributes:
        proposal: The change.
        done: The sentence for when it is made.
        verb: What it does, in a word or two: `accept`.
        nothing: What to say where there is nothing to change.
        decides: Whether it is a decision, so that the record's progress is worth telling.
        goes_on: Whether the curator goes on to the next undecided recommendation, also where nothing changes.
        goes_to: Key of the recommendation to go to afterwards; empty for none.
        tell: A sentence about what stays open, which nobody sees otherwise.
        of_many: What is asked before the same is done to several, with `{}` for "9 recommendations"; empty where the
            verb says it all: "Accept 9 recommendations?".
        of_many_done: The sentence for when the same is done to several, with `{}` for "9 recommendations".
    """

    proposal: Proposal
    done: str
    verb: str
    nothing: Refused = NOTHING_TO_CHANGE
    decides: bool = False
    goes_on: bool = False
    goes_to: str = ""
    tell: str = ""
    of_many: str = ""
    of_many_done: str = ""


Step: TypeAlias = Ask | Confirm | Unsigned | Refused | Ready

Action: TypeAlias = Callable[[RecordState, str, Given], Step]


def next_step(action: Action, state: RecordState, key: str, given: Given) -> Step:
    """Run an action; what its operation refuses becomes a refusal in words."""
    try:
        return action(state, key, given)
    except (DhrcurateError, ValueError) as error:
        return Refused(f"Left as it was: {full_stop(str(error))}")


def record_refusal(state: RecordState) -> Refused | None:
    """Return why a record takes no changes, `None` where it does."""
    if not state.readable:
        return Refused("This record cannot be read, so it is not written either.")
    if state.signed_off:
        return Refused("The record is signed off; {} goes on, {} reopens it.", ("next-undecided", "sign-off"))
    return None


def recommendation_refusal(state: RecordState, key: str) -> Refused | None:
    """Return why there is no recommendation here that takes changes, `None` where there is one."""
    if refusal := record_refusal(state):
        return refusal
    if not key:
        reason = "This is the record as a whole; {} goes to a recommendation."
        return Refused(reason, ("next",), severity="information")
    if key.startswith(LEFT_OUT):
        reason = "This is a passage of the report that was not extracted: {} adds it, {} says that it is none."
        return Refused(reason, ("accept", "reject"), severity="information")
    if state.by_key(key) is None:
        return Refused(f"There is no recommendation {key}: it may have been removed meanwhile.")
    return None


def rec_of(state: RecordState, key: str) -> Rec:
    """Return the recommendation with a key, empty where there is none."""
    return state.by_key(key) or {}


def name_at(state: RecordState, key: str) -> str:
    """Return what a place is called in a sentence: a recommendation, or the record."""
    rec = state.by_key(key) if key else None
    if key.startswith(LEFT_OUT):
        return "what was not extracted"
    return name_of(rec) if rec else "the record"


def name_at_start(state: RecordState, key: str) -> str:
    """Return `name_at` as a sentence begins."""
    return at_start(name_at(state, key))
