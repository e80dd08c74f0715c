"""Where rows of a later extraction meet the recommendations of a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.curation.updating.base import BaseRow
from dhrcurate.curation.updating.beside import EXTRA, as_one, columns_merged, differing, extracted_merged
from dhrcurate.curation.updating.carrying import Carrying
from dhrcurate.curation.updating.clusters import Cluster
from dhrcurate.curation.updating.later import Later
from dhrcurate.curation.updating.shapes import joined, matched, shaped
from dhrcurate.curation.updating.three_way import CELL, FIELDS, Merged, changed_words, merged, put
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.domain.edit import EXTRACTIONS, RECOMMENDATIONS, Data
from dhrcurate.domain.extraction import CONFLICTS, agree
from dhrcurate.domain.wording import words_of

_NOTHING: frozenset[str] = frozenset()


class Meeting:
    """A record under way from an earlier extraction to a later one.

    Args:
        ours: The record.
        later: The later extraction.
        used: The keys that recommendations and rows have ever had.

    Attributes:
        later: The later extraction.
        rows: The recommendations by their keys, as they are to be; those that are new come last.
        holder_of: The recommendation that holds each row of the later extraction, the last one where there are several.
        carrying: The rows that are the base of the next update.
        told: What was done.
    """

    def __init__(self, ours: Data, later: Later, used: Collection[str]) -> None:
        self.later = later
        self.rows: dict[str, dict[str, Any]] = {str(row["key"]): dict(row) for row in ours.get(RECOMMENDATIONS, ())}
        self.holder_of: dict[int, str] = {}
        self.carrying = Carrying(ours, used)
        entries = (*ours.get(EXTRACTIONS, ()), *later.entries)
        self._earlier = entries[0]["id"]
        self._extractions = frozenset(one["id"] for one in entries)
        self.told: list[Told] = []

    def take_in(self, cluster: Cluster) -> None:
        """Takes in what belongs together."""
        if not cluster.base:
            self._add(cluster.new)
        elif not cluster.new:
            self._miss(cluster)
        elif not cluster.keys:
            self._leave_out(cluster)
        elif _is_simple(cluster) or self._was_divided(cluster):
            self._follow(cluster)
        elif self._were_joined(cluster):
            self._join(cluster)
        else:
            self._dispute(cluster)

    # New and gone

    def _add(self, places: Iterable[int]) -> None:
        for at in places:
            key, row = self.carrying.fresh_key(), self.later.rows[at]
            self._make(at, key, row)
            self._hold(at, row, (key,), key)

    def _make(self, at: int, key: str, row: Data, agencies: Iterable[str] = ()) -> None:
        extracted = {"by": self.later.by(at), **self.later.says_of(at)}
        new = {"key": key, "agencies": list(agencies), "status": "pending", "extracted": extracted}
        self.rows[key] = {**row, **new}
        self.told.append(Told(What.NEW, key, row.get("number") or "", new=row["text"]))

    def _divide_off(self, places: Iterable[int], base: BaseRow, key: str) -> None:
        """Adds what the later extraction divided from a recommendation: with its agencies, where it has its cell."""
        for at in places:
            row, whole = self.later.rows[at], self.rows[key]
            if CELL in self.later.unsaid:
                row = {**row, CELL: base.fields.get(CELL) or ""}
            shares = words_of(str(row.get(CELL) or "")) == words_of(str(whole.get(CELL) or ""))
            own = self.carrying.fresh_key()
            self._make(at, own, row, whole.get("agencies") or () if shares else ())
            self._hold(at, row, (own,), own)

    def _hold(self, at: int, row: Data, keys: Sequence[str], preferred: str | None) -> None:
        """Notes which recommendations hold a row of the later extraction."""
        self.carrying.add(at, row, keys, preferred)
        if keys:
            self.holder_of[at] = keys[-1]

    def _completed(self, at: int, base: BaseRow | None) -> Data:
        """A row of the later extraction, with what is known to have been said before of what it says nothing of."""
        row = self.later.rows[at]
        known = {name: value for name, value in base.fields.items() if name not in base.unknown} if base else {}
        return self.later.completed(row, known)

    def _miss(self, cluster: Cluster) -> None:
        for row in cluster.base:
            self.carrying.add_gone(row)
        for key in cluster.keys:
            self._flag(key)

    def _flag(self, key: str, into: str = "") -> None:
        """Says of a recommendation that the later extraction does not have it, or has it within another one."""
        row = self.rows[key]
        row["extracted"] = {**self._extracted(key), "gone": self.later.id}
        self.told.append(Told(What.GONE, key, row.get("number") or "", yours=row["text"], into=into))

    def _leave_out(self, cluster: Cluster) -> None:
        """Adds nothing that a curator removed; what changed of it upstream in words is told."""
        old, new = self._wholes(cluster)
        if any(name != "number" for name in changed_words(old, new)):
            number, texts = new.get("number") or "", (old["text"], new["text"])
            self.told.append(Told(What.REMOVED, "", number, "text", *texts))
        self._carry(cluster, {})

    # What both have

    def _was_divided(self, cluster: Cluster) -> bool:
        """True if only the later extraction divided a recommendation: the record still has it as it was."""
        one = len(cluster.base) == len(cluster.keys) == 1
        return one and self._is_as_extracted(cluster.base[0], cluster.keys[0])

    def _were_joined(self, cluster: Cluster) -> bool:
        """True if only the later extraction joined recommendations: the record still has each as it was."""
        apart = len(cluster.new) == 1 and all(row.keys == (row.key,) for row in cluster.base)
        return apart and all(self._is_as_extracted(row, row.key) for row in cluster.base)

    def _is_as_extracted(self, row: BaseRow, key: str) -> bool:
        own = self.rows[key]
        same = all(agree(row.fields.get(name), own.get(name)) for name in FIELDS if name != "number")
        return same and row.unknown.isdisjoint(FIELDS)

    def _follow(self, cluster: Cluster) -> None:
        """Merges a recommendation with its row; what was divided from that is new."""
        (row,), (at, *others), (key,) = cluster.base, cluster.new, cluster.keys
        outcome = self._merge(key, row.fields, at, self.later.rows[at], row.unknown)
        self._settle(key, row, at, follows=bool(outcome.taken))
        self._hold(at, self._completed(at, row), (key,), row.key)
        self._divide_off(others, row, key)

    def _join(self, cluster: Cluster) -> None:
        first, *others = sorted(cluster.base, key=lambda row: cluster.keys.index(row.key))
        self._follow(Cluster((first,), cluster.new, (first.key,)))
        for row in others:
            self.carrying.add_gone(row)
            self._flag(row.key, first.key)

    def _dispute(self, cluster: Cluster) -> None:
        """Merges what is divided or joined otherwise: each change upstream is a conflict of the parts that it is in."""
        recommendations = [self.rows[key] for key in cluster.keys]
        base = shaped([row.fields for row in cluster.base], recommendations)
        theirs = shaped([self.later.rows[at] for at in cluster.new], recommendations)
        unknown = _NOTHING.union(*(row.unknown for row in cluster.base))
        unchanged = unknown.isdisjoint(FIELDS) and not list(changed_words(*self._wholes(cluster)))
        held = {}
        if len(cluster.new) == len(cluster.keys):
            found = matched([self.later.rows[at] for at in cluster.new], recommendations)
            held = {cluster.new[found[at]]: (key,) for at, key in enumerate(cluster.keys)}
        for key, one, other in zip(cluster.keys, base, theirs, strict=True):
            as_it_was = {name: one.get(name) for name in FIELDS if name != "number"} if unchanged else {}
            self._merge(key, one, cluster.new[0], {**other, **as_it_was}, unknown, applies=False)
            places = [at for at in cluster.new if held.get(at, (key,)) == (key,)]
            self._put_beside(key, [row for row in cluster.base if key in row.keys], places)
        self._carry(cluster, held)

    def _wholes(self, cluster: Cluster) -> tuple[Data, Data]:
        """What the earlier and what the later extraction say of a cluster, as one row each."""
        old = joined([row.fields for row in cluster.base])
        return old, self.later.completed(joined([self.later.rows[at] for at in cluster.new]), old)

    def _carry(self, cluster: Cluster, held: Mapping[int, tuple[str, ...]]) -> None:
        """Carries the rows of a cluster on, each with the key of the earlier row that it is most like."""
        rows = [row.fields for row in cluster.base]
        likest = matched(rows, [self.later.rows[at] for at in cluster.new])
        for place, at in enumerate(cluster.new):
            keys = held.get(at, cluster.keys)
            like = cluster.base[likest[place]] if place in likest else None
            self._hold(at, self._completed(at, like), keys, keys[0] if at in held else like.key if like else None)
        for place, row in enumerate(cluster.base):
            if place not in likest.values():
                self.carrying.add_gone(row)

    # One recommendation

    def _merge(
        self, key: str, base: Data, at: int, theirs: Data, unknown: frozenset[str], *, applies: bool = True
    ) -> Merged:
        before = self.rows[key]
        theirs = self.later.completed(theirs, {**base, **{name: before.get(name) for name in unknown}})
        outcome = merged(
            base,
            before,
            theirs,
            by=self.later.by(at),
            unknown=unknown,
            applies=applies,
            extractions=self._extractions,
        )
        self.rows[key] = outcome.row
        number = before.get("number") or ""
        for name in outcome.taken:
            old = None if name in unknown else base.get(name)
            lapsed, fell = outcome.lapsed if name != "number" else "", outcome.fell if name == CELL else ()
            self.told.append(Told(What.TAKEN, key, number, name, old, theirs.get(name), before.get(name), lapsed, fell))
        for one in outcome.row.get(CONFLICTS, ()):
            name = str(one["field"])
            is_new = name in outcome.raised and one["by"] == self.later.by(at)
            old = base.get(name) if is_new and name not in unknown else None
            what = What.CONFLICT if is_new else What.OPEN
            self.told.append(Told(what, key, number, name, old, one.get("theirs"), before.get(name)))
        return outcome

    def _extracted(self, key: str) -> dict[str, Any]:
        """What a recommendation says of its extraction; one that says nothing is of the record's first, as it says now.

        As long as there was no other, none had to say so.
        """
        return self.rows[key].get("extracted") or {"by": self._earlier}

    def _settle(self, key: str, base: BaseRow, at: int, *, follows: bool) -> None:
        """Takes what the later extraction says about a row beside its words; not where it only confirms all of it."""
        row, note = self.rows[key], self.later.rows[at].get("note")
        if base.unknown and "extracted" not in row:
            row["extracted"] = {"by": self.later.by(at)}  # nobody knows of an earlier one that has it
        if "gone" in self._extracted(key):
            self.told.append(Told(What.BACK, key, row.get("number") or "", yours=row["text"]))
        self._put_beside(key, [base], [at], follows=follows)
        if note is not None and "note" not in base.unknown and row.get("note") == base.fields.get("note"):
            put(row, "note", note)

    def _put_beside(self, key: str, base: Sequence[BaseRow], places: Sequence[int], *, follows: bool = False) -> None:
        """Merges what rows of the later extraction say beside their words into the recommendation that they are in."""
        row, by = self.rows[key], self.later.by(places[0])
        number = row.get("number") or ""
        old, new = as_one([one.fields for one in base]), as_one([self.later.rows[at] for at in places])
        before = self._extracted(key)
        said = new.get("extracted") or {}
        row["extracted"] = extracted_merged(before, said, by, self.later.says, follows=follows)
        for name, *values in differing(before, row["extracted"]):
            self.told.append(Told(What.TAKEN, key, number, name, None, values[1], values[0]))
        if any(EXTRA in one.unknown for one in base):
            return
        ours = row.get(EXTRA) or {}
        columns, told = columns_merged(old.get(EXTRA) or {}, ours, new.get(EXTRA) or {}, self.later.columns)
        put(row, EXTRA, columns or None)
        if columns != ours:
            row["extracted"]["by"] = by
        for what, own in ((What.TAKEN, [c for c in told if c.takes]), (What.KEPT, [c for c in told if not c.takes])):
            if own:
                said = [_listed(getattr(column, side) for column in own) for side in ("old", "new", "yours")]
                self.told.append(Told(what, key, number, EXTRA, said[0], said[1], said[2]))


def _listed(columns: Iterable[str | None]) -> str | None:
    """Columns in a line; `None` where there is none."""
    return "; ".join(filter(None, columns)) or None


def _is_simple(cluster: Cluster) -> bool:
    """True for one row in both that stands in the recommendation that was made of it, and in no other."""
    one = len(cluster.base) == len(cluster.new) == len(cluster.keys) == 1
    return one and cluster.keys == (cluster.base[0].key,)
