"""What git's attributes say of a library's files in the end: of several lines that fit a file the last one holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dhrcurate.curation.auditing.trails import targets
from dhrcurate.storage.folder import CONFIGURATION, DOCUMENTS, SOURCES, TRAIL_SUFFIX, LibraryFolder
from dhrcurate.storage.git import git

DRIVER = "dhrcurate"
"""Name of the merge driver in git's configuration and in `.gitattributes`."""

_OFF = frozenset({"unset", "unspecified"})
_AS_IT_IS = {"working-tree-encoding": _OFF, "ident": _OFF, "filter": _OFF}
_OF_RECORDS = {"merge": frozenset({DRIVER}), **_AS_IT_IS}
_OF_TRAILS = {"merge": frozenset({"union"}), "text": frozenset({"unset"}), **_AS_IT_IS}
_OF_SOURCES = {"text": _OFF, **_AS_IT_IS}
_OF_DOCUMENTS = {**_OF_SOURCES, "filter": _OFF | {"lfs"}}
_ASKED = ("merge", "text", *_AS_IT_IS)
_SETUP_SAYS = ("merge ", "text ")


def may_be_cured(overriding: Iterable[str]) -> bool:
    """True if `git setup` can override some of what `overridden` says: its lines say nothing of the rest."""
    return any(what.startswith(_SETUP_SAYS) for what in overriding)


def overridden(root: Path) -> Iterator[str]:
    """What holds of a library's files other than `git setup` says, in words; one file for each attribute and value.

    Args:
        root: The library's folder.

    Raises:
        GitError: If git cannot be asked.
    """
    wanted = {f"example{TRAIL_SUFFIX}": _OF_TRAILS, "example.toml": _OF_RECORDS}
    all_targets = list(targets(LibraryFolder(root)))
    for folder in {root, *(target.path.parent for target in all_targets)}:
        for name, holds in ((SOURCES, _OF_SOURCES), (DOCUMENTS, _OF_DOCUMENTS)):
            there = [path.name for path in sorted((folder / name).glob("*"))]
            wanted |= {str((folder / name / file).relative_to(root)): holds for file in ("example.pdf", *there)}
    for target in all_targets:
        wanted[str(target.path.relative_to(root))] = _OF_RECORDS
        wanted[str(target.trail.relative_to(root))] = _OF_TRAILS
    wanted.pop(CONFIGURATION, None)
    told: set[tuple[bool, str, str]] = set()
    names = "\0".join(wanted)
    answer = git(root, "check-attr", "-z", "--stdin", *_ASKED, stdin=os.fsencode(names)).stdout.split(b"\0")
    for raw_name, raw_attribute, raw_value in zip(answer[::3], answer[1::3], answer[2::3], strict=False):
        name, attribute, value = map(os.fsdecode, (raw_name, raw_attribute, raw_value))
        meant = wanted[name].get(attribute)
        kind = (name.endswith(TRAIL_SUFFIX), attribute, value)
        if meant is not None and value not in meant and kind not in told:
            told.add(kind)
            yield f"{attribute} of {name} is {value}"
