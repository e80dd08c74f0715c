"""Is every recommendation of a page read, with its number and its addressee, however the page is laid out?

A page is read exactly, or exactly with a warning that something is missing (noisy), or what is missing is told, or the
page is refused, or it is wrong without a word, which is the worst.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.layout_pages import Item, made, pools
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.importers import read_source

PAGES, SEED = 1000, 1
OUTCOMES = ("exact", "noisy", "told", "refused", "wrong")


def judged(text: str, name: str, items: Sequence[Item], names: Names) -> tuple[str, str]:
    """The outcome of reading a page, and what came instead of what it says."""
    try:
        found = read_source(text.encode(), name, names)
    except DhrcurateError as error:
        return "refused", str(error)
    rows = [row for review in found for row in review.data["recommendations"]]
    lost = [told for review in found for told in review.lost]
    wrong = [*_differences(items, rows), *([f"{len(found)} reviews"] if len(found) > 1 else [])]
    outcome = ("told" if lost else "wrong") if wrong else ("noisy" if lost else "exact")
    return outcome, "; ".join([*wrong, *lost])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _number(text: str | None) -> str:
    return _plain(re.sub(r"^Rec(?:ommendation)?\s+", "", text or ""))


def _differences(items: Sequence[Item], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    left = list(rows)
    for item in items:
        row = next((r for r in left if _is_of(r, item)), None)
        if row is None:
            yield f"no row {item.number} “{item.words[:50]}”"
            continue
        left.remove(row)
        if item.number and _number(row.get("number")) != _number(item.number):
            yield f"number {row.get('number')} for {item.number}"
        cell = row.get("addressed_to") or ""
        if _bare(cell) != _bare(item.whom) and not _is_said(cell, row["text"], item.whom):
            yield f"addressed to “{cell}” for “{item.whom}”"
    yield from (f"a row {r.get('number')} “{r['text'][:70]}”" for r in left)


def _bare(cell: str) -> str:
    return cell.removeprefix("The ").removeprefix("the ")


def _is_of(row: Mapping[str, Any], item: Item) -> bool:
    """True if a row has the words of a recommendation; where the name in brackets behind them stays, it is not lost."""
    return _plain(row["text"]) in {_plain(item.words), _plain(f"{item.words} {item.whom}")}


def _is_said(cell: str, text: str, whom: str) -> bool:
    """True if a cell is not lost but stands behind the text, or if a text without one begins with whom it asks."""
    if whom:
        return not cell and _plain(text).endswith(_plain(whom))
    return text.startswith(cell)


def main(arguments: Sequence[str] = ()) -> None:
    """Prints how many pages are read exactly, with each pool of words and by what was drawn for them."""
    words = pools()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layouts", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--seed", type=int, default=SEED, help="of the first page")
    parser.add_argument("--words", choices=words, help="only those pages, and what was drawn for them")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N that are not read exactly")
    parser.add_argument("--only", default="", help="show only those with this outcome or choice; several with commas")
    options = parser.parse_args(list(arguments))
    names = Matcher(load())
    wanted = {each.strip() for each in options.only.split(",") if each.strip()}
    print(f"{'':50}{'pages':>7}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES))
    for pool in [options.words] if options.words else words:
        counts: dict[tuple[str, str], Counter[str]] = {}
        for seed in range(options.seed, options.seed + options.pages):
            page = made(seed, names, words[pool])
            outcome, why = judged(page.text, page.name, page.items, names)
            for key in (*(page.choices.items() if options.words else ()), ("~", f"words: {pool}")):
                counts.setdefault(key, Counter())[outcome] += 1
            if outcome != "exact" and options.show > 0 and wanted <= {outcome, *page.choices.values()}:
                options.show -= 1
                print(f"=== {seed} {outcome}: {page.choices}\n{page.text}--- {why}\n")
        for (part, choice), of in sorted(counts.items(), key=lambda one: one[0][0]):
            said = choice if part == "~" else f"{part}: {choice}"
            print(f"{said:50}{of.total():7}" + "".join(f"{of[outcome]:9}" for outcome in OUTCOMES), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
