"""Changes of a library's own register: entries added and renamed, decisions remembered. Pure: data in, edits out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.agencies.normalise import fold, slug
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.agency import Agency, Names
from dhrcurate.domain.difference import reorder
from dhrcurate.domain.edit import AGENCIES, Data, Edit, identity, pointer
from dhrcurate.domain.errors import UnusableError

REGISTER_ID = "agencies"
"""What the register is called where records are called by their ids."""


def add_agency(data: Data, entry: Mapping[str, Any], names: Names) -> Proposal:
    """Adds a body to the register, in the order of ids.

    Args:
        data: The register's content; empty where there is none yet.
        entry: The entry as the register's format has it; an id is made from the name where it has none.
        names: The register as it is.

    Raises:
        UnusableError: Where a body bears that name already.
    """
    taken = names.entry(entry["name"])
    if taken is not None:
        raise UnusableError(f"{taken.name} is in the register already ({taken.origin})")
    return Proposal("edit", _added(data, {"id": slug(entry["name"]), **entry}))


def add_agencies(data: Data, entries: Sequence[Mapping[str, Any]]) -> Proposal:
    """Adds several bodies to the register, in the order of ids; those whose id is there already are left out.

    Args:
        data: The register's content; empty where there is none yet.
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
    """Gives a body another canonical name; the old one stays as an alias, so that what others wrote still resolves.

    Args:
        data: The library's register; a built-in body gets an entry of its own there that overrides it.
        agency: The body.
        name: Its new name.
        names: The register as it is.

    Raises:
        UnusableError: Where another body bears that name.
    """
    if name == agency.name:
        return Proposal("edit", ())
    other = names.entry(name)
    if other is not None and other.id != agency.id:
        raise UnusableError(
            f"{name} is another body's name already ({other.origin}); are the two one? Then resolve one as the other"
        )
    rows = data.get(AGENCIES, ())
    row = next((each for each in rows if each.get("id", slug(each["name"])) == agency.id), None)
    if row is None:
        return Proposal(
            "edit", _added(data, {"id": agency.id, "name": name, "kind": agency.kind, "aliases": [agency.name]})
        )
    here = identity(row) or ""
    aliases = [alias for alias in row.get("aliases", ()) if _alias_name(alias) != name]
    edits = []
    if "id" not in row:  # the path of an entry without an id is its name, and that is about to change
        edits.append(Edit(pointer(AGENCIES, here, "id"), None, agency.id))
        here = agency.id
    edits.append(Edit(pointer(AGENCIES, here, "aliases"), row.get("aliases"), [*aliases, agency.name]))
    edits.append(Edit(pointer(AGENCIES, here, "name"), row["name"], name))
    return Proposal("edit", tuple(edits))


def _alias_name(alias: object) -> object:
    return alias.get("name") if isinstance(alias, Mapping) else alias


def remember(data: Data, written: str, means: Sequence[str], csp: str | None = None) -> Proposal:
    """Remembers what a written name means, everywhere or in one partnership's area; a later decision replaces it."""
    before = data.get("resolved")
    where = {"csp": csp} if csp else None
    kept = [row for row in before or () if fold(row["written"]) != fold(written) or row.get("where") != where]
    row: dict[str, Any] = {"written": written, "means": list(means)}
    if where:
        row["where"] = where
    after = sorted([*kept, row], key=lambda each: (fold(each["written"]), str(each.get("where", ""))))
    return Proposal("edit", (Edit("/resolved", before, after),) if after != before else ())


def remembered(data: Data, written: str, csp: str | None = None) -> bool:
    """Whether a decision about a written name is remembered, everywhere or in one partnership's area."""
    where = {"csp": csp} if csp else None
    return any(
        fold(row["written"]) == fold(written) and row.get("where") == where for row in data.get("resolved") or ()
    )


def not_the_same(data: Data, names: Sequence[str]) -> Proposal:
    """Remembers that some names do not stand for one body."""
    before = data.get("distinct")
    pair = sorted(set(names))
    if len(pair) < 2:
        raise UnusableError("name two different names that are not the same")
    if any(sorted(row["names"]) == pair for row in before or ()):
        return Proposal("edit", ())
    after = sorted([*(before or ()), {"names": pair}], key=lambda row: list(row["names"]))
    return Proposal("edit", (Edit("/distinct", before, after),))
