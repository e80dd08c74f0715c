"""One curator at one library, line by line: what every command has at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TypeAlias

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.plan import Opening
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import DhrcurateError, RefusedError
from dhrcurate.domain.words import at_start, full_stop
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console
from dhrcurate.plain.conversation import Conversation
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.last_words import LastWords
from dhrcurate.plain.phrases import about_record
from dhrcurate.plain.reading import Reader
from dhrcurate.plain.saving import Saver
from dhrcurate.review.actions.steps import (
    Action,
    Ask,
    Confirm,
    Given,
    Ready,
    Refused,
    Unsigned,
    name_at,
    next_step,
)
from dhrcurate.review.facets import Value
from dhrcurate.review.history_text import edit_sentences
from dhrcurate.review.outcome_of_record import progress_told
from dhrcurate.review.outcomes import Outcome
from dhrcurate.review.record_state import state_of


@dataclass(frozen=True, slots=True)
class _NotHere:
    """A place at which a script changes nothing before it has gone on; see `Reviewer.decide_elsewhere`."""

    place: tuple[str, str] = ("", "")
    why: str = ""
    in_record: bool = False


@dataclass(frozen=True, slots=True)
class FacetsTold:
    """The values of facets that were told last, which have numbers from 1 on.

    Attributes:
        record: The record whose recommendations were counted; empty before any were.
        words: The filter that they fit.
        values: The values.
    """

    record: str = ""
    words: str = ""
    values: Sequence[Value] = ()


class Reviewer(Conversation):
    """One curator at one library.

    Attributes:
        library: The library.
        console: Prints and asks.
        letters: What can be typed.
        cursor: Where the curator is.
        reader: Reads out what the cursor is at.
        saver: Makes changes durable.
        last_words: The reasons and notes that were given last.
        facets_told: The values of facets that were told last.

    Args:
        library: The library, which holds a record at least.
        console: Prints and asks.
        letters: What can be typed.
        curator: Who signs, empty where nobody is known yet.
        unbroken: Holds signals back while something is written.
        opening: What was found when the library was opened.
    """

    def __init__(
        self,
        library: Library,
        console: Console,
        letters: Letters,
        *,
        curator: str = "",
        unbroken: Callable[[], AbstractContextManager[object]] = nullcontext,
        opening: Opening = Opening(),  # noqa: B008  # frozen
    ) -> None:
        super().__init__(console, letters)
        self.library = library
        self.cursor = Cursor(library)
        self._not_here = _NotHere()
        self.last_words = LastWords()
        self.facets_told = FacetsTold()
        self.reader = Reader(self.cursor, console, letters)
        self.saver = Saver(
            self.cursor, console, letters, self.reader, curator=curator, unbroken=unbroken, opening=opening
        )

    @property
    def name(self) -> str:
        """The recommendation's name, or the record where that is meant as a whole."""
        return name_at(self.cursor.state, self.cursor.key)

    # Going

    def go(self, key: str) -> None:
        """Goes to a recommendation of the record and reads it."""
        self.cursor.go(key)
        self.reader.read()

    def go_to_record(self, record_id: str, key: str | None = None) -> None:
        """Opens a record, says which, and reads what it opened at."""
        if record_id != self.cursor.state.id:
            self.console.forget_list()
        self.cursor.open(record_id, key)
        if self.cursor.state.readable and self.cursor.key:
            self.say(about_record(self.cursor.state))
        self.reader.read()

    def with_words(self, given: Given, words: str, repeats: str) -> Given | None:
        """Returns answers with some words, or those that `same` means; `None`, and says so, where there are none."""
        try:
            return self.last_words.answered(given, words, repeats)
        except RefusedError as error:
            self.fail(at_start(full_stop(str(error))), "Left as it was.")
            return None

    def decide_elsewhere(self, why: str, *, in_record: bool = False) -> None:
        """Notes why a script must go to another place before it changes anything.

        Args:
            why: Why, a sentence.
            in_record: Whether the record as a whole can be changed from here all the same.
        """
        self._not_here = _NotHere((self.cursor.state.id, self.cursor.key), why, in_record)

    def decide_here(self) -> None:
        """Notes that a script says itself where it is, so that it may change what is there."""
        self._not_here = _NotHere()

    def may_change(self, *, record: bool = False) -> None:
        """Makes sure that a script is where its next change is meant.

        Args:
            record: Whether that is about the record as a whole, wherever in it the cursor is.

        Raises:
            Strayed: If it is not.
        """
        not_here = self._not_here
        here = not_here.place == (self.cursor.state.id, self.cursor.key)
        if here and not_here.why and not (record and not_here.in_record):
            self.stop_script(not_here.why)

    # Changing

    def refuse(self, refusal: Refused | None) -> bool:
        """Says why something cannot be done; returns True if there was a refusal.

        Raises:
            Strayed: In a script, if there was one.
        """
        if refusal is not None:
            self.fail(refusal.words(self.letters.of))
        return refusal is not None

    def act(
        self,
        action: Action,
        rest: str = "",
        given: Given = Given(),  # noqa: B008  # frozen
        *,
        repeats: str = "",
    ) -> Ready | None:
        """Carries an action out: asks what it lacks, saves what it proposes, says what came of it.

        Args:
            action: The action.
            rest: What was typed after the command, which answers the first question.
            given: Answers that need no question.
            repeats: What is asked for, such as `reason of a waiver`, where `same` means the one given last.

        Returns:
            The change, once it is saved or where there was no need for one; `None` where it was not made.
        """
        while True:
            step = next_step(action, self.cursor.state, self.cursor.key, given)
            match step:
                case Ask() if given.words is not None:  # what a script says next would be meant for something else
                    self.fail("Left as it was.", step.hint)
                    return None
                case Ask():
                    words, rest = rest or self.ask_words(_prompt(step), sentence=bool(repeats)), ""
                    if not words:
                        return None
                    words = "" if words == "-" and not step.required else words
                    if (answered := self.with_words(given, words, repeats)) is None:
                        return None
                    given = answered
                case Confirm():
                    self._show(step)
                    if not self.agrees(step.question):
                        return None
                    given = replace(given, agreed=True)
                case Unsigned():
                    if (session := self.session()) is None:
                        return None
                    given = replace(given, by=session.curator)
                case Refused():
                    self.refuse(step)
                    return None
                case Ready():
                    if not self._make(step, action, given):
                        return None
                    self.last_words.keep(given.words, repeats)
                    return step

    def _show(self, confirm: Confirm) -> None:
        if confirm.preface:
            self.say(confirm.preface)
        for line in edit_sentences(confirm.edits, self.cursor.state.data):
            self.say(line)
        if confirm.quote and confirm.quote != (self.cursor.rec or {}).get("text"):  # which was heard
            self.console.quote(confirm.quote)

    def _make(self, ready: Ready, action: Action, given: Given) -> bool:
        if not ready.proposal.edits:
            self.say(ready.nothing.words(self.letters.of))  # it is so, which is what was asked for
            return ready.goes_on
        state, key = self.cursor.state, self.cursor.key

        def on_top(session: Session) -> Outcome:
            now = state_of(state.id, self.library.load(state.id))
            step = next_step(action, now, key, given)
            if not isinstance(step, Ready):
                raise RefusedError("it fits no more what was saved before it")
            wanted = step.proposal.decided_on(now.data)
            return session.apply(state.id, wanted, base=now.digest) if wanted.edits else None

        wanted = ready.proposal.decided_on(state.data)
        saved = self.save(
            self.named(ready.verb),
            lambda session: session.apply(state.id, wanted, base=state.digest),
            lambda _: f"{ready.done} {progress_told(self.cursor.state)}" if ready.decides else ready.done,
            on_top=on_top,
            leaves=ready.goes_on or bool(ready.goes_to),
        )
        if saved and ready.tell:
            self.say(ready.tell)
        return saved

    def session(self) -> Session | None:
        """Makes changes durable; `None` where nobody signs.

        Raises:
            Strayed: In a script for which nobody signs.
        """
        if (session := self.saver.session()) is None:
            self.stop_script("Nobody signs.")
        return session

    def save(
        self,
        name: str,
        call: Callable[[Session], Outcome],
        done: Callable[[Outcome], str],
        *,
        reverses: bool = False,
        on_top: Callable[[Session], Outcome] | None = None,
        leaves: bool = False,
    ) -> bool:
        """Saves a change and says what came of it; see `Saver.save`.

        Raises:
            Strayed: In a script, if it was not saved.
        """
        saved = self.saver.save(name, call, done, reverses=reverses, on_top=on_top, leaves=leaves)
        if not saved:
            kept = self.saver.not_made.get(name)
            self.stop_script(kept.why if kept else "Nobody signs.")
        return saved

    def named(self, verb: str) -> str:
        """A change here in words, by which it is named if it is not made."""
        return f"{verb} {self.name} in {self.cursor.state.id}"

    def report(self, error: Exception, change: str = "") -> None:
        """Says why a command failed.

        Args:
            error: The error.
            change: The change that the command would have made, in words; empty if it only looks or goes somewhere.
        """
        why = full_stop(str(error))
        if isinstance(error, DhrcurateError | OSError) and change:
            self.saver.was_not_made(change, error)
            self.say(f"Not made: {why}")
        else:
            self.say(f"{'Left as it was' if change else 'That cannot be done'}: {why}")


Handler: TypeAlias = Callable[[Reviewer, str], object]
"""Carries a command out, with what was typed after it."""


def _prompt(ask: Ask) -> str:
    """Return a question as it is asked in a line."""
    if ask.required:
        return f"{ask.question} {ask.hint.removesuffix('.')}:" if ask.hint else ask.question
    return f"{ask.question} A hyphen alone takes the one it has away." if ask.value else ask.question
