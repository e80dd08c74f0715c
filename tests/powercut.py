"""A model of what a disk may hold after a power cut: what was not synced may be there, or not, or in part."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path

from dhrcurate.storage.files import Operations


@dataclass
class _File:
    """A file's content as it is known to be on the disk, and what was done to it since."""

    synced: bytes
    since: list[bytes] = field(default_factory=list)

    @property
    def now(self) -> bytes:
        return self.since[-1] if self.since else self.synced

    def possible(self) -> list[bytes]:
        """What the disk may hold: any of the states since the last sync, the last write perhaps in part."""
        states = [self.synced, *self.since]
        if self.since and len(self.since[-1]) > len(states[-2]):
            half = (len(states[-2]) + len(self.since[-1])) // 2
            states.append(self.since[-1][:half])
        return list(dict.fromkeys(states))


@dataclass
class _Folder:
    """A folder's entries as they are known to be on the disk, and the changes since: name, and file or `None`."""

    synced: dict[str, _File]
    since: list[dict[str, _File | None]] = field(default_factory=list)


@dataclass
class Disk(Operations):
    """Real operations in a folder, and beside them the model of what a power cut would leave of them.

    Attributes:
        root: The folder; what lies in it at first is on the disk.
        ignored: Number of the sync, from 0, that does nothing; none where it is negative.
        cut_at: How many operations are let through before the power is cut; all where it is negative.
        syncs: How many syncs were asked for.
        count: How many operations were asked for.
    """

    root: Path
    ignored: int = -1
    cut_at: int = -1
    syncs: int = 0
    count: int = 0

    def __post_init__(self) -> None:
        self._files: dict[Path, _File] = {}
        self._folders: dict[Path, _Folder] = {}
        self._open: dict[int, Path] = {}
        for here, folders, names in os.walk(self.root):
            folders[:] = [f for f in folders if f != ".dhrcurate"]
            folder = Path(here)
            found = {name: _File((folder / name).read_bytes()) for name in names}
            self._folders[folder] = _Folder(dict(found))
            self._files |= {folder / name: file for name, file in found.items()}

    def _step(self) -> None:
        if 0 <= self.cut_at <= self.count:
            raise PowerCut
        self.count += 1

    def _change(self, folder: Path, changes: dict[str, _File | None]) -> None:
        self._folders.setdefault(folder, _Folder({})).since.append(changes)

    def create(self, path: Path) -> int:
        self._step()
        file = super().create(path)
        self._files[path] = _File(b"")
        self._change(path.parent, {path.name: self._files[path]})
        self._open[file] = path
        return file

    def open_append(self, path: Path) -> int:
        self._step()
        file = super().open_append(path)
        self._open[file] = path
        return file

    def write(self, file: int, data: bytes | memoryview) -> int:
        self._step()
        written = super().write(file, data)
        self._touched(file)
        return written

    def truncate(self, file: int, size: int) -> None:
        self._step()
        super().truncate(file, size)
        self._touched(file)

    def _touched(self, file: int) -> None:
        path = self._open[file]
        self._files[path].since.append(path.read_bytes())

    def fsync(self, file: int) -> None:
        self._step()
        if self._counts():
            content = self._files[self._open[file]]
            content.synced, content.since = content.now, []

    def fsync_dir(self, path: Path) -> None:
        self._step()
        if self._counts():
            folder = self._folders.setdefault(path, _Folder({}))
            for changes in folder.since:
                _apply(folder.synced, changes)
            folder.since = []

    def _counts(self) -> bool:
        self.syncs += 1
        return self.syncs - 1 != self.ignored

    def close(self, file: int) -> None:
        super().close(file)
        self._open.pop(file, None)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)
        self._files[target] = self._files.pop(source)
        self._change(target.parent, {source.name: None, target.name: self._files[target]})

    def unlink(self, path: Path) -> None:
        self._step()
        super().unlink(path)
        self._files.pop(path, None)
        self._change(path.parent, {path.name: None})

    def mkdir(self, path: Path) -> None:
        self._step()
        super().mkdir(path)
        self._folders[path] = _Folder({})

    def after_a_cut(self, target: Path) -> Iterator[int]:
        """Makes, one after another, every folder that a power cut at this moment may leave.

        Changes of entries since a folder's last sync may each have come to the disk or not, in any combination; of a
        file's content any state since its last sync. A new folder's own entry is taken to be there.
        """
        ways = [self._ways(folder) for folder in self._folders.values()]
        for number, choice in enumerate(product(*ways)):
            shutil.rmtree(target, ignore_errors=True)
            for folder, content in zip(self._folders, choice, strict=True):
                here = target / folder.relative_to(self.root)
                here.mkdir(parents=True, exist_ok=True)
                for name, raw in content.items():
                    (here / name).write_bytes(raw)
            yield number

    def _ways(self, folder: _Folder) -> list[dict[str, bytes]]:
        """Every content that a folder may have: its entries by name, with the bytes of their files."""
        ways: dict[tuple[tuple[str, bytes], ...], dict[str, bytes]] = {}
        for count in range(len(folder.since) + 1):
            for kept in combinations(folder.since, count):
                entries = dict(folder.synced)
                for changes in kept:
                    _apply(entries, changes)
                names = sorted(entries)
                for contents in product(*(entries[name].possible() for name in names)):
                    way = dict(zip(names, contents, strict=True))
                    ways[tuple(way.items())] = way
        return list(ways.values())


class PowerCut(BaseException):
    """The power is gone."""


def _apply(entries: dict[str, _File], changes: dict[str, _File | None]) -> None:
    for name, file in changes.items():
        if file is None:
            entries.pop(name, None)
        else:
            entries[name] = file
