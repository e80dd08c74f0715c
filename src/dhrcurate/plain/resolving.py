"""Deciding what a written name means: a search of the register, how far the decision reaches, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.curation.naming.agencies import Preview, Scope, decide
from dhrcurate.curation.naming.register import REGISTER_ID, remember
from dhrcurate.domain.agency import Agency, Decision
from dhrcurate.domain.record import Record
from dhrcurate.plain.correcting import Correcting
from dhrcurate.plain.phrases import count
from dhrcurate.storage.document import Document

_SHOWN = 12
_SCOPES = (Scope.RECOMMENDATION, Scope.RECORD, Scope.LIBRARY)


class Resolving(Correcting):
    """From a written name to a body of the register."""

    def do_resolve(self, rest: str) -> None:
        """Searches the register for what a name of the cell means."""
        if not self.may_decide():
            return
        written = self._written()
        if not written:
            return
        means = self._chosen(written, rest or written)
        if not means:
            self.left()
            return
        scope = self._scope()
        if scope is None:
            self.left()
        else:
            self._decide(written, means, scope)

    def _written(self) -> str:
        """Which name of the cell is meant."""
        place = self.place
        cell = str((place.rec or {}).get("addressed_to") or "")
        parts = [part.text for part in place.names.split(cell, place.context).parts]
        if not parts:
            self.say(f"The cell is empty; {self.letters.of('edit')} agencies writes them directly.")
            return ""
        if len(parts) == 1:
            return parts[0]
        at = self._pick("Which name of the cell?", parts)
        return parts[at] if at is not None else ""

    def _chosen(self, written: str, words: str) -> str:
        """The body that the curator picks from a search, empty for none; other words search again."""
        while words:
            found = self._search(words)
            for number, (name, about) in enumerate(found, 1):
                self.say(f"{number}: {name}, {about}.")
            if not found:
                self.say(f"The register holds nothing like {words}.")
            answer = self.voice.ask(
                f"Which agency is “{written}”? A number, other words to search for, = for the name as it is written, "
                "or an empty line to leave it:"
            )
            if answer == "=":
                return written
            if answer.isascii() and answer.isdecimal() and 0 < int(answer[:4]) <= len(found):
                return found[int(answer[:4]) - 1][0]
            words = answer
        return ""

    def _search(self, words: str) -> list[tuple[str, str]]:
        """Bodies with a few words about each: the matcher's suggestions, then those that hold the words."""
        suggestion = self.place.names.suggest(words, self.place.context, 8)
        likely: dict[str, str] = {}
        if suggestion.decision is not Decision.NONE:
            for rank, each in enumerate(suggestion.candidates):
                sure = rank == 0 and suggestion.decision is Decision.MATCH
                likely[each.name] = "sure" if sure else f"likelihood {each.score:.2f}, {each.why}"
        wanted = words.casefold().split()
        names = self.place.names
        agencies = names.register.agencies if isinstance(names, Matcher) else ()
        holding = [a for a in agencies if a.name not in likely and all(w in _folded(a) for w in wanted)]
        holding.sort(key=lambda a: (not a.name.casefold().startswith(wanted[0]), len(a.name)))
        rest = {a.name: a.kind + (f", until {a.valid_to}" if a.valid_to else "") for a in holding}
        return list({**likely, **rest}.items())[:_SHOWN]

    def _scope(self) -> Scope | None:
        at = self._pick(
            "Where does that count?",
            ["this recommendation", "this record", "the whole library, also for records to come"],
        )
        return None if at is None else _SCOPES[at]

    def _pick(self, question: str, choices: Sequence[str]) -> int | None:
        """The position of the choice whose number is given, `None` for none."""
        for number, choice in enumerate(choices, 1):
            self.say(f"{number}: {choice}.")
        answer = self.voice.ask(f"{question} A number, or an empty line to leave it:")
        if answer in {str(n) for n in range(1, len(choices) + 1)}:
            return int(answer) - 1
        return None

    def _decide(self, written: str, means: str, scope: Scope) -> None:
        place = self.place
        if scope is Scope.LIBRARY:
            self.say("Looking through the library.")
        records = self._records() if scope is Scope.LIBRARY else [place.record] if place.record else []
        preview = decide(records, place.names, written, [means], scope, (place.state.id, place.key))
        proposals = dict(preview.proposals())
        if scope is Scope.LIBRARY and means != written:
            path = place.library.folder.register_path
            own = Document.read(path).data or {} if path.is_file() else {}
            register = remember(own, written, [means])
            if register.edits:
                proposals[REGISTER_ID] = register
        if not proposals:
            self.say("Nothing has to change: it stands so already.")
            return
        if scope is not Scope.RECOMMENDATION:
            self._tell(preview)
            if not self.agrees(f"“{written}” is {means}: make it so?"):
                return
        where = f"{count(len(preview.changes), 'recommendation')} changed"
        also = ", and remembered for records to come" if REGISTER_ID in proposals else ""
        self.save(lambda session: session.apply_many(proposals), lambda _: f"“{written}” is {means}: {where}{also}.")

    def _records(self) -> list[Record]:
        loaded = (self.place.library.load(i).record for i in self.place.ids)
        return [record for record in loaded if record is not None]

    def _tell(self, preview: Preview) -> None:
        self.voice.list(
            f"{c.record_id} {c.number or c.key}: “{c.cell}” gets {', '.join(c.new)}." for c in preview.changes
        )
        for record_id, why in preview.skipped.items():
            self.say(f"{record_id} is left out: {why}.")


def _folded(agency: Agency) -> str:
    return "\n".join((agency.name, *(alias.name for alias in agency.aliases), *agency.acronyms)).casefold()
