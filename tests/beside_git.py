"""A live line-by-line review while git merges, stashes, rebases and checks out under it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from functools import partial
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

    It stands in a trail, or in an object of git, or the review told that it is gone and ended with 1, unless git went
    on after the review had ended by itself.

    Returns:
        What came of it, in words.
    """
    chance = random.Random(seed)  # noqa: S311  # no secret
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    root = prepared(next(c for c in COMMANDS if c.name == "git merge"), folder)
    own = {"DHRCURATE_STATE": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
    review = subprocess.Popen(
        [sys.executable, "-m", "dhrcurate", "review", "--plain", str(root), "--as", "A. Curator"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **own},
    )
    said, saved, outlived = b"", dict[str, str](), False
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
            answer = _typed(review, f"open {record}\ngo 1\nc {words}\nhelp help-{number}\n".encode())
            said += answer
            if b"Saved." in answer and (event := _event_of(root / f"{record}.trail.jsonl", words)):
                saved[event] = words
            over = f"help-{number}".encode() not in answer  # a script ends where git took a record away or joined it
            if over:
                review.wait(timeout=60)
                outlived = git.poll() is None
            git.wait()
            yield
            if over:
                break
        said += _ended(review)
    finally:
        if review.poll() is None:
            review.kill()
            review.wait()
    kept = b"".join(path.read_bytes() for path in root.rglob("*.trail.jsonl")) + _objects(root)
    gone = [event for event in saved if event.encode() not in kept]
    # Of what git does to the files after the review has ended nobody can tell.
    untold = [] if outlived else [saved[event] for event in gone if event[:12].encode() not in said]
    assert not untold, f"seed {seed}: saved, gone, and not told: {untold}\n{said.decode(errors='replace')[-3000:]}"
    assert saved, f"seed {seed}: nothing was saved, so nothing was tried"
    ended = review.returncode
    assert not gone or outlived or ended == 1, f"seed {seed}: something is gone and it ended with {ended}"
    return f"{len(saved)} of {decisions} decisions told as saved, {len(gone)} of them gone since and told so"


def _typed(review: subprocess.Popen[bytes], lines: bytes) -> bytes:
    """Types lines, the last of which is answered by a line that shows that all before it were."""
    assert review.stdin is not None
    assert review.stdout is not None
    with suppress(BrokenPipeError):
        review.stdin.write(lines)
        review.stdin.flush()
    last = lines.splitlines()[-1]
    heard = b""
    while (line := review.stdout.readline()) and last not in line:
        heard += line
    return heard + line


def _ended(review: subprocess.Popen[bytes]) -> bytes:
    """Leaves a review, which may have ended by itself; returns the rest of what it said."""
    assert review.stdin is not None
    assert review.stdout is not None
    for send in (partial(review.stdin.write, b"quit\n"), review.stdin.close):
        with suppress(BrokenPipeError):
            send()
    rest = review.stdout.read()
    review.wait(timeout=60)
    return rest


def _event_of(trail: Path, words: str) -> str | None:
    try:
        lines = trail.read_bytes().splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        if words.encode() in line:
            try:
                return Event.from_line(line).id
            except EventError:
                return None
    return None


def _objects(root: Path) -> bytes:
    """The content of everything that git keeps."""
    return subprocess.run(
        ["git", "cat-file", "--batch", "--batch-all-objects"], cwd=root, capture_output=True, check=True
    ).stdout
