"""`dhrcurate quality sample`: draws a sample of what is undecided, and says what it tells of the rest."""

from __future__ import annotations

import argparse
import secrets
import sys
from typing import TYPE_CHECKING

from dhrcurate.cli.arguments import add_signer, cores
from dhrcurate.cli.printing import print_json
from dhrcurate.cli.streams import say
from dhrcurate.domain.errors import RefusedError, UnusableError

if TYPE_CHECKING:  # loaded when the command runs, not for --help
    from collections.abc import Mapping

    from dhrcurate.curation.library import Library
    from dhrcurate.curation.proposal import Proposal
    from dhrcurate.curation.quality.sampling import Row, Standing
    from dhrcurate.domain.samples import Place

SAMPLE = "sample"
"""The word that asks for it."""
_SEEDS = 2**32
_OPTIONS = ("error", "confidence", "seed", "curator")


def add_sample_arguments(group: argparse._ArgumentGroup) -> None:
    """Adds the arguments of a sample."""
    group.add_argument("--error", metavar="SHARE", type=_share, help="draw one that bounds the wrong ones by this")
    group.add_argument("--confidence", metavar="SHARE", type=_share, help="as sure as this (default: 0.95)")
    group.add_argument("--seed", metavar="N", type=_seed, help="draw the same one again (default: by chance)")
    add_signer(group)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share between 0 and 1, such as 0.02")
    return share


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < _SEEDS):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to {_SEEDS - 1}")
    return int(text)


def refuse_sample_options(arguments: argparse.Namespace) -> None:
    """Refuses options of a sample where none is asked for.

    Raises:
        UnusableError: With the first.
    """
    for name in _OPTIONS:
        if getattr(arguments, name) is not None:
            option = "as" if name == "curator" else name
            raise UnusableError(f"--{option} is for a sample: `dhrcurate quality sample --{option} ...`")


def run_sample(library: Library, arguments: argparse.Namespace) -> int:
    """Draws a sample, or tells how the newest one stands; keeps what came of it once all of it is decided.

    Raises:
        UnusableError: If the options do not fit, or nobody signs.
        RefusedError: If there is no sample, or one is under way.
    """
    from dhrcurate.curation.quality.sampling import rows_of, samples_of, standing, to_conclude  # noqa: PLC0415  # the same

    if arguments.by not in (None, "csp"):
        raise UnusableError(f"--by {arguments.by}: a sample is drawn from all, or by csp")
    if arguments.output_format == "markdown":
        raise UnusableError("--output-format markdown: a sample is told as text or json")
    if arguments.error is None and any(getattr(arguments, name) is not None for name in ("confidence", "seed", "by")):
        raise UnusableError("give --error SHARE, such as 0.02, to draw a sample")
    rows = rows_of(library, jobs=arguments.jobs or cores())
    known = samples_of(library)
    now = standing(known[-1], rows) if known else None
    if now is not None and now.bound is not None and not now.sample.result:
        _apply(library, arguments, to_conclude(now))
    if arguments.error is not None:
        return _draw(library, arguments, rows, now, [one.id for one in known])
    if now is None:
        raise RefusedError("there is no sample; draw one with --error SHARE, such as 0.02")
    _tell(arguments, now)
    return 1 if now.why else 0


def _draw(
    library: Library,
    arguments: argparse.Namespace,
    rows: Mapping[Place, Row],
    now: Standing | None,
    known: list[str],
) -> int:
    from dhrcurate.curation.quality.sampling import draw, standing, to_keep  # noqa: PLC0415  # not needed for --help

    if now is not None and now.is_under_way:
        raise RefusedError(
            f"the sample {now.sample.id} is under way: first decide the {now.open} that are open, as whoever draws"
            " until one is clean knows nothing"
        )
    seed = secrets.randbelow(_SEEDS) if arguments.seed is None else arguments.seed
    confidence = 0.95 if arguments.confidence is None else arguments.confidence
    sample = draw(rows, arguments.error, confidence, seed, arguments.by or "", known)
    _apply(library, arguments, to_keep(sample))
    _tell(arguments, standing(sample, rows))
    return 0


def _apply(library: Library, arguments: argparse.Namespace, proposal: Proposal) -> None:
    from dhrcurate.curation.configuration.curator import who_signs  # noqa: PLC0415  # only where something is written
    from dhrcurate.curation.saving.session import Session  # noqa: PLC0415  # the same
    from dhrcurate.storage.folder import SAMPLES_ID  # noqa: PLC0415  # the same

    session = Session(library, who_signs(arguments.curator, where=library.root))
    for notice in session.apply(SAMPLES_ID, proposal).notices:
        say(notice)
    session.must_stand()


def _tell(arguments: argparse.Namespace, now: Standing) -> None:
    from dhrcurate.reporting.samples import sample_lines, sample_object  # noqa: PLC0415  # not needed for --help

    if arguments.output_format == "json":
        print_json(sample_object(now), indent=2)
    else:
        sys.stdout.writelines(f"{line}\n" for line in sample_lines(now))
