"""The register: the built-in agencies, and what register files add to them.

TOML is the only source. The content of the built-in files is cached as JSON in the user's cache folder under a digest
of their bytes, because a program that starts for one name should not spend its time on 500 KB of TOML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import orjson
import platformdirs

from dhrcurate import __version__
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.reading import TABLES, Plain, read
from dhrcurate.domain.agency import Agency, Alias
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.files import read_or_none, write_atomically

DATA = Path(__file__).parent / "data"
"""The built-in register, one file per kind."""

_LARGEST_CACHE = 2**28

BUILT_IN = "built-in"
"""The origin of an entry that no register file of a library changes."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place, and the wider places that hold it.

    Attributes:
        name: Its name, as `Agency.areas` and a record's `csp` use it.
        aliases: Its other names.
        within: Names of the areas that hold it: county, police force area, region.
    """

    name: str
    aliases: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A remembered decision: the agencies that a written name means, everywhere or in one partnership's area."""

    written: str
    means: tuple[str, ...]
    csp: str | None = None


class Agencies(Sequence[Agency]):
    """The entries of a register; each is made an `Agency` on first use."""

    def __init__(self, plain: Sequence[Plain]) -> None:
        self._plain = plain
        self._made: list[Agency | None] = [None] * len(plain)

    def __len__(self) -> int:
        return len(self._plain)

    @overload
    def __getitem__(self, at: int) -> Agency: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Agency]: ...
    def __getitem__(self, at: int | slice) -> Agency | Sequence[Agency]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        agency = self._made[at]
        if agency is None:
            agency = self._made[at] = _agency(self._plain[at])
        return agency

    def __iter__(self) -> Iterator[Agency]:
        return (self[i] for i in range(len(self)))


@dataclass(frozen=True)
class Register:
    """The agencies that names are matched against, and what else is known.

    Attributes:
        agencies: The entries, built-in ones first.
        areas: The places.
        distinct: Sets of canonical names that a curator decided are not the same agency.
        resolved: Remembered decisions about written names, the latest first.
        known: Further facts (sites, former names, acronyms) for entries of the same name. They add no agency.
        digest: Changes with everything above.
    """

    agencies: Sequence[Agency]
    areas: tuple[Area, ...] = ()
    distinct: tuple[frozenset[str], ...] = ()
    resolved: tuple[Resolved, ...] = ()
    known: Sequence[Agency] = ()
    digest: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, Agency]:
        """The entries by canonical name, exactly as spelt."""
        return {agency.name: agency for agency in self.agencies}


def load(paths: Sequence[Path] = (), *, builtin: bool = True) -> Register:
    """Read the register.

    Args:
        paths: Register files; each adds to and overrides those before it: an entry with the id or the name of an
            earlier one replaces the fields that it gives, and adds its aliases, acronyms, areas and sites.
        builtin: Whether to include the built-in agencies. Without them, they still give facts about agencies of the
            same name, and the built-in geography remains.

    Raises:
        UnusableError: If a file cannot be read or is not a register.
    """
    hasher = hashlib.sha256(f"{__version__} {builtin}".encode())
    own = _built_in(hasher)
    files: list[tuple[str, Plain]] = []
    for path in paths:
        raw = _bytes(path)
        hasher.update(b"\0" + raw)
        files.append((str(path), read(raw, _display_path(path))))
    entries = _merged(own["agencies"] if builtin else (), files)
    areas = [*own["areas"], *(area for _, plain in files for area in plain["areas"])]
    return Register(
        agencies=Agencies(entries),
        areas=tuple(Area(a["name"], tuple(a.get("aliases", ())), tuple(a.get("within", ()))) for a in areas),
        distinct=tuple(frozenset(names) for _, plain in files for names in plain["distinct"]),
        resolved=tuple(
            Resolved(r["written"], tuple(r["means"]), r["csp"])
            for _, plain in reversed(files)
            for r in plain["resolved"]
        ),
        known=() if builtin else Agencies(own["agencies"]),
        digest=hasher.hexdigest(),
    )


def _display_path(path: Path) -> str:
    """Return a path for messages: relative to the working directory if it is in there."""
    working = Path.cwd()
    return str(path.relative_to(working) if path.is_relative_to(working) else path)


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # reading a pipe would block, and a device never ends
            raise UnusableError(f"{path}: the register cannot be read: it is not a file")
        return path.read_bytes()
    except OSError as error:
        raise UnusableError(f"{path}: the register cannot be read: {error.strerror or error}") from None


def _merged(first: Sequence[Plain], files: Sequence[tuple[str, Plain]]) -> list[Plain]:
    entries = list(first)
    if not files:
        return entries
    ids = {entry["id"]: at for at, entry in enumerate(entries)}
    names = {fold(entry["name"]): at for at, entry in enumerate(entries)}
    for origin, plain in files:
        seen: set[int] = set()
        for entry in plain["agencies"]:
            at = ids.get(entry["id"], names.get(fold(entry["name"])))
            if at is None:
                at = len(entries)
                entries.append({**entry, "origin": origin})
            elif at in seen:
                raise UnusableError(
                    f"{_display_path(Path(origin))}: {entry['name']} is in it twice; join the two entries"
                )
            else:
                entries[at] = _overridden(entries[at], entry, origin)
            seen.add(at)
            ids[entry["id"]] = at
            names[fold(entry["name"])] = at
    return entries


def _overridden(old: Plain, new: Plain, origin: str) -> Plain:
    joined = {**old, **new, "id": old["id"], "origin": origin}
    for key in ("aliases", "acronyms", "areas", "sites"):
        if old.get(key) and new.get(key):
            joined[key] = [*old[key], *(value for value in new[key] if value not in old[key])]
    return joined


def _agency(plain: Plain) -> Agency:
    return Agency(
        id=plain["id"],
        name=plain["name"],
        kind=plain["kind"],
        aliases=tuple(Alias(*alias) for alias in plain.get("aliases", ())),
        acronyms=tuple(plain.get("acronyms", ())),
        areas=tuple(plain.get("areas", ())),
        valid_from=plain.get("valid_from"),
        valid_to=plain.get("valid_to"),
        successors=tuple(plain.get("successors", ())),
        codes=tuple(plain.get("codes", {}).items()),
        class_=plain.get("class"),
        sites=tuple(Alias(*site) for site in plain.get("sites", ())),
        origin=plain.get("origin", BUILT_IN),
    )


def _built_in(hasher: Any) -> Plain:
    """Return the content of the built-in files, from the cache if that is valid; update the hasher with it."""
    files = [(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.toml"))]
    inner = hashlib.sha256(__version__.encode())
    for name, raw in files:
        inner.update(f"\0{name}\0{len(raw)}\0".encode() + raw)
    digest = inner.hexdigest()
    hasher.update(digest.encode())
    cache = platformdirs.user_cache_path("dhrcurate", appauthor=False) / f"register-{digest[:24]}.json"
    content = _read_cache(cache)
    if content is None:
        read_files = [read(raw, name) for name, raw in files]
        content = {table: [row for plain in read_files for row in plain[table]] for table in TABLES}
        _write_cache(cache, content)
    return content


def _read_cache(cache: Path) -> Plain | None:
    head, _, body = (read_or_none(cache, _LARGEST_CACHE) or b"").partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != head:
        return None
    content: Plain = orjson.loads(body)
    return content


def _write_cache(cache: Path, content: Plain) -> None:
    """Cache the content for the next start; a cache that cannot be written is not an error."""
    body = orjson.dumps(content)
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        for stale in cache.parent.glob("register-*.json"):
            stale.unlink(missing_ok=True)
        write_atomically(cache, hashlib.sha256(body).hexdigest().encode() + b"\n" + body, durable=False)
    except OSError:
        return
