"""Saving a change and telling what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from dhrcurate.curation.configuration.curator import keep_curator
from dhrcurate.curation.proposal import Batch, saved_records
from dhrcurate.curation.saving.plan import Opening
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.standing import Gone, in_one_sentence
from dhrcurate.domain.clock import this_moment
from dhrcurate.domain.edit import EditError
from dhrcurate.domain.errors import ConflictError, DhrcurateError, NotSavedError, RefusedError, UnusableError
from dhrcurate.domain.words import at_start, full_stop
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.phrases import gone_findings, new_findings
from dhrcurate.plain.reading import Reader
from dhrcurate.review.outcomes import Outcome, notices_of
from dhrcurate.review.undo_order import UndoOrder

_REDACTED = "it cannot be made again, as something was taken out of it since; see audit restore"


@dataclass(frozen=True, slots=True)
class NotMade:
    """A change that the curator asked for and that was not made.

    Attributes:
        why: Why, a sentence.
        place: The record and recommendation that it is about.
        again: Tries it again; told whether an earlier change at this place was made just now. `None` where it cannot
            help.
        gone: What was saved before and is gone, if it is that.
    """

    why: str
    place: tuple[str, str]
    again: Callable[[bool], bool] | None = None
    gone: Gone | None = None


def _again(gone: Gone, session: Session) -> Outcome:
    return session.make_again(gone)


def _unless_redacted(call: Callable[[Session], Outcome], asked: str, session: Session) -> Outcome:
    session.refuse_redacted(asked)
    return call(session)


def _made_again(gone: Gone, _outcome: Outcome) -> str:
    return f"Made again: {gone}."


class Saver:
    """Makes calls of the session, and says at once whether they are saved.

    Args:
        cursor: Where the curator is; reads again what was changed.
        console: Prints and asks.
        letters: What can be typed.
        reader: Reads out what a conflict leaves.
        curator: Who signs, empty where nobody is known yet.
        unbroken: Holds signals back while something is written.
        opening: What was found when the library was opened.

    Attributes:
        not_made: The changes that were asked for and not made, by their names, such as "accept R1 in x".
    """

    def __init__(
        self,
        cursor: Cursor,
        console: Console,
        letters: Letters,
        reader: Reader,
        *,
        curator: str,
        unbroken: Callable[[], AbstractContextManager[object]],
        opening: Opening,
    ) -> None:
        self._cursor, self._console, self._letters, self._reader = cursor, console, letters, reader
        self._unbroken = unbroken
        self._session: Session | None = None
        self.curator = curator
        self.undo_order = UndoOrder()
        self._opening = opening
        self.not_made: dict[str, NotMade] = {}
        self.made = 0
        self.gone: list[Gone] = []
        """What was saved and is gone, as another program put older files in place, and was not made again."""
        self.was_gone = False
        """Whether anything was gone, made again or not."""

    def session(self) -> Session | None:
        """Makes changes durable; asks who signs the first time. `None` where nobody does."""
        if self._session is None and (self.curator or self._ask_name()):
            self._session = Session(self._cursor.library, self.curator, opening=self._opening)
        return self._session

    def look(self, *, at_end: bool = False) -> None:
        """Says what was saved and is gone since, and how to make it again; at the end it waits for git at work."""
        gone = self._session.take_gone(at_end=at_end) if self._session is not None else ()
        if not gone:
            return
        self.was_gone = True
        self.gone += gone
        self._console.say(full_stop(at_start(in_one_sentence(gone))), f"{self._letters.of('retry')} makes it again.")
        self._cursor.again()

    def behind(self) -> tuple[str, ...]:
        """Says, at the end, of each file that it lacks what was saved here and its trail still holds."""
        return self._session.behind() if self._session is not None else ()

    def make_again(self) -> None:
        """Makes again what was saved and is gone; says of each what came of it."""
        gone, self.gone = self.gone, []
        for one in self._session.as_they_stand(gone) if self._session is not None else ():
            self._make_one_again(one)
        self._reader.read()

    def _make_one_again(self, one: Gone) -> bool:
        place = one.record_id, one.event.id  # of its own: no other decision answers it
        if one.proposal is None:
            why = "it cannot be made again from its line; see audit restore"
            self.was_not_made(str(one), RefusedError(why), place=place, gone=one)
            self._console.say(f"Not made again: {one}: {why}.")
            return False
        try:
            return self.save(str(one), partial(_again, one), partial(_made_again, one), place=place, gone=one)
        except EditError as error:
            self.was_not_made(str(one), error, place=place, gone=one)
            self._console.say(f"Not made again: {one}: {full_stop(str(error))}")
            return False

    def forget_redacted(self) -> None:
        """Forgets what a redaction took out since of what is gone: it is neither shown nor made again."""
        if self._session is None:
            return
        waiting = [kept.gone for kept in self.not_made.values() if kept.gone is not None]
        now = {one.event.id: one for one in self._session.as_they_stand((*self.gone, *waiting))}
        self.gone = [now[one.event.id] for one in self.gone]
        not_made, self.not_made = self.not_made, {}
        for name, kept in not_made.items():
            one = now[kept.gone.event.id] if kept.gone is not None else None
            if one is None or one == kept.gone:
                self.not_made[name] = kept
            else:
                self.was_not_made(str(one), RefusedError(_REDACTED), place=kept.place, gone=one)

    def _ask_name(self) -> bool:
        name = self._console.ask("Every decision is signed. Who is reviewing?")
        say = self._console.say
        if not name or not name.isprintable() or self._letters.read(name):
            why = "That is a command, not a name." if name else "Nobody is named."
            say(f"{why} Nothing was changed. Give your name here, or start with --as NAME.")
            return False
        self.curator = " ".join(name.split())
        try:
            file = keep_curator(self.curator)
        except (OSError, UnusableError) as error:
            say(f"The name could not be kept: {full_stop(str(error))}")
        else:
            say(f"{self.curator} signs. The name is kept in {file}.")
        return True

    def save(
        self,
        name: str,
        call: Callable[[Session], Outcome],
        done: Callable[[Outcome], str],
        *,
        reverses: bool = False,
        on_top: Callable[[Session], Outcome] | None = None,
        place: tuple[str, str] | None = None,
        gone: Gone | None = None,
        leaves: bool = False,
    ) -> bool:
        """Makes a call of the session and says what came of it; returns True if it is saved.

        Args:
            name: The change in words, by which it is named if it is not made.
            call: The call.
            done: Gives the sentence for what it returned, once the new state is read; empty where nothing was written.
            reverses: True if it undoes or redoes a change.
            on_top: The same call for where an earlier change at this place, not saved before either, is made first.
            place: The record and recommendation that it is about; `None` for where the cursor is.
            gone: What was saved before and is made again.
            leaves: Whether the curator goes elsewhere next, so that what is found here is told with its place too.
        """
        session, asked = self.session(), this_moment()
        if session is None:
            return False
        if place is None:  # it is asked for now, and not tried again: it comes after what was asked for before
            self.not_made.pop(name, None)
            place = self._cursor.state.id, self._cursor.key
        say = self._console.say
        try:
            with self._unbroken():
                outcome = call(session)
        except NotSavedError as error:

            def again(after_own: bool) -> bool:
                if gone is not None:
                    return self._make_one_again(gone)
                first = partial(_unless_redacted, call, asked)
                later = on_top and partial(_unless_redacted, on_top, asked)
                now = later if later is not None and after_own else first
                return self.save(name, now, done, reverses=reverses, on_top=later, place=place, leaves=leaves)

            self.was_not_made(name, error, again, place=place, gone=gone)
            say(f"Not saved: {full_stop(str(error))} {self._letters.of('retry')} tries again.")
            return False
        except ConflictError as error:
            self.was_not_made(name, error, place=place, gone=gone)
            say(f"Not made: {full_stop(str(error))} This is how it is now.")
            self._cursor.again()
            self._reader.read()
            return False
        except (DhrcurateError, OSError) as error:
            self.was_not_made(name, error, place=place, gone=gone)
            say(f"Not made: {full_stop(str(error))}")
            return False
        self._was_made(name, place, decided=not reverses)
        for record_id, why in (outcome.skipped if isinstance(outcome, Batch) else {}).items():
            self.was_not_made(f"{name}, in {record_id}", RefusedError(why))
        before, key = self._cursor.state, self._cursor.key
        try:
            self._take(outcome, reverses=reverses)
        finally:  # it is on disk, whatever reading it again meets
            now = self._cursor.state
            if sentence := done(outcome):
                say(sentence, "Saved.")
        if gone_by_it := "" if reverses else gone_findings(before, now, key, sentence):
            say(gone_by_it)
        for finding in new_findings(before, now, None if leaves else self._cursor.key, "Again" if reverses else "New"):
            say(finding)
        for notice in notices_of(outcome):
            say(full_stop(at_start(notice)))
        return True

    def was_not_made(
        self,
        name: str,
        error: Exception,
        again: Callable[[bool], bool] | None = None,
        *,
        place: tuple[str, str] | None = None,
        gone: Gone | None = None,
    ) -> None:
        """Notes a change that was asked for and not made, to be named when the review is left."""
        place = place or (self._cursor.state.id, self._cursor.key)
        self.not_made[name] = NotMade(full_stop(str(error)), place, again, gone)

    def _was_made(self, name: str, place: tuple[str, str], *, decided: bool) -> None:
        """Forgets what this change answers: itself, and if it is a decision, what was refused at this place before."""
        self.made += 1
        self.not_made = {
            n: kept
            for n, kept in self.not_made.items()
            if n != name and not (decided and kept.again is None and kept.place == place)
        }

    def retry(self) -> bool:
        """Tries again what could not be saved, in the order in which it was asked for; returns False if nothing was."""
        before = self.not_made.keys()
        self.forget_redacted()
        for name in self.not_made.keys() - before:
            self._console.say(f"Not made again: {name}: {full_stop(_REDACTED)}")
        waiting = [kept for kept in self.not_made.values() if kept.again is not None]
        made: set[tuple[str, str]] = set()
        for kept in waiting:
            if kept.again is None or not kept.again(kept.place in made):
                break
            made.add(kept.place)
        return bool(waiting)

    def _take(self, outcome: Outcome, *, reverses: bool) -> None:
        """Reads again what a call changed."""
        cursor = self._cursor
        own = [saved.record_id for saved in saved_records(outcome) if saved.record_id in cursor.ids]
        if own and not reverses:
            self.undo_order.changed(cursor.state.id if cursor.state.id in own else own[0])
        for changed in saved_records(outcome):
            if changed.record_id in cursor.ids:
                cursor.checker.forget_trail(changed.record_id)
            else:
                cursor.library.refresh_names()
        cursor.again()
