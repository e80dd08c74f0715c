"""Corrections: fields, fixes, waivers, and the shape of the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.curation.operations import facts, fields, fixes, structure, waive
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import Field, Kind
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.domain.words import field_in_words
from dhrcurate.plain.deciding import Deciding
from dhrcurate.plain.phrases import at_start, edit_lines, full_stop, in_words


def _typed(known: Mapping[str, Field]) -> dict[str, str]:
    """The names of fields by what may be typed for them, labels first."""
    words = {field.label.casefold(): name for name, field in known.items()}
    for name, field in known.items():
        words |= dict.fromkeys((name, name.replace("_", "-"), *field.aliases), name)
    return words


_FIELDS = _typed(fields.EDITABLE)
_FACTS = _typed(facts.FACTS)


class Correcting(Deciding):
    """What changes more than the decision."""

    # Fields

    def do_edit(self, rest: str) -> None:
        """Gives a field another value: of the recommendation, or what is known of the review at the record itself."""
        if not self.may_change():
            return
        rec, data = self.place.rec, self.place.state.data
        field, value = self._field(rest, _FACTS if rec is None else _FIELDS)
        if not field:
            return
        if not value:
            about = facts.FACTS[field] if rec is None else fields.EDITABLE[field]
            away = "" if about.filled else ", a hyphen alone empties it"
            several = ", with | between several" if about.kind is Kind.LIST else ""
            now = facts.facts_of(data)[field] if rec is None else rec.get(field)
            self.say(f"The {field_in_words(field)} now: {in_words(now)}.")
            self.say(f"Type what it is to be{several}; an empty line leaves it{away}.")
            value = self.voice.ask(f"New {field_in_words(field)}:")
        if not value:
            self.left()
        elif rec is None:
            self._set_fact(field, "" if value == "-" else value)
        else:
            self._set(field, _as_value(field, value))

    def do_replace(self, rest: str) -> None:
        """Replaces some words of a field."""
        if not self.may_decide():
            return
        field, more = self._field(rest or "text", _FIELDS)
        if not field:
            return
        if fields.EDITABLE[field].kind is Kind.LIST or more:
            texts = (each.label for each in fields.EDITABLE.values() if each.kind is not Kind.LIST)
            self.say(f"Name one field and nothing more: {', '.join(texts)}.")
            return
        before = str((self.place.rec or {}).get(field) or "")
        old = self.voice.ask(f"Which words of the {field_in_words(field)} are to go?")
        times = before.count(old) if old else 0
        if times != 1:
            why = "They do not stand there." if old else "There were none."
            self.say(f"They stand there {times} times: give more of them." if times > 1 else why, "Left as it was.")
            return
        new = self.voice.ask("What comes in their place? An empty line puts nothing there.")
        self._set(field, before.replace(old, new))

    def _set(self, field: str, value: Any) -> None:
        proposal = fields.set_field(self.place.state.data, self.place.key, field, value)
        to = "" if field == "text" else f" to {in_words(value)}"
        self.change(proposal, f"Changed the {field_in_words(field)} of {self.name}{to}.")

    def _set_fact(self, field: str, written: str) -> None:
        try:
            value = facts.fact(field, written)
        except RefusedError as error:
            self.say(f"{at_start(full_stop(str(error)))} Left as it was.")
            return
        proposal = facts.set_facts(self.place.state.data, {field: value})
        self.change(proposal, f"Changed the review's {field_in_words(field)} to {in_words(value)}.")

    def _field(self, rest: str, known: Mapping[str, str]) -> tuple[str, str]:
        """The field that words begin with and what follows it; asks where there are no words."""
        every = ", ".join(dict.fromkeys(map(field_in_words, known.values())))
        words = rest or self.voice.ask(f"Which field? {every}:")
        for label in sorted(known, key=len, reverse=True):
            if words.casefold() == label or words.casefold().startswith(f"{label} "):
                return known[label], words[len(label) :].strip()
        self.say(f"There is no field {words}; they are {every}." if words else "Left as it was.")
        return "", ""

    # Findings

    def do_fix(self, rest: str) -> None:
        """Makes a finding's fix; one that can change the meaning is shown first."""
        if not self.may_change():
            return
        finding, more = self._finding(rest, with_fix=True)
        if finding is None or more:
            self.say(f"There is no finding {rest} here." if rest else "No finding here offers a fix.")
            return
        if finding.fix is None:
            self.say(f"{finding.rule} {finding.name} offers no fix here.")
            return
        if finding.fix.safety is Safety.UNSAFE:
            self._tell_fix(finding)
            if not self.agrees("Make it?"):
                return
        self.change(fixes.make_fix(finding), f"Made the fix for {finding.rule}: {full_stop(finding.fix.description)}")

    def do_waive(self, rest: str) -> None:
        """Accepts a finding as it is."""
        if not self.may_change():
            return
        finding, reason = self._finding(rest)
        if finding is None:
            self.say("There is no such finding here.")
            return
        reason = self.words(f"Why does {finding.rule} {finding.name} stand as it is?", reason)
        if not reason:
            self.left()
        elif session := self.session():
            proposal = waive.waive(self.place.state.data, finding, reason, session.curator)
            self.change(proposal, f"Waived {finding.rule} {finding.name} at {self.name}.")

    def do_explain(self, rest: str) -> None:
        """Explains a finding."""
        from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # imports every rule

        finding, _ = self._finding(rest)
        rule = find_rule(finding.rule) if finding else None
        if finding is None or rule is None:
            self.say("There is no such finding here.")
            return
        self.say(f"{rule.code} {rule.name}, {finding.severity.value}: {full_stop(finding.message)}")
        self.say(rule.summary)
        for part in ("why", "note"):
            if text := rule.sections.get(part):
                self.say(f"{at_start(part)}: {text}")
        self._tell_fix(finding)

    def _tell_fix(self, finding: Finding) -> None:
        if finding.fix is not None:
            self.say(f"The fix: {full_stop(finding.fix.description)}")
            for line in edit_lines(finding.fix.edits, self.place.state.data):
                self.say(line)

    def _finding(self, rest: str, *, with_fix: bool = False) -> tuple[Finding | None, str]:
        """The finding that a number before some words means, else the one the curator is at; and the other words."""
        found = self.place.findings
        number, _, more = rest.partition(" ")
        if number.isascii() and number.isdecimal():
            at = int(number) - 1 if len(number) < 5 else -1
            return (found[at], more.strip()) if 0 <= at < len(found) else (None, more)
        here = self.place.finding
        if with_fix and (here is None or here.fix is None):
            here = next((f for f in found if f.fix is not None), None)
        return here, rest

    # Structure

    def do_add(self, _rest: str) -> None:
        """Adds an empty recommendation after this one."""
        if self.may_change() and (session := self.session()):
            used = session.used_keys(self.place.state.id)
            self._structural(structure.add(self.place.state.data, self.place.key or None, used=used), "Added {}.")

    def do_divide(self, rest: str) -> None:
        """Divides the text in two."""
        if not self.may_decide():
            return
        text = str((self.place.rec or {}).get("text") or "")
        words = self.words("With which words does the second one begin?", rest)
        times = text.count(words) if words else 0
        if times != 1:
            self.say("These words must stand in the text, and only once: give more or others. Left as it was.")
        elif session := self.session():
            data, used = self.place.state.data, session.used_keys(self.place.state.id)
            proposal = structure.split_text(data, self.place.key, text.index(words), used=used)
            self._structural(proposal, f"Divided {self.name}; the second part is {{}}.")

    def do_join(self, _rest: str) -> None:
        """Joins it with the one after it."""
        if self.may_decide():
            self.change(
                structure.join_next(self.place.state.data, self.place.key), f"Joined {self.name} with the next."
            )

    def do_move_down(self, _rest: str) -> None:
        """Moves it down in the file."""
        self._move(+1, "down")

    def do_move_up(self, _rest: str) -> None:
        """Moves it up in the file."""
        self._move(-1, "up")

    def _move(self, by: int, way: str) -> None:
        if self.may_decide():
            proposal = structure.move(self.place.state.data, self.place.key, by)
            self.change(proposal, f"Moved {self.name} {way} in the file. It is read in the order of the numbers.")

    def do_renumber(self, rest: str) -> None:
        """Changes the number."""
        self.do_edit(f"number {rest}".strip())

    def do_lift_title(self, _rest: str) -> None:
        """Lifts a heading out of the text."""
        if self.may_decide():
            proposal = structure.lift_title(self.place.state.data, self.place.key)
            self.change(proposal, f"Lifted the heading of {self.name}: {in_words(proposal.edits[0].new)}.")

    def do_remove(self, _rest: str) -> None:
        """Removes it after a question."""
        if self.may_decide() and self.agrees(f"Remove {self.name} from the record?"):
            name = self.name
            self._structural(structure.remove(self.place.state.data, self.place.key), f"Removed {name}.")

    def _structural(self, proposal: Any, said: str) -> None:
        before = {r.get("key") for r in self.place.state.recommendations}
        new = [k for e in proposal.edits if isinstance(e.new, dict) and (k := e.new.get("key")) not in before]
        if self.change(proposal, said.format(new[0] if new else "")):
            if new:
                self.place.go(str(new[0]))
            self.read_out()


def _as_value(name: str, typed: str) -> Any:
    field = fields.EDITABLE[name]
    if field.kind is Kind.LIST:
        return [] if typed == "-" else fields.entries_of(typed.split("|"))
    if typed == "-" and not field.filled:
        return "" if field.required else None
    return typed
