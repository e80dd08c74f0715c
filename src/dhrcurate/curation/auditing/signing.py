"""Heads of trails signed with an SSH key, so that a later rewrite of a trail shows.

`ssh-keygen -Y` makes and checks the signatures: OpenSSH's own file format (PROTOCOL.sshsig), with a namespace, so that
a signature made for another purpose is not taken for one of these.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from dhrcurate.curation.auditing.heads import heads_of, heads_text, later_than, lost_since, parse_heads
from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.commit import must_be_writable
from dhrcurate.storage.files import Operations, read_file
from dhrcurate.storage.folder import HEADS, SIGNATURE
from dhrcurate.storage.git_index import wait_for_git
from dhrcurate.storage.links import refuse_planted_link
from dhrcurate.storage.lock import WAIT, library_lock
from dhrcurate.storage.programs import program
from dhrcurate.storage.signed_pair import signature_in_force, write_signed

NAMESPACE = "dhrcurate-heads"
_MAX_BYTES = 2**26
_ARMOUR = b"-----BEGIN SSH SIGNATURE-----"


def sign(root: Path, targets: Sequence[AuditTarget], key: Path, ops: Operations | None = None) -> Path:
    """Writes the heads of a library and signs them.

    Args:
        root: The library's folder.
        targets: Its records and register.
        key: A private SSH key, or a public one whose private half an agent holds.
        ops: The system calls, replaced in tests.

    Returns:
        The signature's file.

    Raises:
        UnusableError: If ssh-keygen is not installed or does not accept the key.
        RefusedError: If one of the two files is a link, or the name of a record has no line in heads.
        NotSavedError: If they cannot be written to disk.
    """
    refuse_planted_link(root)
    must_be_writable(root / HEADS, root / SIGNATURE)
    text = heads_text(heads_of(targets)).encode()
    done = _ssh_keygen("-Y", "sign", "-f", str(key), "-n", NAMESPACE, stdin=text)
    if done.returncode or not done.stdout.startswith(_ARMOUR):
        raise UnusableError(f"{key}: ssh-keygen did not sign: {_last_line(done)}")
    with library_lock(root, "somebody who signs the heads"):
        wait_for_git(root, WAIT)
        write_signed(ops or Operations(), root, text, done.stdout)
    return root / SIGNATURE


def check_signature(
    root: Path, targets: Sequence[AuditTarget], signers: Path, *, all_signed: bool = False
) -> Iterator[str]:
    """Checks that the signed heads were signed by one of the signers, and that each is still in its trail.

    Args:
        root: The library's folder.
        targets: Its records and register.
        signers: An allowed-signers file as ssh-keygen(1) describes it: `NAME KEYTYPE KEY` per line.
        all_signed: Whether events after the signed heads are a problem.

    Yields:
        A sentence for each problem; nothing if all is well.

    Raises:
        UnusableError: If a file or ssh-keygen is missing.
    """
    heads, signature = root / HEADS, signature_in_force(root)
    if not signers.is_file():
        raise UnusableError(f"{signers}: there is no such file of allowed signers: a line `NAME KEYTYPE KEY` for each")
    for path in (heads, signature):
        if not path.is_file():
            raise UnusableError(f"{path}: does not exist; `dhrcurate audit sign` writes the signed heads")
    text = read_file(heads, _MAX_BYTES)
    found = _ssh_keygen("-Y", "find-principals", "-s", str(signature), "-f", str(signers))
    names = found.stdout.decode("utf-8", "replace").split("\n")
    if found.returncode or not names[0]:
        yield f"{signature}: none of the signers in {signers} made this signature"
        return
    verified = _ssh_keygen(
        "-Y", "verify", "-f", str(signers), "-I", names[0], "-n", NAMESPACE, "-s", str(signature), stdin=text
    )
    if verified.returncode:
        yield f"{signature}: the signature does not match the heads: {_last_line(verified)}"
        return
    signed = parse_heads(text, heads)
    yield from lost_since(signed, targets, f", signed by {names[0]}")
    if all_signed:
        yield from later_than(signed, targets)


def _ssh_keygen(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # no shell reads the arguments
            [program("ssh-keygen"), *arguments],
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UnusableError(f"ssh-keygen could not be run: {error.strerror}; OpenSSH 8.2 or newer has it") from error


def _last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "no reason given"
