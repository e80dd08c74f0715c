"""One action for several recommendations at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import RECOMMENDATIONS
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.words import at_start, plural
from dhrcurate.review.actions.steps import Action, Ask, Given, Ready, Refused, name_at
from dhrcurate.review.record_state import RecordState


@dataclass(frozen=True, slots=True)
class Many:
    """The changes that an action makes in several recommendations.

    Attributes:
        verb: What it does, in a word or two.
        each: The changes by record and key; recommendations that would not change are left out.
        skipped: Why others are left out, a line for each record or recommendation.
        asked: The question with `{}` for how many; empty where the verb says it all.
        told: The sentence for when they are made, with `{}` for how many.
        decides: Whether it is a decision, behind which nothing more is done to the same ones.
        goes_on: Whether the curator goes on to the next undecided recommendation.
        of: Among how many recommendations these are; 0 where nobody asks.
    """

    verb: str
    each: Mapping[str, Mapping[str, Proposal]]
    skipped: tuple[str, ...] = ()
    asked: str = ""
    told: str = ""
    decides: bool = False
    goes_on: bool = False
    of: int = 0

    @property
    def question(self) -> str:
        """The question before the changes are made, which says what is done to how many recommendations."""
        return self._asked_of(self._counted)

    @property
    def done(self) -> str:
        """The sentence for when the changes are made."""
        return self.told.replace("{}", self._counted, 1) if self.told else f"Done: {self.words}."

    @property
    def _counted(self) -> str:
        records = f" in {len(self.each)} records" if len(self.each) > 1 else ""
        if self.of > self.count:
            return f"{self.count} of {plural(self.of, 'recommendation')}{records}"
        return f"{plural(self.count, 'recommendation')}{records}"

    @property
    def left_out(self) -> str:
        """The sentence for how many stay as they are; empty for none."""
        left = self.of - self.count
        below = ", see below" if self.skipped else ""
        return f"{left} {'stays as it is' if left == 1 else 'stay as they are'}{below}." if left > 0 else ""

    @property
    def words(self) -> str:
        """What is done to how many recommendations, for messages: "accept 9 recommendations"."""
        question = self._asked_of(plural(self.count, "recommendation"))
        return question[:1].lower() + question[1:].removesuffix("?")

    def _asked_of(self, many: str) -> str:
        return self.asked.replace("{}", many, 1) if self.asked else f"{self.verb.capitalize()} {many}?"

    @property
    def count(self) -> int:
        """How many recommendations change."""
        return sum(map(len, self.each.values()))

    def proposals(self) -> dict[str, Proposal]:
        """Return the changes as one proposal for each record."""
        return {record_id: _joined(list(own.values())) for record_id, own in self.each.items()}


def for_many(
    action: Action, marked: Iterable[tuple[str, str]], state_of: Callable[[str], RecordState], given: Given
) -> Ask | Many:
    """Run an action for several recommendations, with the same answers.

    Args:
        action: The action; one that asks for a yes is taken to have got it, as the whole is shown before it is made.
        marked: Record and key of each recommendation.
        state_of: Gives a record from its id.
        given: The answers so far.

    Returns:
        The question that is lacking an answer, without a value, as each recommendation has its own, unless it is about
        the answer that was given. Else the changes.
    """
    given, marked = replace(given, agreed=True), list(marked)
    by_record: dict[str, list[str]] = {}
    for record_id, key in sorted(marked):
        by_record.setdefault(record_id, []).append(key)
    verb, asked, told, each, skipped = "", "", "", dict[str, dict[str, Proposal]](), list[str]()
    decides = goes_on = False
    for record_id, keys in by_record.items():
        state = state_of(record_id)
        if not state.readable or state.signed_off:
            skipped.append(f"{record_id} is {'signed off' if state.readable else 'unreadable'} and left out")
            continue
        recs = {rec.get("key"): rec for rec in state.recommendations}
        for key in keys:
            # Alone in its record, so that nobody looks for it among the others.
            alone = RecordState(record_id, {**state.data, RECOMMENDATIONS: [recs[key]] if key in recs else []})
            try:
                step = action(alone, key, given)
            except (DhrcurateError, ValueError) as error:
                skipped.append(f"{_named(alone, key, by_record)}: {error}")
                continue
            if isinstance(step, Ask):
                return step if given.words is not None else replace(step, value="")
            if isinstance(step, Refused):
                skipped.append(f"{_named(alone, key, by_record)}: {step.reason}")
            elif isinstance(step, Ready):
                verb, asked, told = step.verb, step.of_many, step.of_many_done
                decides, goes_on = step.decides, step.goes_on
                if step.proposal.edits:
                    each.setdefault(record_id, {})[key] = step.proposal
    return Many(verb, each, tuple(skipped), asked, told, decides, goes_on, len(marked))


def _named(state: RecordState, key: str, records: Mapping[str, object]) -> str:
    """What a recommendation is called in the list, after its record where there are several."""
    name = name_at(state, key) if state.by_key(key) else key
    return f"{state.id} {name}" if len(records) > 1 else at_start(name)


def _joined(proposals: list[Proposal]) -> Proposal:
    """Return the changes of several recommendations of a record as one."""
    return replace(proposals[0], edits=tuple(edit for proposal in proposals for edit in proposal.edits))
