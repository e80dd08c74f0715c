"""A live line-by-line review while git merges, stashes, rebases and checks out under it."""

from __future__ import annotations

import os
import pty
import random
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from commands import COMMANDS, prepared
from dhrcurate.trail.event import Event, EventError
from scenarios import OTHER, TRAILED

_GIT = (
    ("commit", "-qam", "decisions"),
    ("stash", "-q"),
    ("stash", "pop", "-q"),
    ("checkout", "-q", "theirs"),
    ("checkout", "-q", "main"),
    ("merge", "-q", "--no-edit", "theirs"),
    ("rebase", "-q", "theirs"),
    ("reset", "-q", "--hard"),
)


def decide_beside_git(seed: int, decisions: int, folder: Path) -> Generator[None, None, str]:
    """Decides, each time with a git command under way, and looks for every decision that was told as saved.

    It stands in a trail, or in an object of git, or the review told that it is gone and ended with 1. The lines come
    from a terminal: a review of a script would end at the first that git makes fail, while git is still at work.

    Returns:
        What came of it, in words.
    """
    chance = random.Random(seed)  # noqa: S311  # no secret
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    root = prepared(next(c for c in COMMANDS if c.name == "git merge"), folder)
    own = {"DHRCURATE_STATE": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
    keyboard, terminal = pty.openpty()
    review = subprocess.Popen(
        [sys.executable, "-m", "dhrcurate", "review", "--plain", str(root), "--as", "A. Curator"],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **own},
    )
    os.close(terminal)
    said, saved = b"", dict[str, str]()
    try:
        for number in range(decisions):
            record, words = chance.choice((TRAILED, OTHER)), f"words {seed} {number}"
            git = subprocess.Popen(
                ["git", "-c", "user.name=B", "-c", "user.email=b@example.org", *chance.choice(_GIT)],
                cwd=root,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )
            answer = _typed(review, keyboard, f"open {record}\ngo 1\nc {words}\nmark-{number}\n".encode())
            said += answer
            if b"Saved." in answer and (event := _event_of(root, words)):
                saved[event] = words
            git.wait()
            yield
        said += _ended(review, keyboard)
    finally:
        if review.poll() is None:
            review.kill()
            review.wait()
        os.close(keyboard)
    kept = b"".join(path.read_bytes() for path in root.rglob("*.trail.jsonl")) + _objects(root)
    gone = [event for event in saved if event.encode() not in kept]
    untold = [saved[event] for event in gone if event[:12].encode() not in said]
    assert not untold, f"seed {seed}: saved, gone, and not told: {untold}\n{said.decode(errors='replace')[-3000:]}"
    assert saved, f"seed {seed}: nothing was saved, so nothing was tried"
    assert not gone or review.returncode == 1, f"seed {seed}: something is gone and it ended with {review.returncode}"
    return f"{len(saved)} of {decisions} decisions told as saved, {len(gone)} of them gone since and told so"


def _typed(review: subprocess.Popen[bytes], keyboard: int, lines: bytes) -> bytes:
    """Types lines, the last of which is answered by a line that shows that all before it were."""
    assert review.stdout is not None
    os.write(keyboard, lines)
    last = lines.split()[-1]
    heard = b""
    while (line := review.stdout.readline()) and last not in line:
        heard += line
    return heard + line


def _ended(review: subprocess.Popen[bytes], keyboard: int) -> bytes:
    """Leaves a review; returns the rest of what it said."""
    assert review.stdout is not None
    os.write(keyboard, b"quit\n")
    rest = review.stdout.read()
    review.wait(timeout=60)
    return rest


def _event_of(root: Path, words: str) -> str | None:
    """The event that says some words, in the trail of the record that was open: git may have taken another away."""
    for trail in root.glob("*.trail.jsonl"):
        for line in trail.read_bytes().splitlines():
            if words.encode() in line:
                with suppress(EventError):
                    return Event.from_line(line).id
    return None


def _objects(root: Path) -> bytes:
    """The content of everything that git keeps."""
    return subprocess.run(
        ["git", "cat-file", "--batch", "--batch-all-objects"], cwd=root, capture_output=True, check=True
    ).stdout
