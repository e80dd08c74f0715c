"""What became of the recommendations that a sample stands for."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import SAMPLES, pointer
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.samples import Now, changed
from dhrcurate.rules.context import LibraryContext
from dhrcurate.rules.registry import LibraryFinding, library_rule

FILE = "samples.toml"
"""Where it is reported."""


@library_rule("DHR612", "sample-no-longer-holds", Severity.WARNING)
def sample_no_longer_holds(context: LibraryContext) -> Iterator[LibraryFinding]:
    """The newest sample stands for recommendations that are not those of the library any more.

    Why: A sample says how many of the undecided recommendations are wrong at most, of which it was drawn. Once some are
    added, gone or extracted again, or one that was drawn is decided or worded otherwise after the result, it says
    nothing of them.

    Before: a sample of 149 of 42,097 recommendations, and a record that was imported after it was drawn

    After: another sample, drawn with `dhrcurate quality sample`
    """
    if context.sample is None:
        return
    now = {
        (record_id, key): Now(origin, key in summary.decided, state)
        for record_id, summary in context.records.items()
        for key, origin, state in zip(summary.keys, summary.origins, summary.states, strict=True)
    }
    if why := changed(context.sample, now):
        told = ", ".join(f"{count:,} {words}" for words, count in why.items())
        finding = sample_no_longer_holds.finding(
            f"the sample {context.sample.id} no longer holds: recommendations of which it was drawn changed ({told});"
            " draw another with `dhrcurate quality sample`",
            path=pointer(SAMPLES, context.sample.id),
        )
        yield LibraryFinding(FILE, finding)
