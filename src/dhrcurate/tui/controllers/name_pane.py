"""What stands beside the list of names: what one may mean and where it is written, or the names of a group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from dhrcurate.curation.naming.suggestions import why_not_taken, worth_showing
from dhrcurate.domain.agency import no_body_in_words
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural, times
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.name_list import waiting_in
from dhrcurate.tui.widgets.name_places import places_of
from dhrcurate.tui.widgets.text_view import BLANK, Block

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Name
    from dhrcurate.curation.naming.clustering import Cluster

_SHOWN_USES = 200


def of_name(name: Name, shell: Shell) -> Iterator[Block]:
    """Yield what a name may mean and where it is written.

    Args:
        name: The name.
        shell: The program.
    """
    yield Block(Content.styled(clean(name.written), "title"))
    places = f"{times(len(name.uses))} in {plural(name.records, 'record')}"
    yield Block(Content.styled(f"{places}, {name.open} undecided", "muted"))
    if name.decided:
        yield Block(Content.assemble(Content.styled("decided  ", "muted"), ", ".join(clean(n) for n in name.decided)))
    if not name.agreed:
        yield Block(Content.styled("▲ it means different agencies in different places", "warning"))
    yield BLANK
    if reason := why_not_taken(name.suggestion):
        yield Block(Content.styled(clean(reason), "muted"))
    for at, candidate in enumerate(worth_showing(name.suggestion)[:9], 1):
        sure = at == 1 and name.sure
        score = Content.styled("✓ sure", "accepted") if sure else Content.styled(f"{candidate.score:.2f}", "muted")
        what = no_body_in_words(shell.queries.names.entry(candidate.name))
        score = Content.styled("▲", "warning") if what else score
        why = Content.styled(f"  {clean(what or candidate.why)}", "muted")
        yield Block(
            Content.assemble(clean(candidate.name), "  ", score, why),
            indent=3,
            hang=Content.styled(shell.keys.first(f"take-{at}"), "key"),
            choice=f"take:{at}",
        )
    yield BLANK
    yield from places_of(name.uses[:_SHOWN_USES], shell.workspace)


def of_cluster(cluster: Cluster | None, left_out: frozenset[str]) -> Iterator[Block]:
    """Yield the names of a group.

    Args:
        cluster: The group.
        left_out: Keys of the names that are left out of it.
    """
    if cluster is None:
        return
    members = [n for n in cluster.members if n.key not in left_out]
    names, where = plural(len(members), "name"), plural(waiting_in(members), "recommendation")
    yield Block(Content.styled(clean(cluster.proposed or "No agency is proposed"), "title"))
    yield Block(Content.styled(f"{names}, undecided in {where}", "muted"))
    yield BLANK
    for name in cluster.members:
        ink = "faint" if name.key in left_out else "plain"
        counts = Content.styled(f"  {name.open}", "muted")
        yield Block(Content.assemble(Content.styled(clean(name.written), ink), counts), indent=2)
