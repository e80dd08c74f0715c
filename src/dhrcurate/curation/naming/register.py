"""Changes to a library's own register: adding and renaming entries, remembering decisions. Pure: data in, edits out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.agencies.normalise import fold, slug
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.agency import Agency, Names
from dhrcurate.domain.difference import reorder
from dhrcurate.domain.edit import AGENCIES, Data, Edit, identity, pointer
from dhrcurate.domain.errors import UnusableError


def add_agency(data: Data, entry: Mapping[str, Any], names: Names) -> Proposal:
    """Add an agency to the register, in the order of ids.

    Args:
        data: The register's content; empty if there is none yet.
        entry: The entry in the register's format; without an id it gets one made from its name.
        names: The current register.

    Raises:
        UnusableError: If an agency has that name already.
    """
    taken = names.entry(entry["name"])
    if taken is not None:
        raise UnusableError(f"{taken.name} is in the register already ({taken.origin})")
    return Proposal("edit", _added(data, {"id": slug(entry["name"]), **entry}))


def add_agencies(data: Data, entries: Sequence[Mapping[str, Any]]) -> Proposal:
    """Add several agencies to the register, in the order of ids; skip those with an id that is there already.

    Args:
        data: The register's content; empty if there is none yet.
        entries: The entries, each with its id.
    """
    rows = list(data.get(AGENCIES, ()))
    ids = [identity(row) or "" for row in rows]
    new = [dict(entry) for entry in entries if entry["id"] not in ids]
    if not new:
        return Proposal("edit", ())
    joined = [*ids, *(entry["id"] for entry in new)]
    edits = [Edit(pointer(AGENCIES, entry["id"]), None, entry) for entry in new]
    edits += reorder(AGENCIES, joined, sorted(joined))
    return Proposal("edit", tuple(edits))


def _added(data: Data, entry: Mapping[str, Any]) -> tuple[Edit, ...]:
    ids = [identity(row) or "" for row in data.get(AGENCIES, ())]
    if entry["id"] in ids:
        raise UnusableError(f"an entry with the id {entry['id']} is in the register already; give --id")
    after = sorted([*ids, entry["id"]]) if ids == sorted(ids) else [*ids, entry["id"]]
    moved = reorder(AGENCIES, [*ids, entry["id"]], after)
    return (Edit(pointer(AGENCIES, entry["id"]), None, dict(entry)), *moved)


def rename_agency(data: Data, agency: Agency, name: str, names: Names) -> Proposal:
    """Give an agency another canonical name; the old one stays as an alias, so that names written so still resolve.

    Args:
        data: The library's register; a built-in agency gets an entry there that overrides it.
        agency: The agency.
        name: Its new name.
        names: The current register.

    Raises:
        UnusableError: If another agency has that name.
    """
    if name == agency.name:
        return Proposal("edit", ())
    other = names.entry(name)
    if other is not None and other.id != agency.id:
        raise UnusableError(
            f"{name} is another agency's name already ({other.origin}); if the two are one, resolve one as the other"
        )
    rows = data.get(AGENCIES, ())
    row = next((each for each in rows if each.get("id", slug(each["name"])) == agency.id), None)
    if row is None:
        return Proposal(
            "edit", _added(data, {"id": agency.id, "name": name, "kind": agency.kind, "aliases": [agency.name]})
        )
    row_id = identity(row) or ""
    aliases = [alias for alias in row.get("aliases", ()) if _alias_name(alias) != name]
    edits = []
    if "id" not in row:  # without an id, the entry's path is its name, which changes
        edits.append(Edit(pointer(AGENCIES, row_id, "id"), None, agency.id))
        row_id = agency.id
    edits.append(Edit(pointer(AGENCIES, row_id, "aliases"), row.get("aliases"), [*aliases, agency.name]))
    edits.append(Edit(pointer(AGENCIES, row_id, "name"), row["name"], name))
    return Proposal("edit", tuple(edits))


def _alias_name(alias: object) -> object:
    return alias.get("name") if isinstance(alias, Mapping) else alias


def remember(data: Data, written: str, means: Sequence[str], csp: str | None = None) -> Proposal:
    """Remember what a written name means, for one partnership or everywhere; replace what was remembered for that.

    What is remembered everywhere replaces what was remembered for any partnership, which would go before it else.
    """
    before = data.get("resolved")
    replaced = _rows_of(data, written, csp)
    kept = [row for row in before or () if row not in replaced]
    row: dict[str, Any] = {"written": written, "means": list(means)}
    if csp:
        row["where"] = {"csp": csp}
    after = sorted([*kept, row], key=lambda each: (fold(each["written"]), str(each.get("where", ""))))
    return Proposal("edit", (Edit("/resolved", before, after),) if after != before else ())


def remembered(data: Data, written: str, csp: str | None = None) -> bool:
    """True if a decision about a written name is remembered, for one partnership, or at all."""
    return bool(_rows_of(data, written, csp))


def remembered_for_areas(data: Data, written: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a written name is remembered to mean, by the partnership for which that is."""
    rows = _rows_of(data, written, None)
    return {area: tuple(row["means"]) for row in rows if (area := _area_of(row))}


def _rows_of(data: Data, written: str, csp: str | None) -> list[Mapping[str, Any]]:
    """Return the decisions that are remembered of a name, those of one partnership or all."""
    rows = [row for row in data.get("resolved") or () if fold(row["written"]) == fold(written)]
    return [row for row in rows if fold(_area_of(row)) == fold(csp)] if csp else rows


def _area_of(row: Mapping[str, Any]) -> str:
    return str((row.get("where") or {}).get("csp") or "")


def not_the_same(data: Data, names: Sequence[str]) -> Proposal:
    """Remember that some names do not mean one agency."""
    before = data.get("distinct")
    pair = sorted(set(names))
    if len(pair) < 2:
        raise UnusableError("give two different names that are not the same agency")
    if any(sorted(row["names"]) == pair for row in before or ()):
        return Proposal("edit", ())
    after = sorted([*(before or ()), {"names": pair}], key=lambda row: list(row["names"]))
    return Proposal("edit", (Edit("/distinct", before, after),))
