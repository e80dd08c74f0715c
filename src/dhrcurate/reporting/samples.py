"""How a sample stands, in words and as an object."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from dhrcurate.curation.quality.sampling import Standing
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural


def sample_lines(now: Standing) -> Iterator[str]:
    """How a sample stands, a line each."""
    sample = now.sample
    yield (
        f"sample {visible(sample.id, one_line=True)}: {len(sample.rows):,} of"
        f" {plural(len(sample.frame), 'undecided recommendation')}, seed {sample.seed}"
    )
    for stratum in sample.strata:
        yield f"  {visible(stratum.name, one_line=True)}: {stratum.drawn:,} of {stratum.rows:,}"
    if now.why:
        told = ", ".join(f"{count:,} {words}" for words, count in now.why.items())
        yield f"it no longer holds: recommendations of which it was drawn changed ({told}); draw another"
    elif now.bound is None:
        yield f"{now.open:,} to be decided; the filter queue:sample lists them; {len(now.wrong):,} wrong so far"
        yield (
            f"if none is wrong, at most {_per_cent(sample.error)} of all are, with a confidence of"
            f" {_per_cent(sample.confidence)}"
        )
    else:
        sure = f"with a confidence of {_per_cent(sample.confidence)}"
        yield f"all decided, {len(now.wrong):,} wrong: at most {_per_cent(now.bound)} of all are, {sure}"
        for stratum, wrong, most in now.strata:
            yield f"  {visible(stratum.name, one_line=True)}: {wrong:,} wrong, at most {_per_cent(most)}"
    yield "it signs nothing off"


def sample_object(now: Standing) -> dict[str, Any]:
    """How a sample stands, for programs."""
    sample = now.sample
    bounds = {stratum.name: (wrong, most) for stratum, wrong, most in now.strata}
    return {
        "id": sample.id,
        "error": sample.error,
        "confidence": sample.confidence,
        "seed": sample.seed,
        "frame": len(sample.frame),
        "rows": [{"record": record, "key": key} for record, key in sample.rows],
        "open": now.open,
        "wrong": [{"record": record, "key": key} for record, key in now.wrong],
        "no_longer_holds": dict(now.why),
        "bound": now.bound,
        "strata": [
            {
                "by": one.name,
                "frame": one.rows,
                "rows": one.drawn,
                **dict(zip(("wrong", "bound"), bounds.get(one.name, (None, None)), strict=True)),
            }
            for one in sample.strata
        ],
    }


def _per_cent(share: float) -> str:
    """A share in per cent; rounded up, as a bound must not be told lower than it is."""
    return f"{ceil(round(share * 10_000, 6)) / 100:g}%"
