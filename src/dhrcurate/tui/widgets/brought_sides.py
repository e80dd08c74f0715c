"""What the earlier extraction said, what the later one says and what the record says, with differing words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.content import Content

from dhrcurate.curation.updating.told import What
from dhrcurate.domain.visible import clean, visible
from dhrcurate.domain.words import at_start
from dhrcurate.review.brought import KINDS, BroughtRow, Side, sides_of
from dhrcurate.tui.differences import difference_of
from dhrcurate.tui.widgets.text_view import BLANK, Block

_LABEL = 10
_KEYS: Mapping[What, Mapping[str, Sequence[tuple[str, str]]]] = {
    What.CONFLICT: {
        "theirs": (("update-theirs", "takes it"),),
        "yours": (("update-ours", "keeps it"), ("edit", "writes another")),
    },
    What.GONE: {
        "theirs": (("update-theirs", "removes it"),),
        "yours": (("update-ours", "keeps it, with a reason"),),
    },
}
"""The keys that decide for a side, and what they do."""
_DECIDES = {"theirs": "update-theirs", "yours": "update-ours"}
"""The keys that act on what is marked, where anything is."""


def about_blocks(row: BroughtRow, came: str, moment: Callable[[str], str]) -> Iterator[Block]:
    """Draw what a row is about, and below it when that came."""
    who = ""
    if row.decided is not None:
        who = f" by {clean(row.decided.by)}, {moment(row.decided.at)[:16]}"
    yield Block(
        Content.assemble(
            Content.styled(clean(at_start(row.about)), "title"),
            "  ",
            KINDS[row.what],
            ", ",
            Content.styled(clean(row.became) + who, "warning" if row.open else "plain"),
        ),
        wrap=False,
    )
    if came:
        yield Block(Content.styled(clean(at_start(came)), "faint"), wrap=False)


def stacked_blocks(row: BroughtRow, key_of: Callable[[str], str], marked: str = "") -> Iterator[Block]:
    """Draw the sides one under the other; what is as it was is cut where it is long, as the old one shows it.

    Args:
        row: The row.
        key_of: Gives the key of a command.
        marked: What is marked in place of this row, so that the keys that decide act on that; empty for nothing.
    """
    for side in sides_of(row):
        keys = _keys(row, side, marked)
        key = f"{key_of(keys[0][0])} " if keys else "  "
        hang = Content.assemble(Content.styled(key, "key"), Content.styled(side.name, "strong"))
        yield Block(_words(side, whole=False), indent=_LABEL, hang=hang)
    hints = [_hint(key_of(command), does) for side in sides_of(row) for command, does in _keys(row, side, marked)]
    if marked:
        hints.insert(0, _hint(f"{key_of('update-theirs')} {key_of('update-ours')}", f"act on {marked}"))
    if hints:
        yield Block(Content("  ").join(hints), indent=_LABEL)


def beside_blocks(row: BroughtRow, side: Side, key_of: Callable[[str], str], marked: str = "") -> Iterator[Block]:
    """Draw one side as a column, with the keys that decide for it; see `stacked_blocks`."""
    line = Content.assemble(Content.styled(side.name, "title"), Content.styled(f"  {side.whose}", "muted"))
    yield Block(line)
    hints = [_hint(key_of(command), does) for command, does in _keys(row, side, marked)]
    if marked and side.name in _DECIDES:
        hints.insert(0, _hint(key_of(_DECIDES[side.name]), f"acts on {marked}"))
    yield Block(Content("  ").join(hints))
    yield BLANK
    yield Block(_words(side, whole=True))


def _keys(row: BroughtRow, side: Side, marked: str) -> Sequence[tuple[str, str]]:
    """The keys that do something about a row; with other rows marked only those that look at no mark."""
    keys = _KEYS[row.what].get(side.name, ()) if row.open else ()
    return [each for each in keys if each[0] not in _DECIDES.values()] if marked else keys


def _hint(key: str, does: str) -> Content:
    return Content.assemble(Content.styled(key, "key"), Content.styled(f" {does}", "muted"))


def _words(side: Side, *, whole: bool) -> Content:
    if not side.said:
        return Content.styled(side.words, "muted")
    if side.against is None:
        return Content(visible(side.words))
    return difference_of(side.against, side.words, whole=whole)
