"""What git LFS leaves in a repository, and in a clone that has not fetched it, in the place of a file."""

from __future__ import annotations

POINTER = b"version https://git-lfs.github.com/spec/"
"""How such a pointer begins."""

LARGEST_POINTER = 1024
"""The most bytes of one."""

INSTEAD = (
    "a pointer of git LFS stands in the place of the file: `git lfs pull` fetches the file; then take the `filter` that"
    " fits it out of .gitattributes, and have git keep the file itself with `git add --renormalize FILE`"
)
"""What a pointer in the place of a record or a trail is, and how to get the file back; for the end of a sentence."""


def is_pointer(raw: bytes) -> bool:
    """True if bytes are a pointer of git LFS and no file of its own."""
    return raw.startswith(POINTER) and len(raw) <= LARGEST_POINTER
