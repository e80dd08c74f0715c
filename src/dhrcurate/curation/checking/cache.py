"""The findings of earlier checks, by digest of everything that they depend on.

A cache is a JSON file in the library's private folder. It is only ever a shortcut: one that is missing, damaged, from
another version of the program or not writable is the same as none. It holds no code, and nothing from it is executed.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

import dhrcurate
from dhrcurate.curation.checking.report import Silence
from dhrcurate.curation.checking.results import FileFindings, InputDigests, LibraryFindings
from dhrcurate.domain.finding import ONCE, Finding, Fix, Place, Safety, Severity, Span, Telling
from dhrcurate.storage.files import Operations, is_there, own_folder, read_or_none, write_atomically

_LARGEST = 2**30

KEPT = 4
"""The most caches that a library keeps: one for each way in which it is checked."""

_PACKAGE = Path(dhrcurate.__file__).parent


def key_of(*parts: bytes) -> str:
    """A digest of what all files of a check have in common: this program, its rules and register, and some parts.

    Args:
        parts: The configuration, the library's register, the options of the call, the date.
    """
    result = hashlib.sha256(f"{dhrcurate.__version__} {sys.version} {_stamp(_PACKAGE)}".encode())
    for part in parts:
        result.update(hashlib.sha256(part).digest())
    return result.hexdigest()


def _stamp(folder: Path) -> str:
    """Names, sizes and times of the program's own files, so that a changed rule counts even without a new version."""
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir():
            found.append(f"{entry.name}/({_stamp(Path(entry.path))})" if entry.name != "__pycache__" else "")
        else:
            about = entry.stat()
            found.append(f"{entry.name} {about.st_size} {about.st_mtime_ns}")
    return ",".join(sorted(found))


@dataclass(slots=True)
class Cache:
    """The cache of one library for one way of checking it.

    Attributes:
        file: The file; `None` keeps nothing.
    """

    file: Path | None
    _entries: dict[str, Any] = field(default_factory=dict)
    _library: Any = None
    _tellings: dict[str, Telling] = field(default_factory=dict)
    _changed: bool = False

    @classmethod
    def load(cls, private: Path, key: str) -> Cache:
        """Reads a cache; the cache is empty if there is none that can be used."""
        cache = cls(private / "check" / f"{key}.json")
        with suppress(OSError, ValueError, TypeError, KeyError):
            content = orjson.loads(read_or_none(private / "check" / f"{key}.json", _LARGEST) or b"")
            if content["key"] == key and isinstance(content["files"], dict):
                cache._tellings = {rule: Telling(*plain) for rule, plain in content["tellings"].items()}
                cache._library = content["library"]
                cache._entries = content["files"]
        return cache

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, path: str, read_inputs: Callable[[str | None], InputDigests | None]) -> FileFindings | None:
        """The findings of a file, if all that they depend on is still the same.

        Args:
            path: The file, relative to its library.
            read_inputs: Reads the digests as they are now, given the page that the record named then.
        """
        entry = self._entries.get(path)
        if entry is None:
            return None
        with suppress(ValueError, TypeError, KeyError, IndexError):
            inputs = InputDigests(*entry["seen"])
            if inputs == read_inputs(inputs.page_path):
                silenced = {Silence(rule, "waiver"): int(count) for rule, count in entry["waived"].items()}
                findings = tuple(map(self._finding, entry["findings"]))
                return FileFindings(path, str(entry["record"]), findings, silenced, inputs)
        return None

    def put(self, found: FileFindings) -> None:
        """Keeps the findings of a file."""
        if self.file is None or found.inputs is None:
            return
        inputs = found.inputs
        self._changed = True
        self._entries[found.path] = {
            "record": found.record,
            "seen": [inputs.record, inputs.trail, inputs.page_path, inputs.page],
            "waived": {silence.rule: count for silence, count in found.silenced.items()},
            "findings": [self._plain(finding) for finding in found.findings],
        }

    def library(self, state: str) -> LibraryFindings | None:
        """The findings of the rules about the whole library, if the library is still in that state."""
        with suppress(ValueError, TypeError, KeyError, IndexError):
            if self._library is not None and self._library["state"] == state:
                findings = [(str(path), self._finding(plain)) for path, plain in self._library["findings"]]
                return LibraryFindings(findings, {rule: int(n) for rule, n in self._library["waived"].items()})
        return None

    def put_library(self, state: str, found: LibraryFindings) -> None:
        """Keeps the findings of the rules about the whole library."""
        self._changed = True
        findings = [[path, self._plain(finding)] for path, finding in found.findings]
        self._library = {"state": state, "findings": findings, "waived": found.waived}

    def save(self, present: Sequence[str] | None) -> None:
        """Writes the cache if anything in it is new; a cache that cannot be written is ignored.

        Args:
            present: The files that exist; entries of others are dropped. `None` if not all are known.
        """
        if present is not None:
            gone = self._entries.keys() - set(present)
            for path in gone:
                del self._entries[path]
            self._changed |= bool(gone)
        if self.file is None or not self._changed:
            return
        if not self._entries and not self.file.parent.is_dir():
            return  # a folder without records, perhaps named by mistake, is not written to
        content = {
            "key": self.file.stem,
            "files": self._entries,
            "library": self._library,
            "tellings": {rule: [each.at_each_place, each.cause] for rule, each in self._tellings.items()},
        }
        with suppress(OSError, TypeError, ValueError):
            _make_folder(self.file.parent)
            write_atomically(self.file, orjson.dumps(content), durable=False)
            _drop_old(self.file.parent)

    def _plain(self, finding: Finding) -> list[Any]:
        """A finding as it is kept; how it is told is kept once for its rule."""
        if finding.telling != ONCE:
            self._tellings[finding.rule] = finding.telling
        return _plain(finding)

    def _finding(self, plain: list[Any]) -> Finding:
        """A finding as it was kept."""
        return _finding(plain, self._tellings.get(plain[0], ONCE))


def _make_folder(folder: Path) -> None:
    private = folder.parent
    ops = Operations()
    own_folder(ops, private)
    if not is_there(ignore := private / ".gitignore"):
        write_atomically(ignore, b"*\n", durable=False)
    own_folder(ops, folder)


def _drop_old(folder: Path) -> None:
    now = time.time()
    caches = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for i, file in enumerate(caches):
        # Skip what another process is writing right now.
        if (file.suffix == ".json" and i >= KEPT) or (file.suffix == ".new" and file.stat().st_mtime < now - 600):
            file.unlink()


def _plain(finding: Finding) -> list[Any]:
    place, span, fix = finding.place or Place(), finding.span, finding.fix
    return [
        finding.rule,
        finding.name,
        finding.severity.value,
        finding.message,
        finding.path,
        [span.start, span.end] if span else None,
        finding.key,
        finding.number,
        [fix.safety.value, fix.description] if fix else None,
        [place.line, place.column, place.end_line, place.end_column],
        list(finding.related),
        [
            [one.key, one.number, one.path, [one.span.start, one.span.end] if one.span else None]
            for one in finding.spots
        ],
    ]


def _finding(plain: list[Any], telling: Telling) -> Finding:
    """A finding as it was kept. Its fix can be reported but not applied: the edits are not kept."""
    rule, name, severity, message, path, span, key, number, fix, place, related, spots = plain
    finding = Finding(
        rule=rule,
        name=name,
        severity=Severity(severity),
        message=message,
        path=path,
        span=Span(*span) if span else None,
        key=key,
        number=number,
        fix=Fix(Safety(fix[0]), fix[1], ()) if fix else None,
        place=Place(*place),
        related=tuple(related),
        telling=telling,
    )
    if not spots:
        return finding
    places = (
        replace(finding, key=key, number=number, path=path, span=Span(*span) if span else None)
        for key, number, path, span in spots
    )
    return replace(finding, spots=tuple(places))
