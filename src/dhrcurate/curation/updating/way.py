"""What becomes of a review that is in the library already, as the caller of an import wants it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.library import Loaded
from dhrcurate.curation.updating.fitting import Fitting
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of a review that is in the library already.

    Attributes:
        updates: Whether its record is updated; else its page is refused.
        record: The record that is updated, whatever the file says it is of; `None` for the one that fits.
        as_new: Whether every review comes in as a new record.
        reopens: Whether a record that is signed off is reopened and updated.
    """

    updates: bool = False
    record: str | None = None
    as_new: bool = False
    reopens: bool = False

    def records(
        self, fitting: Fitting, reviews: Sequence[Data], known: Sequence[bool], page: Path
    ) -> list[Loaded | RefusedError | None]:
        """The record of each review of a file, as far as there is one; or the refusal, where several fit.

        Args:
            fitting: Finds the records of a library.
            reviews: The reviews, in the form of records.
            known: Which of them are known by the bytes of the file, and need not be looked for.
            page: The file.

        Raises:
            RefusedError: If the record that is named is none, or cannot be that of all of them.
        """
        if self.record is not None:
            if len(reviews) > 1:
                raise RefusedError(f"{page}: holds {len(reviews)} reviews, and --record names the record of one")
            if self.record not in fitting.library.ids():
                raise RefusedError(f"{self.record}: there is no such record in {fitting.library.root}")
            return [fitting.library.load(self.record)]
        left = [at for at, is_known in enumerate(known) if not is_known]
        found: list[Loaded | RefusedError | None] = [None] * len(reviews)
        if left and not self.as_new:
            for at, one in zip(left, fitting.records([reviews[at] for at in left]), strict=True):
                found[at] = one
        return found


def _command(page: Path, into: Path) -> str:
    return f"dhrcurate import --update {shlex.quote(str(page))} --into {shlex.quote(str(into))}"


def like_another(record_id: str, shared: int, count: int, page: Path, into: Path) -> str:
    """What is told of a review that comes in as a new record and has much in common with another one.

    Args:
        record_id: The other one.
        shared: How many of the review's texts are in it.
        count: How many the review has.
        page: The file.
        into: The library.
    """
    return (
        f"NOT AN UPDATE: it comes in as a new record, as nothing names it as that of {record_id}, though {shared} of"
        f" its {count} texts are in that one: if it is the same review, take the new record away, and"
        f" `{_command(page, into)} --record {record_id}` updates the other one"
    )


def there_already(record_id: str, page: Path, into: Path) -> str:
    """Why a page is refused whose review is in the library, and what to do."""
    command = _command(page, into)
    return f"this review is in the library, as {record_id}: `{command}` updates it, --as-new makes another record"
