"""The findings of earlier checks, by digest of everything that they depend on.

A cache is a file of lines in the library's private folder: a head, then for each checked file what is known of it, a
tab, and its findings, which are read when they are reported. It is only ever a shortcut: one that is missing, damaged,
from another version of the program, written by somebody else or not writable is the same as none. It holds no
code, and nothing from it is executed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import orjson

from dhrcurate.curation.checking.aside import Aside, HeldFile, Stretch
from dhrcurate.curation.checking.encoding import DAMAGED, encoded
from dhrcurate.curation.checking.report import Silence
from dhrcurate.curation.checking.results import FileFindings, InputDigests, LibraryFindings
from dhrcurate.domain.clock import holds
from dhrcurate.storage.own_code import own_digest
from dhrcurate.storage.private import when_emptied
from dhrcurate.storage.sealed import SealedFolder

_LARGEST = 2**32

KEPT = 4
"""The most caches that a library keeps: one for each way in which it is checked."""


def key_of(*parts: bytes) -> str:
    """A digest of what all files of a check have in common: this program, its rules and register, and some parts.

    Args:
        parts: The configuration, the library's register, the options of the call.
    """
    result = hashlib.sha256(own_digest())
    for part in parts:
        result.update(hashlib.sha256(part).digest())
    return result.hexdigest()


class Cache:
    """The cache of one library for one way of checking it, and the findings of the check that runs.

    Args:
        folder: The folder of such caches; `None` keeps nothing for the next check.
        key: What tells this way of checking from others.
        today: The day of the check. What was found on an earlier day holds until a date comes that it depends on.
    """

    def __init__(self, folder: SealedFolder | None, key: str = "", today: date = date.min) -> None:
        self._folder, self._name, self._today = folder, f"{key}.jsonl", today
        self._known: dict[str, tuple[dict[str, Any], Stretch]] = {}
        self._of_library: dict[str, Stretch] = {}
        self._library: dict[str, Any] = {}
        self._aside = Aside()
        self._changed = False
        self._emptied = when_emptied(folder.private) if folder else None

    @classmethod
    def load(cls, private: Path, key: str, today: date) -> Cache:
        """Opens a cache; it is empty if there is none that can be used."""
        folder = SealedFolder(private, "check")
        cache = cls(folder, key, today)
        if opened := folder.open(cache._name, _LARGEST):
            with suppress(OSError, *DAMAGED), opened[0]:
                cache._read(*opened, key)
        return cache

    def _read(self, file: IO[bytes], length: int, key: str) -> None:
        first = orjson.loads(file.readline())
        if first["key"] != key:
            return
        at = file.tell()
        # What is in it is read when it is reported, even if another process replaces it meanwhile.
        held = HeldFile(file)
        known, of_library = {}, {}
        while at < length:
            line = file.readline()
            about, _, found = line.partition(b"\t")
            entry = orjson.loads(about)
            stretch = Stretch(file=held, start=at + len(about) + 1, length=len(found) - 1)
            at += len(line)
            if "seen" in entry:
                known[str(entry["path"])] = entry, stretch
            else:
                of_library[str(entry["path"])] = stretch
        if len(known) == first["files"] and len(of_library) == first["of_library"]:
            self._known, self._of_library, self._library = known, of_library, first["library"]

    def __len__(self) -> int:
        return len(self._known)

    def get(self, path: str, again: Callable[[InputDigests], InputDigests | None]) -> FileFindings | None:
        """The findings of a file, if all that they depend on is still the same.

        Args:
            path: The file, relative to its library.
            again: Reads the digests as they are now, given those of then.
        """
        if path not in self._known:
            return None
        entry, stretch = self._known[path]
        with suppress(*DAMAGED):
            inputs = _inputs(*entry["seen"])
            day, until = entry["holds"]
            if holds(day, until, self._today) and inputs == again(inputs):
                silenced = {Silence(rule, "waiver"): int(count) for rule, count in entry["waived"].items()}
                found = FileFindings(path, str(entry["record"]), stretch, silenced, inputs, until=until)
                not_read, not_there = entry.get("not_compared", (0, 0))
                return replace(found, not_read=int(not_read), not_there=int(not_there)) if inputs.named else found
        return None

    def put(self, found: FileFindings, *, keep: bool = True) -> FileFindings:
        """Puts the findings of a file aside, and keeps them for the next check.

        Args:
            found: The findings.
            keep: Whether they are kept.

        Returns:
            The same, with the findings where they were put.
        """
        inputs = found.inputs
        found = replace(found, findings=self._aside.put(found.findings.read()))
        if keep and inputs is not None:
            about: dict[str, Any] = {
                "path": found.path,
                "record": found.record,
                "seen": [inputs.record, inputs.trail, inputs.page_path, inputs.page],
                "holds": [self._today.isoformat(), found.until],
                "waived": {silence.rule: count for silence, count in found.silenced.items()},
            }
            if inputs.named:
                about["seen"] = [*about["seen"], [[*one] for one in inputs.named], inputs.documents]
                about["not_compared"] = [found.not_read, found.not_there]
            self._known[found.path] = about, found.findings
            self._changed = True
        return found

    def library(self, state: str) -> LibraryFindings | None:
        """The findings of the rules about the whole library, if the library is still in that state."""
        with suppress(OSError, *DAMAGED):
            if self._library["state"] == state:
                found = {path: list(stretch) for path, stretch in self._of_library.items()}
                return LibraryFindings(found, {rule: int(n) for rule, n in self._library["waived"].items()})
        return None

    def put_library(self, state: str, found: LibraryFindings) -> None:
        """Keeps the findings of the rules about the whole library."""
        self._library = {"state": state, "waived": found.waived}
        self._of_library = {path: self._aside.put(encoded(each)) for path, each in found.findings.items()}
        self._changed = True

    def save(self, present: Sequence[str] | None) -> None:
        """Writes the cache if anything in it is new; a cache that cannot be written is ignored.

        Args:
            present: The files that exist; entries of others are dropped. `None` if not all are known.
        """
        if present is not None:
            gone = self._known.keys() - set(present)
            for path in gone:
                del self._known[path]
            self._changed |= bool(gone)
        if self._folder is None or not self._changed:
            return
        if not self._known and not self._folder.path.is_dir():
            return  # a folder without records, perhaps named by mistake, is not written to
        with suppress(OSError, TypeError, ValueError):
            lines = self._lines(self._name.removesuffix(".jsonl"))
            if self._folder.write_unless_emptied(self._name, lines, self._emptied):
                self._folder.drop_old(".jsonl", KEPT)

    def _lines(self, key: str) -> Iterator[bytes]:
        counts = {"files": len(self._known), "of_library": len(self._of_library)}
        yield orjson.dumps({"key": key, **counts, "library": self._library}) + b"\n"
        for path in sorted(self._known):
            about, stretch = self._known[path]
            yield b"%b\t%b\n" % (orjson.dumps(about), stretch.read())
        for path, stretch in self._of_library.items():
            yield b"%b\t%b\n" % (orjson.dumps({"path": path}), stretch.read())


def _inputs(
    record: str,
    trail: str | None,
    page_path: str | None,
    page: str | None,
    named: Sequence[Sequence[str | None]] = (),
    documents: str | None = None,
) -> InputDigests:
    if not named:
        return InputDigests(record, trail, page_path, page)
    from dhrcurate.curation.documents.opening import Named  # noqa: PLC0415  # most records have no documents

    return InputDigests(record, trail, page_path, page, tuple(Named(*one) for one in named), documents)  # type: ignore[arg-type]
