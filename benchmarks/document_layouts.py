"""Layouts of published reviews: how their recommendations are numbered, grouped, framed, tabled and repeated."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.document_making import OPEN, Made, Piece, Truth, also
from benchmarks.document_texts import ACTIONS, DECOYS, FILLERS, TERMS, Text, texts

LAYOUTS: dict[str, Callable[[int], Made]] = {}
Body = tuple[list[Piece], list[Truth]]
_ORDINALS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def layout(build: Callable[[int], Body]) -> Callable[[int], Body]:
    """Add a layout: what it returns is set in a report between other chapters."""

    def made(seed: int) -> Made:
        pieces, truths = build(seed)
        return Made(build.__name__.removeprefix("_"), [*_front(seed), *pieces, *_back(seed)], truths)

    LAYOUTS[build.__name__.removeprefix("_")] = made
    return build


def _front(seed: int) -> Iterator[Piece]:
    draw = random.Random(seed)  # noqa: S311  # reports to try, no secret
    yield Piece("h1", "Domestic Homicide Review")
    yield Piece("p", "Overview report into a death in the autumn of the review year")
    yield Piece("page")
    if seed % 3 == 0:
        yield Piece("h1", "Contents")
        for title, page in (
            ("Introduction", 3),
            ("Terms of reference", 4),
            ("Recommendations", 31),
            ("Action plan", 35),
        ):
            yield Piece("p", f"{title} {'.' * 60} {page}")
        yield Piece("page")
    yield Piece("h1", "1. Introduction")
    yield Piece("p", FILLERS[4])
    yield Piece("h1", "2. Terms of reference")
    yield Piece("p", "The terms of reference of this review are:")
    for at, term in enumerate(TERMS):
        yield Piece("bullet", term) if seed % 2 else Piece("numbered", term, f"2.{at + 1}")
    yield Piece("h1", "3. The facts")
    for text in draw.sample(FILLERS, 6):
        yield Piece("p", text)
    if seed % 3 == 1:
        yield Piece("h2", "Recommendations of earlier reviews")
        yield Piece("p", "Two earlier reviews in the area made recommendations that bear on this one:")
        for one in texts(seed + 501, 3):
            yield Piece("bullet", one.words)
    yield Piece("h1", "4. Analysis")
    for text in (*draw.sample(FILLERS, 5), *draw.sample(DECOYS, 3)):
        yield Piece("p", text)
    yield Piece("h2", "Lessons learned")
    for text in draw.sample(DECOYS, 2):
        yield Piece("p", text)


def _back(seed: int) -> Iterator[Piece]:
    yield Piece("page")
    yield Piece("h1", "Appendix A: Glossary")
    yield Piece("p", "MARAC: multi-agency risk assessment conference. IMR: individual management review.")
    yield Piece("h1", "Appendix B: Membership of the panel")
    yield Piece("p", random.Random(seed).choice(FILLERS))  # noqa: S311  # reports to try, no secret


def intro_of(seed: int) -> Piece:
    """Return a paragraph that introduces recommendations."""
    return Piece(
        "p",
        (
            "The review panel makes the following recommendations.",
            "The recommendations below should be read with the action plan that is attached.",
            "The panel has agreed the recommendations set out in this chapter; the partnership will oversee them.",
            "This review makes a number of recommendations, which arise from the learning identified above.",
        )[seed % 4],
    )


def truths_of(found: Sequence[Text], numbers: Sequence[str], *, bodies: bool = False) -> list[Truth]:
    """Return the truth about recommendations and their numbers; with `bodies` their addressees are printed apart."""
    return [
        Truth(number, one.words, one.body if bodies else "", one.otherwise)
        for one, number in zip(found, numbers, strict=True)
    ]


def count_of(seed: int) -> int:
    """Return how many recommendations a report has."""
    return 5 + seed % 7


def numbers_of(count: int, form: str = "{}") -> list[str]:
    """Return numbers from 1 in a form."""
    return [form.format(at + 1) for at in range(count)]


@layout
def _numbered_list(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found))
    items = [Piece("numbered", one.words, f"{n}.", at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    return [Piece("h1", "5. Recommendations"), intro_of(seed), *items], truths_of(found, numbers)


@layout
def _bullets(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    items = [Piece("bullet", one.words, "", at) for at, one in enumerate(found)]
    return [Piece("h1", "RECOMMENDATIONS"), intro_of(seed), *items], truths_of(found, [""] * len(found))


@layout
def _agency_headings(seed: int) -> Body:
    found = sorted(texts(seed, 12, "should"), key=lambda one: one.body)
    pieces = [Piece("h1", "6. Recommendations"), Piece("h2", "Single agency recommendations")]
    body = ""
    for at, one in enumerate(found):
        if one.body != body:
            pieces.append(Piece("bold", one.body[0].upper() + one.body[1:]))
            body = one.body
        pieces.append(Piece("bullet", one.words, "", at))
    return pieces, truths_of(found, [""] * 12, bodies=True)


@layout
def _paragraphnumbers_of(seed: int) -> Body:
    found = texts(seed, count_of(seed), "should")
    numbers = numbers_of(len(found), "18.{}")
    intro = Piece("numbered", "This chapter sets out the recommendations of the review.", "17.9")
    items = [Piece("numbered", one.words, n, at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    before = [Piece("h1", "17. Conclusions"), Piece("numbered", FILLERS[7], "17.8"), intro]
    return [*before, Piece("h1", "18. Recommendations"), *items], truths_of(found, numbers)


@layout
def _national_local(seed: int) -> Body:
    found = texts(seed, 9, "mixed")
    numbers = [f"N{n}" for n in range(1, 4)] + [f"L{n}" for n in range(1, 7)]
    items = [Piece("numbered", one.words, n, at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    pieces = [Piece("h1", "Recommendations"), Piece("h2", "National recommendations"), *items[:3]]
    return [*pieces, Piece("h2", "Local recommendations"), *items[3:]], truths_of(found, numbers)


@layout
def _labels_in_line(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found))
    items = [
        Piece("p", f"**Recommendation {n}:** {one.words}", "", at)
        for at, (one, n) in enumerate(zip(found, numbers, strict=True))
    ]
    return [Piece("h1", "Conclusions and recommendations"), Piece("p", FILLERS[7]), *items], truths_of(found, numbers)


@layout
def _labels_above(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found))
    pieces = [Piece("h1", "9. Recommendations"), intro_of(seed)]
    for at, one in enumerate(found):
        pieces += [Piece("bold", f"Recommendation {numbers[at]}"), Piece("p", one.words, "", at)]
    return pieces, truths_of(found, numbers)


@layout
def _ordinal_labels(seed: int) -> Body:
    found = texts(seed, min(count_of(seed), 12), "should")
    numbers = list(_ORDINALS[: len(found)])
    pieces = [Piece("h1", "Recommendations"), intro_of(seed)]
    for at, one in enumerate(found):
        pieces += [Piece("bold", f"Recommendation {numbers[at]}"), Piece("p", one.words, "", at)]
    return pieces, truths_of(found, numbers_of(len(found)))


@layout
def _boxes(seed: int) -> Body:
    found = texts(seed, 6, "should")
    pieces: list[Piece] = [Piece("h1", "5. Learning")]
    for at, one in enumerate(found):
        pieces += [Piece("h2", f"Theme {at + 1}"), Piece("p", FILLERS[at])]
        inner = (Piece("bold", f"Recommendation {at + 1}"), Piece("p", one.words, "", at))
        pieces += [Piece("box", rows=inner), Piece("p", FILLERS[7 - at])]
    return pieces, truths_of(found, numbers_of(6))


@layout
def _learning_points(seed: int) -> Body:
    found = texts(seed, 7, "mixed")
    pieces: list[Piece] = [Piece("h1", "5. Learning and recommendations")]
    for at, one in enumerate(found):
        pieces += [Piece("bold", f"Learning point {at + 1}"), Piece("p", FILLERS[at])]
        pieces += [Piece("bold", f"Recommendation {at + 1}"), Piece("p", one.words, "", at)]
    return pieces, truths_of(found, numbers_of(7))


@layout
def _lead_in_letters(seed: int) -> Body:
    found = texts(seed, 8, "bare")
    pieces = [Piece("h1", "7. Recommendations"), Piece("p", "The panel recommends that the partnership:")]
    pieces += [
        Piece("letter", one.words[0].lower() + one.words[1:], f"({chr(97 + at)})", at) for at, one in enumerate(found)
    ]
    truths = [Truth(chr(97 + at), one.words[0].lower() + one.words[1:]) for at, one in enumerate(found)]
    return pieces, truths


@layout
def _with_sub_items(seed: int) -> Body:
    found = texts(seed, 6, "bare")
    pieces, truths = [Piece("h1", "Recommendations")], []
    for at in range(3):
        lead = f"The {found[at].body.removeprefix('the ').removeprefix('The ')} should:"
        subs = [found[2 * at].words, found[2 * at + 1].words]
        pieces.append(Piece("numbered", lead, f"{at + 1}.", at))
        pieces += [Piece("letter", sub, f"({c})", at, goes_on=True) for sub, c in zip(subs, "ab", strict=True)]
        truths.append(Truth(str(at + 1), "\n".join([lead, f"(a) {subs[0]}", f"(b) {subs[1]}"])))
    return pieces, truths


@layout
def _in_conclusions(seed: int) -> Body:
    found = texts(seed, 5, "bare")
    pieces = [Piece("h1", "8. Conclusions"), Piece("p", FILLERS[7])]
    for at, one in enumerate(found):
        words = f"The panel recommends that {one.body} {one.words[0].lower()}{one.words[1:]}"
        pieces += [Piece("p", FILLERS[at]), Piece("p", f"**Recommendation {at + 1}:** {words}", "", at)]
    truths = [
        Truth(str(at + 1), f"The panel recommends that {one.body} {one.words[0].lower()}{one.words[1:]}")
        for at, one in enumerate(found)
    ]
    return pieces, truths


def _plan(found: Sequence[Text], numbers: Sequence[str], columns: str, *, style: str = "ruled") -> Piece:
    """An action plan; the columns are `n`umber, `r`ecommendation, `s`cope, `a`ction, `l`ead, `d`ate, `o`utcome."""
    heads = {"n": "No", "r": "Recommendation", "s": "Scope", "a": "Key actions", "l": "Lead agency", "d": "Target date",
             "o": "Outcome"}  # fmt: skip
    wide = {"n": 0.06, "r": 0.4, "s": 0.1, "a": 0.2, "l": 0.2, "d": 0.12, "o": 0.16}
    rows: list[tuple[str, ...]] = [tuple(heads[c] for c in columns)]
    for at, one in enumerate(found):
        cell = {"n": numbers[at], "r": one.words, "s": "Local", "a": ACTIONS[at % len(ACTIONS)], "l": one.body,
                "d": f"{1 + at % 9} May", "o": "Awaited"}  # fmt: skip
        rows.append(tuple(cell[c] for c in columns))
    total = sum(wide[c] for c in columns)
    return Piece(
        "table", rows=tuple(rows), column=columns.index("r"), truths=tuple(range(len(found))),
        widths=tuple(wide[c] / total for c in columns), style=style,
    )  # fmt: skip


@layout
def _action_plan(seed: int) -> Body:
    found = texts(seed, count_of(seed) + 4, "mixed")
    numbers = numbers_of(len(found))
    plan = _plan(found, numbers, "nrsald")
    return [Piece("h1", "Action plan"), plan], truths_of(found, numbers, bodies=True)


@layout
def _action_plan_without_rules(seed: int) -> Body:
    found = texts(seed, count_of(seed), "should")
    numbers = numbers_of(len(found))
    plan = _plan(found, numbers, "nrl", style=OPEN)
    return [Piece("h1", "Recommendations"), plan], truths_of(found, numbers, bodies=True)


@layout
def _scope_action_lead(seed: int) -> Body:
    found = texts(seed, count_of(seed), "to")
    plan = _plan(found, [""] * len(found), "rsal")
    return [Piece("h1", "Appendix: Action plan"), plan], truths_of(found, [""] * len(found), bodies=True)


@layout
def _tables_by_agency(seed: int) -> Body:
    found = texts(seed, 8, "mixed")
    pieces, truths = [Piece("h1", "Action plans")], []
    for part, name in enumerate(("Constabulary", "Integrated Care Board")):
        mine = found[4 * part : 4 * part + 4]
        plan = _plan(mine, numbers_of(4), "nrado")
        pieces += [Piece("h2", name)]
        pieces.append(Piece(**(vars(plan) | {"truths": tuple(range(4 * part, 4 * part + 4))})))
        truths += [Truth(str(at + 1), one.words, name, one.otherwise) for at, one in enumerate(mine)]
    return pieces, truths


@layout
def _list_and_plan(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found))
    items = [Piece("numbered", one.words, f"{n}.", at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    plan = also(_plan(found, numbers, "nrald"))
    pieces = [Piece("h1", "6. Recommendations"), intro_of(seed), *items, Piece("h1", "7. Action plan"), plan]
    return pieces, truths_of(found, numbers, bodies=True)


@layout
def _summary_first(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found))
    items = [Piece("numbered", one.words, f"{n}.", at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    first = [Piece("h1", "Executive summary"), Piece("p", FILLERS[0]), Piece("h2", "Recommendations")]
    first += [also(one) for one in items]
    middle = [Piece("page"), Piece("h1", "5. Findings"), *(Piece("p", text) for text in FILLERS)]
    return [*first, *middle, Piece("h1", "6. Recommendations"), *items], truths_of(found, numbers)


@layout
def _codes(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found), "R{}")
    items = [Piece("numbered", one.words, n, at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    return [Piece("h1", "Recommendations of the review"), *items], truths_of(found, numbers)


@layout
def _themed(seed: int) -> Body:
    found = texts(seed, 9, "should")
    numbers = numbers_of(9)
    pieces = [Piece("h1", "Recommendations"), intro_of(seed)]
    for at, one in enumerate(found):
        if at % 3 == 0:
            pieces.append(
                Piece("h2", ("Training and awareness", "Information sharing", "Policy and practice")[at // 3])
            )
        pieces.append(Piece("numbered", one.words, numbers[at] + ".", at))
    return pieces, truths_of(found, numbers)


@layout
def _paragraphs(seed: int) -> Body:
    found = texts(seed, count_of(seed), "should")
    items = [Piece("p", one.words, "", at) for at, one in enumerate(found)]
    return [Piece("h1", "5. Recommendations"), intro_of(seed), *items], truths_of(found, [""] * len(found))


@layout
def _with_reasons(seed: int) -> Body:
    found = texts(seed, 6, "should")
    pieces: list[Piece] = [Piece("h1", "Recommendations")]
    for at, one in enumerate(found):
        pieces += [Piece("p", FILLERS[at]), Piece("bold", f"Recommendation {at + 1}: {one.words}", "", at)]
    return pieces, truths_of(found, numbers_of(6))


@layout
def _with_owner(seed: int) -> Body:
    found = texts(seed, count_of(seed), "bare")
    numbers = numbers_of(len(found))
    pieces = [Piece("h1", "5. Recommendations"), intro_of(seed)]
    for at, one in enumerate(found):
        pieces += [Piece("numbered", one.words, numbers[at], at), Piece("p", f"Responsible agency: {one.body}")]
    return pieces, truths_of(found, numbers, bodies=True)


@layout
def _overview_and_agencies(seed: int) -> Body:
    found = texts(seed, 10, "mixed")
    numbers = [*numbers_of(4), *numbers_of(3), *numbers_of(3)]
    items = [Piece("numbered", one.words, f"{n}.", at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    names = ("Constabulary", "Probation Service")
    pieces = [Piece("h1", "7. Recommendations"), Piece("h2", "Overview report recommendations"), *items[:4]]
    pieces += [Piece("h2", "Individual management review recommendations"), Piece("bold", names[0]), *items[4:7]]
    truths = truths_of(found, numbers)
    for truth, name in zip(truths[4:], [names[0]] * 3 + [names[1]] * 3, strict=True):
        truth.body = name
    return [*pieces, Piece("bold", names[1]), *items[7:]], truths


@layout
def _rows_under_agencies(seed: int) -> Body:
    found = texts(seed, 8, "mixed")
    plan = _plan(found, numbers_of(8), "nrad")
    names = ("Constabulary", "Hospitals Trust")
    rows = (plan.rows[0], (names[0],), *plan.rows[1:5], (names[1],), *plan.rows[5:])
    numbers: tuple[int | None, ...] = (None, 0, 1, 2, 3, None, 4, 5, 6, 7)
    truths = truths_of(found, numbers_of(8))
    for at, truth in enumerate(truths):
        truth.body = names[at // 4]
    return [Piece("h1", "Action plan"), Piece(**(vars(plan) | {"rows": rows, "truths": numbers}))], truths


@layout
def _sentence_before(seed: int) -> Body:
    found = texts(seed, 6, "that")
    items = [Piece("numbered", one.words, f"{at + 1})", at) for at, one in enumerate(found)]
    pieces = [Piece("h1", "5. The way forward"), Piece("p", FILLERS[7])]
    pieces += [Piece("p", "In the light of this, the review panel makes the following recommendations:"), *items]
    return pieces, truths_of(found, numbers_of(6))


@layout
def _titled(seed: int) -> Body:
    found = texts(seed, 6, "should")
    pieces: list[Piece] = [Piece("h1", "Recommendations"), intro_of(seed)]
    names = ("Training", "Information sharing", "Housing", "Awareness", "Children", "Oversight")
    truths = []
    for at, one in enumerate(found):
        pieces += [Piece("bold", f"Recommendation {at + 1}: {names[at]}", "", at), Piece("p", one.words, "", at)]
        truths.append(Truth(str(at + 1), f"{names[at]}\n{one.words}"))
    return pieces, truths
