"""More layouts of published reviews that are hard to part: forms, reasons, recommendations within the text.

Importing this module adds them to the layouts.
"""

from __future__ import annotations

from benchmarks.document_layouts import Body, count_of, intro_of, layout, numbers_of, truths_of
from benchmarks.document_making import Piece, Truth
from benchmarks.document_texts import ACTIONS, FILLERS, texts


@layout
def _bold_capitals(seed: int) -> Body:
    found = sorted(texts(seed, 9, "should"), key=lambda one: one.body)
    numbers = numbers_of(9)
    pieces, body = [Piece("bold", "RECOMMENDATIONS")], ""
    for at, one in enumerate(found):
        if one.body != body:
            pieces.append(Piece("bold", one.body.upper()))
            body = one.body
        pieces.append(Piece("numbered", one.words, f"{numbers[at]}.", at))
    return pieces, truths_of(found, numbers)


@layout
def _numbered_throughout(seed: int) -> Body:
    found = texts(seed, count_of(seed), "mixed")
    numbers = numbers_of(len(found))
    pieces = [Piece("h1", "12. Lessons and recommendations")]
    pieces += [Piece("numbered", text, f"12.{at + 1}") for at, text in enumerate(FILLERS[:3])]
    for at, one in enumerate(found):
        pieces.append(Piece("numbered", f"Recommendation {numbers[at]}: {one.words}", f"12.{at + 4}", at))
    return pieces, truths_of(found, numbers)


@layout
def _reasons_and_outcomes(seed: int) -> Body:
    found = texts(seed, 6, "should")
    pieces: list[Piece] = [Piece("h1", "Recommendations"), intro_of(seed)]
    for at, one in enumerate(found):
        pieces += [Piece("p", f"**Recommendation {at + 1}:** {one.words}", "", at)]
        pieces += [Piece("p", f"Rationale: {FILLERS[at]}"), Piece("p", f"Intended outcome: {ACTIONS[at].lower()}.")]
    return pieces, truths_of(found, numbers_of(6))


@layout
def _bracketed_labels(seed: int) -> Body:
    found = texts(seed, 6, "mixed")
    pieces: list[Piece] = [Piece("h1", "Findings and recommendations")]
    for at, one in enumerate(found):
        scope = "National" if at % 3 == 0 else "Local"
        pieces += [Piece("p", FILLERS[at]), Piece("p", f"**Recommendation {at + 1} ({scope}):** {one.words}", "", at)]
    return pieces, truths_of(found, numbers_of(6))


@layout
def _short_labels(seed: int) -> Body:
    found = texts(seed, 7, "should")
    pieces: list[Piece] = [Piece("h1", "9 Recommendations")]
    pieces += [Piece("p", f"**Rec {at + 1}.** {one.words}", "", at) for at, one in enumerate(found)]
    return pieces, truths_of(found, numbers_of(7))


@layout
def _labels_with_bodies(seed: int) -> Body:
    found = texts(seed, 5, "bare")
    pieces: list[Piece] = [Piece("h1", "Recommendations")]
    for at, one in enumerate(found):
        pieces += [Piece("bold", f"Recommendation {at + 1}: {one.body[0].upper()}{one.body[1:]}")]
        pieces += [Piece("p", one.words, "", at)]
    return pieces, [Truth(str(at + 1), one.words, one.body, one.otherwise) for at, one in enumerate(found)]


@layout
def _form_tables(seed: int) -> Body:
    found = texts(seed, 5, "should")
    pieces: list[Piece] = [Piece("h1", "Action plan")]
    for at, one in enumerate(found):
        rows = ((f"Recommendation {at + 1}", one.words), ("Scope", "Local"), ("Action to take", ACTIONS[at]),
                ("Lead agency", one.body), ("Target date", "1 May"))  # fmt: skip
        pieces.append(Piece("table", rows=rows, truths=(), widths=(0.3, 0.7)))
        pieces.append(Piece("p", "Progress is reported to the partnership."))
    truths = truths_of(found, numbers_of(5), bodies=True)
    for truth in truths:
        truth.pages = set(range(1, 60))
    return pieces, truths


@layout
def _rows_above_actions(seed: int) -> Body:
    found = texts(seed, 5, "should")
    rows: list[tuple[str, ...]] = [("Action", "Lead officer", "Date")]
    for at, one in enumerate(found):
        rows += [(f"Recommendation {at + 1}: {one.words}",), (ACTIONS[at], "Head of service", "June")]
        rows += [(ACTIONS[(at + 1) % 6], "Manager", "July")]
    truths = truths_of(found, numbers_of(5))
    for truth in truths:
        truth.pages = set(range(1, 60))
    return [Piece("h1", "Action plan"), Piece("table", rows=tuple(rows), widths=(0.6, 0.25, 0.15))], truths


@layout
def _numbers_in_cells(seed: int) -> Body:
    found = texts(seed, 8, "to")
    rows = [("Recommendation", "Agency", "Timescale")]
    rows += [(f"{at + 1}. {one.words}", one.body, "Six months") for at, one in enumerate(found)]
    plan = Piece("table", rows=tuple(rows), truths=tuple(range(8)), widths=(0.55, 0.3, 0.15))
    return [Piece("h1", "Recommendations and action plan"), plan], truths_of(found, numbers_of(8), bodies=True)


@layout
def _learning_table(seed: int) -> Body:
    found = texts(seed, 6, "should")
    rows = [("Learning", "Recommendation", "Responsible body")]
    rows += [(FILLERS[at], one.words, one.body) for at, one in enumerate(found)]
    plan = Piece("table", rows=tuple(rows), truths=tuple(range(6)), widths=(0.4, 0.4, 0.2))
    return [Piece("h1", "Learning and recommendations"), plan], truths_of(found, [""] * 6, bodies=True)


@layout
def _within_the_text(seed: int) -> Body:
    found = texts(seed, 5, "bare")
    pieces: list[Piece] = [Piece("h1", "5. Findings")]
    truths = []
    for at, one in enumerate(found):
        words = f"The panel recommends that {one.body} {one.words[0].lower()}{one.words[1:]}"
        pieces += [Piece("p", FILLERS[at]), Piece("bold", words, "", at)]
        truths.append(Truth("", words))
    return pieces, truths


@layout
def _by_the_month(seed: int) -> Body:
    found = texts(seed, 6, "bare")
    pieces: list[Piece] = [Piece("h1", "Recommendations")]
    truths = []
    for at, one in enumerate(found):
        words = f"By 31 December, {one.body} should {one.words[0].lower()}{one.words[1:]}"
        pieces += [Piece("bold", f"Recommendation {at + 1}"), Piece("p", words, "", at)]
        truths.append(Truth(str(at + 1), words))
    return pieces, truths


@layout
def _within_six_weeks(seed: int) -> Body:
    found = texts(seed, 6, "bare")
    pieces: list[Piece] = [Piece("h1", "Recommendations"), Piece("numbered", FILLERS[7], "61.")]
    pieces += [Piece("numbered", "To put matters right the council has agreed to, within six weeks:", "62.")]
    pieces += [Piece("bullet", one.words, "", at) for at, one in enumerate(found)]
    return pieces, [Truth("", one.words, "", one.otherwise) for one in found]


@layout
def _annexed(seed: int) -> Body:
    found = texts(seed, 8, "to")
    numbers = numbers_of(8, "A{}")
    items = [Piece("numbered", one.words, n, at) for at, (one, n) in enumerate(zip(found, numbers, strict=True))]
    return [Piece("page"), Piece("h1", "Appendix 3: Recommendations of the agencies' own reviews"), *items], truths_of(
        found, numbers
    )


@layout
def _after_lessons(seed: int) -> Body:
    found = texts(seed, 6, "mixed")
    pieces: list[Piece] = [Piece("h1", "5. Lessons to be learned")]
    for at, one in enumerate(found):
        pieces += [Piece("h2", f"5.{at + 1} Lesson {at + 1}"), Piece("p", FILLERS[at])]
        pieces += [Piece("bold", "Recommendation"), Piece("p", one.words, "", at)]
    return pieces, truths_of(found, [""] * 6)
