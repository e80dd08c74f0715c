"""A baseline: the known findings of a library that was checked late, so that only new findings count.

A finding is recognised by its record, its rule, the field, and the keys of the recommendations that it is about (either
of two with one number may be reported, depending on their order; of several with one unknown name, the first), so it
stays known when recommendations are moved or other parts change. One that is told once for several recommendations is
known at each. If one field has several findings of one rule, those with the same message are known first; of the
others as many are known as before, so one more is new.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.curation.checking.report import Located, told_apart
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.files import UnreadableError, in_words, read_file, write_atomically
from dhrcurate.storage.links import refuse_planted_link

FORMAT = 1

MAX_BASELINE = 256 * 2**20
"""Larger files are not read, because a library's configuration may name any file."""

_Identity = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings.

    Attributes:
        entries: For each identity (record, rule, keys, field) the digests of the messages.
    """

    entries: dict[_Identity, tuple[str, ...]]

    @classmethod
    def of(cls, findings: Iterable[Located]) -> Baseline:
        """The baseline of some findings."""
        entries: defaultdict[_Identity, list[str]] = defaultdict(list)
        for located in told_apart(findings):
            entries[_identity(located)].append(_message_digest(located))
        return cls({identity: tuple(sorted(digests)) for identity, digests in entries.items()})

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """Reads a baseline.

        Raises:
            UnusableError: If it cannot be read or is not a baseline.
        """
        try:
            content = json.loads(read_file(file, MAX_BASELINE))
        except FileNotFoundError:
            raise UnusableError(f"{file}: the baseline cannot be read: no such file or directory") from None
        except UnreadableError as error:
            raise UnusableError(f"{file}: the baseline cannot be read: {error.reason}") from error
        except (ValueError, RecursionError) as error:
            raise UnusableError(f"{file}: is not a baseline; make one with --write-baseline") from error
        try:
            if content["format"] != FORMAT:
                raise UnusableError(f"{file}: has format {content['format']!r}; this program reads format {FORMAT}")
            return cls(dict(_entry(item) for item in content["findings"]))
        except (KeyError, TypeError, ValueError) as error:
            raise UnusableError(f"{file}: is not a baseline; make one with --write-baseline") from error

    def write(self, file: Path) -> None:
        """Writes the baseline, sorted, with one entry per line, so that its diffs are readable.

        Raises:
            UnusableError: If it cannot be written.
            RefusedError: If it is a link that lies in a repository, or behind one.
        """
        items = [
            json.dumps(dict(zip(("record", "rule", "keys", "field", "said"), (*identity, digests), strict=True)))
            for identity, digests in sorted(self.entries.items())
        ]
        head = f'{{"format": {FORMAT}, "findings": ['
        text = head + ("\n" + ",\n".join(items) + "\n" if items else "") + "]}\n"
        refuse_planted_link(file)
        try:
            write_atomically(file, text.encode())
        except OSError as error:
            raise UnusableError(f"{file}: the baseline cannot be written: {in_words(error)}") from error

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))

    def new(self, findings: Iterable[Located]) -> tuple[list[Located], list[Located]]:
        """Splits findings into new and known ones, each in the order given."""
        groups: defaultdict[_Identity, list[Located]] = defaultdict(list)
        everything = list(findings)
        for located in everything:
            groups[_identity(located)].append(located)
        known: set[int] = set()
        for identity, group in groups.items():
            known.update(map(id, self._known(identity, group)))
        return [f for f in everything if id(f) not in known], [f for f in everything if id(f) in known]

    def _known(self, identity: _Identity, group: list[Located]) -> list[Located]:
        left = Counter(self.entries.get(identity, ()))
        same, other = [], []
        for located in group:
            digest = _message_digest(located)
            if left[digest] > 0:
                left[digest] -= 1
                same.append(located)
            else:
                other.append(located)
        return same + other[: left.total()]


def _identity(located: Located) -> _Identity:
    finding = located.finding
    if finding.key is None:
        return located.record, finding.rule, "", finding.path
    others = {one.key for one in finding.spots}
    with_it = (name.removeprefix(f"{located.record}#") for name in finding.related)
    keys = sorted({finding.key, *(name for name in with_it if name.isalnum() and name not in others)})
    return located.record, finding.rule, " ".join(keys), finding.path.partition(finding.key)[2]


def _message_digest(located: Located) -> str:
    """A digest of the message: a baseline is committed and must not repeat personal data."""
    return hashlib.sha256(located.finding.message.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _entry(item: dict[str, Any]) -> tuple[_Identity, tuple[str, ...]]:
    identity = (item["record"], item["rule"], item["keys"], item["field"])
    if not all(isinstance(part, str) for part in (*identity, *item["said"])):
        raise TypeError("not a string")
    return identity, tuple(item["said"])
