"""Deciding what a written name means, as every interface does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dhrcurate.agencies.normalise import fold
from dhrcurate.curation.naming.agencies import Change, NamedPlace, Preview, Scope, resolve
from dhrcurate.curation.naming.deciding import NameDecision
from dhrcurate.curation.naming.reach import Reach
from dhrcurate.curation.operations.cells import left_of
from dhrcurate.domain.agency import Context, Names, no_body_in_words
from dhrcurate.domain.edit import Data
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.record import Record
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import NAMED, enumerated, full_stop, name_of, named_or_counted, plural
from dhrcurate.review.outcome_of_record import named_in
from dhrcurate.review.record_state import Rec, RecordState

SCOPES = (Scope.RECOMMENDATION, Scope.RECORD, Scope.LIBRARY)
"""How far a decision may reach, in the order in which it is offered."""


_TAKEN_AWAY = 3
"""So many agencies are named that a name was decided to mean so far."""

_CONTRADICTED = 3
"""So many names of a group are told to be plainly something else."""


def names_in_cell(rec: Rec, names: Names, context: Context) -> list[str]:
    """Return the names in the cell of a recommendation, as they are written there."""
    cell = str(rec.get("addressed_to") or "")
    return [part.text for part in names.split(cell, context).parts]


def times_written(written: str, recs: Iterable[Rec], names: Names, context: Context) -> int:
    """Return in how many cells of a record a name is written, in any spelling that differs in form alone."""
    wanted = fold(written)
    return sum(any(fold(name) == wanted for name in names_in_cell(rec, names, context)) for rec in recs)


def names_to_decide(rec: Rec, names: Names, context: Context) -> list[str]:
    """Return the names in the cell of a recommendation that have no agency yet; all of them where each has one."""
    cell = str(rec.get("addressed_to") or "")
    return left_of(cell, rec.get("agencies") or (), names, context) or names_in_cell(rec, names, context)


def names_in_several(recs: Sequence[tuple[Rec, Context]], names: Names) -> Mapping[str, int]:
    """Return the names that have no agency yet in the cells of several recommendations, and in how many of them.

    Where each name has one, all of them.
    """
    cells = [(str(rec.get("addressed_to") or ""), rec.get("agencies") or (), rec, context) for rec, context in recs]
    left = [
        left_of(cell, agencies, names, context) if agencies else names_in_cell(rec, names, context)
        for cell, agencies, rec, context in cells
    ]
    if not any(left):
        left = [names_in_cell(rec, names, context) for rec, context in recs]
    spelt = {fold(name): name for each in reversed(left) for name in reversed(each)}
    counts = Counter(key for each in left for key in {fold(name): None for name in each})
    return {spelt[key]: counts[key] for key in dict.fromkeys(fold(name) for each in left for name in each)}


def now_told(agencies: Iterable[str]) -> str:
    """Return the sentence that says which agencies a name or a cell has so far; empty where there are none."""
    known = ", ".join(map(clean, agencies))
    return f"Now: {known}." if known else ""


def sure_names(records: Iterable[Record], names: Names) -> Preview:
    """Return what would change if every undecided cell of some records got its agencies, where all of it is sure.

    It is what `agencies resolve` and the safe fixes of a check change.
    """
    return resolve(records, names)


def sure_question(preview: Preview, where: str) -> str:
    """Return the question before all sure suggestions are taken.

    Args:
        preview: The changes.
        where: What is looked through: `this record`.
    """
    return f"Take all sure agencies of {where}: {question(preview)}"


def sure_done(preview: Preview) -> str:
    """Return the sentence for when they are taken."""
    records = f" in {plural(preview.records, 'record')}" if preview.records > 1 else ""
    return f"Took the sure agencies of {plural(len(preview.changes), 'recommendation')}{records}."


def no_sure_names(preview: Preview, where: str) -> str:
    """Return why there is nothing to take, with how many cells are not sure."""
    left = f": {plural(len(preview.skipped), 'place')} {'is' if len(preview.skipped) == 1 else 'are'} not sure"
    return f"No agency of {where} is sure and still to be taken{left if preview.skipped else ''}."


def alike(changes: Iterable[Change]) -> Mapping[tuple[str, tuple[str, ...]], Sequence[Change]]:
    """Return changes by the cell and the agencies that it gets, each group in the order of its numbers."""
    groups: dict[tuple[str, tuple[str, ...]], list[Change]] = {}
    for change in sorted(changes, key=lambda change: natural_key(change.number)):
        groups.setdefault((change.cell, change.new), []).append(change)
    return groups


def changes_told(preview: Preview, here: RecordState) -> Iterator[str]:
    """Yield what would change, a sentence for each cell that gets the same agencies.

    Args:
        preview: The changes.
        here: The record that is not named.
    """
    for (cell, new), changes in alike(preview.changes).items():
        left = (
            f", and stays open for {enumerated([f'“{name}”' for name in changes[0].left])}" if changes[0].left else ""
        )
        places = [change.place for change in changes]
        gets = "gets that very name" if new == (cell.strip(),) else f"gets {', '.join(new)}"
        yield f"“{cell}” {gets}{left}: {_of_those(places, here)}."


def skipped_told(preview: Preview, here: RecordState) -> Iterator[str]:
    """Yield what is left as it is and why, a sentence for each reason.

    Args:
        preview: The changes and what is left.
        here: The record that is not named.
    """
    groups: dict[str, list[NamedPlace]] = {}
    skipped = preview.beside().skipped.items()
    for place, why in sorted(skipped, key=lambda each: (each[0].record_id, natural_key(each[0].name))):
        groups.setdefault(why, []).append(place)
    for why, places in groups.items():
        yield full_stop(f"Left as it is, as {why}: {_of_those(places, here)}")


def _of_those(places: Sequence[NamedPlace], here: RecordState) -> str:
    """Return which places are meant, each record named once, or how many they are where several have too many.

    Args:
        places: The places.
        here: The record that is not named.
    """
    records: dict[str, list[NamedPlace]] = {}
    for place in places:
        records.setdefault(place.record_id, []).append(place)
    if len(places) > NAMED and len(records) > 1:
        return f"{len(places)} recommendations in {plural(len(records), 'record')}"
    return ", and ".join(_in_one(record, each, here) for record, each in records.items())


def _in_one(record: str, places: Sequence[NamedPlace], here: RecordState) -> str:
    """Return which places of one record are meant."""
    if not any(place.key for place in places):
        return record
    if record == here.id:
        return named_in(here, {place.key for place in places})
    told = f"{'number' if len(places) == 1 else 'numbers'} {enumerated([place.name for place in places])}"
    return f"{told} of {record}"


def decision_done(decision: NameDecision, names: Names, changed: int, *, remembered: bool) -> str:
    """Return the sentence for when a decision about names is made.

    Args:
        decision: The decision.
        names: The register.
        changed: How many recommendations changed.
        remembered: Whether it counts for records to come.
    """
    whose = f"the records of {clean(decision.csp)}" if decision.csp else "records to come"
    also = f", and remembered for {whose}" if remembered else area_told(decision)
    return f"{decision_told(decision, names)}: {plural(changed, 'recommendation')} changed{also}."


def reach_told(reach: Reach) -> tuple[str, str]:
    """Return how far a decision may reach, and how far it is remembered then."""
    if reach.everywhere:
        where, kept = f"in every record ({reach.places}), whatever its area", "remembered for all"
    elif reach.area is None:
        where, kept = f"in the records that name no area ({reach.places})", ""
    else:
        where, kept = f"in the records of {clean(reach.area)} ({reach.places})", "remembered for them"
    return where, kept if reach.decision.remembered else ""


def reach_question(decision: NameDecision) -> str:
    """Return the question how far a decision reaches about names that do not say by themselves which body is meant."""
    alone = len(decision.written) == 1
    subject = (
        f"“{clean(decision.written[0])}” does not say" if alone else f"Of {len(decision.written)} names some do not say"
    )
    return f"{subject} which body it means. In which records is it {clean(decision.means[0])}?"


def area_told(decision: NameDecision) -> str:
    """Return the area whose records alone a decision is about, with a blank before it; empty for all records.

    Of a group, some names may tell their body and be decided everywhere.
    """
    if not decision.csp:
        return ""
    where = f" in the records of {clean(decision.csp)}"
    return where if len(decision.written) == 1 else f"{where}, and elsewhere for names that say which body they mean"


def kept_told(decision: NameDecision) -> str:
    """Return that and for which records a decision is remembered, with a blank before it."""
    return f" and remember it for {'them' if decision.csp else 'records to come'}"


def warned(decision: NameDecision, names: Names, register: Data) -> str:
    """Return what has to be known before a decision is made, in sentences: what is plainly not so, and what it undoes.

    Args:
        decision: The decision.
        names: The register.
        register: The content of the library's own register.
    """
    given_up = decision.gives_up(register)
    areas = [f"{clean(', '.join(means))} in the records of {clean(area)}" for area, means in given_up.items()]
    undone = f"So far it is {enumerated(areas)}: that is remembered no more" if areas else ""
    wrong = [clean(each) for each in decision.contradictions(names)]
    more = f"So it is with {plural(len(wrong) - _CONTRADICTED, 'more name')}" if len(wrong) > _CONTRADICTED else ""
    return " ".join(map(full_stop, filter(None, [*wrong[:_CONTRADICTED], more, undone])))


def agencies_now(decision: NameDecision, preview: Preview) -> str:
    """Return which agencies a recommendation has once one more is decided for it; empty where that is one alone."""
    several = [change.new for change in preview.changes if len(change.new) > 1]
    here = several and decision.scope is Scope.RECOMMENDATION
    return f"The agencies are {', '.join(map(clean, several[0]))}." if here else ""


def decision_told(decision: NameDecision, names: Names) -> str:
    """Return what a decision about names says: "“Police” is Exampleshire Police"; of one that is kept, what it is."""
    written = decision.written
    if decision.means == written:
        entry = names.entry(written[0])
        what = no_body_in_words(entry) or ("in the register" if entry else "in no register")
        return f"“{clean(written[0])}” is taken as it is written ({what})"
    subject = f"“{clean(written[0])}” is" if len(written) == 1 else f"{len(written)} names are"
    return f"{subject} {clean(decision.means[0])}"


def nothing_to_decide(preview: Preview) -> str:
    """Return why a decision changes nothing."""
    skipped = preview.beside().skipped
    others = len(skipped) - 1
    more = f" So {'is' if others == 1 else 'are'} {plural(others, 'other place')}." if others > 0 else ""
    for place, why in skipped.items():
        return f"Nothing can be changed: {clean(str(place))} is left as it is, {clean(why)}.{more}"
    return "Nothing has to change: it is so already."


def decided_so_far(changes: Iterable[Change]) -> str:
    """Return the agencies that some changes take away, the commonest first: what the name was decided to mean."""
    counts = Counter(name for change in changes for name in change.old if name not in change.new)
    known = [clean(name) for name, _ in counts.most_common(_TAKEN_AWAY)]
    more = [f"{len(counts) - _TAKEN_AWAY} more"] if len(counts) > _TAKEN_AWAY else []
    return enumerated([*known, *more]) if known else ""


def places_told(changes: Sequence[Change]) -> str:
    """Return where some changes are: `R1, R2 and R5`, else how many places they are in how many records."""
    records = {change.record_id for change in changes}
    if len(records) > 1:
        return f"{len(changes)} places in {len(records)} records"
    places = sorted(changes, key=lambda change: natural_key(change.number))
    names = [clean(name_of({"number": change.number, "key": change.key})) for change in places]
    return named_or_counted(names, "place")


def question(preview: Preview, also: str = "", area: str = "") -> str:
    """Return the question how many recommendations are to be changed, and how many places are left as they are.

    Args:
        preview: The changes.
        also: What is done besides, with a blank before it.
        area: The words for the area whose records alone it is about, likewise.
    """
    records = area or (f" in {plural(preview.records, 'record')}" if preview.records > 1 else "")
    told = [open_beside(preview)] if any(change.left for change in preview.changes) else []
    told += [left_out(preview)] if preview.skipped else []
    return " ".join([f"change {plural(len(preview.changes), 'recommendation')}{records}{also}?", *told])


def open_beside(preview: Preview) -> str:
    """Return the sentence that tells how many changed recommendations stay open for another name of their cell."""
    left = sum(bool(change.left) for change in preview.changes)
    if left == len(preview.changes):
        return "It stays open for another name." if left == 1 else "All of them stay open for another name."
    return f"{left:,} of them {'stays' if left == 1 else 'stay'} open for another name."


def left_out(preview: Preview) -> str:
    """Return the sentence that tells how many places a decision leaves as they are."""
    one = len(preview.skipped) == 1
    return (
        f"{plural(len(preview.skipped), 'place')} {'is left as it is' if one else 'are left as they are'}, see below."
    )
