"""Records merged in version control: the driver for one file, and what to set up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dhrcurate.domain.difference import Conflict, difference, join
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.codec import MAX_BYTES, parse
from dhrcurate.storage.files import read_file
from dhrcurate.storage.git import git, text, top_level
from dhrcurate.storage.splice import splice

DRIVER = "dhrcurate"
"""Name of the merge driver in git's configuration and in `.gitattributes`."""

ATTRIBUTES = (
    f"*.toml text eol=lf merge={DRIVER}",
    "*.trail.jsonl -text merge=union",
    "sources/** -text",
)
"""What `.gitattributes` of a library says. Where the driver is not set up, git merges records as text."""


def set_up(root: Path) -> list[str]:
    """Makes git keep a library's bytes and merge its records field by field.

    Args:
        root: The library's folder.

    Returns:
        What was done, a line each; nothing where all was there.

    Raises:
        UnusableError: Where the library lies in no git repository.
    """
    if top_level(root) is None:
        raise UnusableError(f"{root} lies in no git repository: run `git init` first")
    done = []
    path = root / ".gitattributes"
    before = path.read_text("utf-8") if path.exists() else ""
    missing = [line for line in ATTRIBUTES if line not in before.splitlines()]
    if missing:
        lines = [*before.splitlines(), *missing]
        path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        done += [f"{path}: added {line!r}" for line in missing]
    settings = {
        f"merge.{DRIVER}.name": "records of domestic homicide reviews, field by field",
        f"merge.{DRIVER}.driver": "dhrcurate git driver %O %A %B %P",
    }
    for name, wanted in settings.items():
        if git(root, "config", "--get", name, check=False).stdout.decode().rstrip("\n") != wanted:
            text(root, "config", name, wanted)
            done.append(f"git configuration of this clone: {name} = {wanted}")
    return done


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[Conflict, ...]:
    """Merges three states of a record's file as git hands them over, and writes the outcome over `ours`.

    Bytes that no change of theirs concerns are as in `ours`. Where the branches disagree, our value stays.

    Args:
        base: The file as both knew it; empty where it was added on both sides.
        ours: Our file, which is rewritten.
        theirs: Their file.
        name: The path that the messages name.

    Returns:
        Where the branches disagree.

    Raises:
        TomlError: Where one of them is no TOML.
    """
    raw = read_file(ours, MAX_BYTES)
    states: list[Mapping[str, Any]] = []
    for path in (base, theirs):
        content = read_file(path, MAX_BYTES)
        states.append(parse(content, name) if content.strip() else {})
    mine = parse(raw, name)
    joined = join(states[0], mine, states[1])
    edits = difference(mine, joined.data)
    if edits:
        ours.write_bytes(splice(raw, edits))
    return joined.conflicts
