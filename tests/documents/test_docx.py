from __future__ import annotations

import pytest

from dhrcurate.documents.docx.numbering import printed
from dhrcurate.documents.docx.reading import read_docx
from dhrcurate.documents.model import Block, Cell, UnreadError
from office_files import W, docx, levels, listed, p, r, relations, table, tc, tr, zipped

HEADINGS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/><w:basedOn w:val="H1"/></w:style>'
)
BOXED = "<w:txbxContent>{}</w:txbxContent>"


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return read_docx(docx(body, **parts)).blocks


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    return [block.number for block in blocks(body, numbering=numbering, styles=styles)]


def a_list(key: int, abstract: str, changes: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{key}">{abstract}</w:abstractNum>'
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/>{changes}</w:num>'
    )


def test_words_broken_into_runs_are_one_text_and_places_count_printed_paragraphs() -> None:
    found = blocks(f"<w:p>{r('The panel asks the ')}{r('Cou')}{r('ncil to act.')}</w:p><w:p/>{p('It  will.')}")

    assert [(block.text, block.place) for block in found] == [
        ("The panel asks the Council to act.", "paragraph 1"),
        ("It will.", "paragraph 2"),
    ]


def test_tracked_insertions_count_and_deletions_do_not() -> None:
    body = (
        f"<w:p>{r('The Trust should ')}<w:del><w:r><w:delText>consider </w:delText></w:r></w:del>"
        f"<w:ins>{r('review ')}</w:ins><w:moveFrom>{r('soon ')}</w:moveFrom>{r('its policy.')}</w:p>"
    )

    assert texts(body) == ["The Trust should review its policy."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next_and_is_not_counted_in_its_list() -> None:
    deleted = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
    body = f"<w:p>{deleted}{r('The Trust ')}</w:p>{listed('should act.', 1)}{listed('The Board should act.', 1)}"

    found = blocks(body, numbering=a_list(1, levels(("decimal", "%1."))))

    assert [(one.number, one.text) for one in found] == [
        ("1.", "The Trust should act."),
        ("2.", "The Board should act."),
    ]


def test_a_deleted_row_is_left_out() -> None:
    body = table(
        tr(tc("No"), tc("Recommendation")),
        tr(tc("1"), tc("Old."), properties="<w:del/>"),
        tr(tc("1"), tc("New.")),
    )

    assert [(block.cell, block.text) for block in blocks(body)][2:] == [(Cell(0, 1, 0), "1"), (Cell(0, 1, 1), "New.")]


def test_content_controls_count_at_every_level_and_their_prompts_do_not() -> None:
    inline = f"<w:p>{r('Lead: ')}<w:sdt><w:sdtPr/><w:sdtContent>{r('the Police')}</w:sdtContent></w:sdt></w:p>"
    around = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('A paragraph.')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr(tc('a'), tc('b'))}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here.')}</w:sdtContent></w:sdt>"

    assert texts(inline + around + table(row) + prompt) == ["Lead: the Police", "A paragraph.", "a", "b"]


def test_a_text_box_is_read_once_after_its_paragraph_in_a_frame_of_its_own() -> None:
    inside = BOXED.format(p("Recommendation 1") + p("The Board should act."))
    drawn = (
        "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )

    found = blocks(f"<w:p>{r('Before.')}<w:r>{drawn}</w:r></w:p>{p('After.')}")

    assert [(block.text, block.box) for block in found] == [
        ("Before.", None),
        ("Recommendation 1", 0),
        ("The Board should act.", 0),
        ("After.", None),
    ]


def test_hidden_text_is_left_out_whether_hidden_by_itself_or_by_its_style() -> None:
    styles = '<w:style w:type="character" w:styleId="Note"><w:name w:val="Note"/><w:rPr><w:vanish/></w:rPr></w:style>'
    named = '<w:rStyle w:val="Note"/>'
    shown = named + '<w:vanish w:val="0"/>'
    body = f"<w:p>{r('Shown ')}{r('gone', '<w:vanish/>')}{r('gone', named)}{r('too', shown)}</w:p>"

    assert texts(body, styles=styles) == ["Shown too"]


def test_field_codes_and_the_marks_of_notes_are_no_text() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("Chapter 4")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r><w:footnoteReference w:id="2"/></w:r>{r(" applies.")}</w:p>'
    )

    assert texts(body) == ["Chapter 4 applies."]


def test_headers_footers_and_footnotes_are_left_out() -> None:
    wrapped = "<w:x xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{}</w:x>"

    found = texts(p("The text."), header1=wrapped.format(p("Official")), footnotes=wrapped.format(p("See above.")))

    assert found == ["The text."]


def test_signs_that_are_no_letters_of_a_text_run() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t>'
        "<w:softHyphen/><w:t> work\u00ading</w:t></w:r></w:p>"
    )

    assert texts(body) == ["• multi-agency working"]


def test_a_line_break_parts_items_and_no_sentence() -> None:
    lines = ("The Trust should", "act.", "2. The Board should act.")
    body = f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{line}</w:t>' for line in lines)}</w:r></w:p>"

    found = blocks(body)

    assert [block.text for block in found] == ["The Trust should act.", "2. The Board should act."]
    assert {block.place for block in found} == {"paragraph 1"}


def test_multi_level_numbers_are_those_that_are_printed() -> None:
    numbering = a_list(1, levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")))
    body = "".join(listed(str(level), 1, level) for level in (0, 1, 1, 2, 2, 0, 1, 2))

    assert numbers(body, numbering) == ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1", "(a)"]


def test_a_list_goes_on_after_other_text_and_another_one_begins_anew() -> None:
    numbering = a_list(1, levels(("decimal", "Recommendation %1:"))) + (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = listed("a", 1) + p("Between.") + listed("b", 1) + listed("c", 7) + listed("d", 7) + listed("e", 8)

    assert numbers(body, numbering) == [
        "Recommendation 1:",
        "",
        "Recommendation 2:",
        "Recommendation 1:",
        "Recommendation 2:",
        "Recommendation 3:",
    ]


def test_levels_that_never_begin_anew_and_legal_numbers() -> None:
    first = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>'
    second = (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    body = "".join(listed("x", 1, level) for level in (0, 1, 0, 1))

    assert numbers(body, a_list(1, first + second)) == ["I", "1.1", "II", "2.2"]


def test_a_style_that_belongs_to_a_list_numbers_its_paragraphs() -> None:
    level = '<w:lvl w:ilvl="{}"><w:numFmt w:val="decimal"/><w:pStyle w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = a_list(1, level.format(0, "H1", "%1") + level.format(1, "Para", "%1.%2"))
    member = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = HEADINGS.replace('<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', member) + (
        f'<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/>{member}</w:style>'
    )
    none = '<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("Chapter", '<w:pStyle w:val="H1"/>') + p("Text.", '<w:pStyle w:val="Para"/>') + p("Unnumbered.", none)

    found = blocks(body, numbering=numbering, styles=styles)

    assert [(block.number, block.kind) for block in found] == [("1", "heading"), ("1.1", "item"), ("", "paragraph")]


def test_a_list_that_only_names_a_style_is_that_of_the_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Recs"><w:name w:val="Recs"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = a_list(1, '<w:numStyleLink w:val="Recs"/>') + a_list(2, levels(("decimal", "R%1")))

    assert numbers(listed("x", 1) + listed("y", 1), numbering, styles) == ["R1", "R2"]


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    numbering = a_list(1, levels(("bullet", "\uf0b7"), ("bullet", "o")))

    found = blocks(listed("x", 1) + listed("y", 1, 1), numbering=numbering)

    assert [(block.kind, block.number, block.level) for block in found] == [("item", "•", 1), ("item", "o", 2)]


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (1949, "upperRoman", "MCMXLIX"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (13, "ordinal", "13th"),
        (21, "cardinalText", "Twenty-one"),
        (0, "lowerRoman", "0"),
        (10**9, "upperLetter", "1000000000"),
        (3, "none", ""),
        (3, "unheard of", "3"),
    ],
)
def test_kinds_of_numbers(count: int, form: str, expected: str) -> None:
    assert printed(count, form) == expected


def test_headings_by_style_by_outline_and_by_their_look() -> None:
    body = (
        p("Chapter", '<w:pStyle w:val="Chapter"/>')
        + p("Section", '<w:outlineLvl w:val="2"/>')
        + p("Looks like one", run="<w:b/>")
        + p("This text is bold, and a sentence.", run="<w:b/>")
        + p("The usual text.")
    )

    found = blocks(body, styles=HEADINGS)

    assert [(block.kind, block.level, block.size, block.bold) for block in found] == [
        ("heading", 1, 16.0, True),
        ("heading", 3, 11.0, False),
        ("heading", 0, 11.0, True),
        ("paragraph", 0, 11.0, True),
        ("paragraph", 0, 11.0, False),
    ]


def test_the_lines_of_a_contents_list_are_no_headings() -> None:
    look = '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>'
    styles = f'{HEADINGS}<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/>{look}</w:style>'
    body = (
        p("Recommendations", '<w:pStyle w:val="TOC1"/>') + p("Recommendations", '<w:pStyle w:val="H1"/>') + p("Text.")
    )

    assert [block.kind for block in blocks(body, styles=styles)] == ["paragraph", "heading", "paragraph"]


def test_a_paragraph_that_only_begins_bold_is_no_heading() -> None:
    found = blocks(f"<w:p>{r('Recommendation 1: ', '<w:b/>')}{r('the Board should act')}</w:p>")

    assert [(block.kind, block.bold) for block in found] == [("paragraph", False)]


def test_merged_cells_keep_the_columns_and_say_what_they_take_up() -> None:
    body = table(
        tr(tc("Agency"), tc("Action"), tc("When")),
        tr(tc("Police", properties='<w:vMerge w:val="restart"/>'), tc("First."), tc("May")),
        tr(tc("", properties="<w:vMerge/>"), tc("Second, and when.", properties='<w:gridSpan w:val="2"/>')),
        tr(tc("Later"), properties='<w:gridBefore w:val="2"/>'),
    )

    assert [(block.cell, block.text) for block in blocks(body)][3:] == [
        (Cell(0, 1, 0, rows=2), "Police"),
        (Cell(0, 1, 1), "First."),
        (Cell(0, 1, 2), "May"),
        (Cell(0, 2, 1, columns=2), "Second, and when."),
        (Cell(0, 3, 2), "Later"),
    ]


def test_the_paragraphs_of_a_cell_are_lines_with_the_numbers_of_all_but_the_first() -> None:
    numbering = a_list(1, levels(("lowerLetter", "%1)")))
    body = table(tr(tc("No"), tc(listed("First.", 1), listed("Second.", 1), "Plain.")))

    cell = blocks(body, numbering=numbering)[1]

    assert (cell.number, cell.text, cell.place) == ("a)", "First.\nb) Second.\nPlain.", "paragraph 2")


def test_a_column_that_holds_nothing_but_the_numbers_of_a_list() -> None:
    numbering = a_list(1, levels(("decimal", "%1.")))
    body = table(tr(tc(listed("", 1)), tc("First.")), tr(tc(listed("", 1)), tc("Second.")))

    assert texts(body, numbering=numbering) == ["1.", "First.", "2.", "Second."]


def test_a_table_of_one_column_is_a_row_of_frames() -> None:
    body = table(tr(tc("Recommendation 1", "The Board should act.")), tr(tc("Recommendation 2")))

    assert [(block.kind, block.box) for block in blocks(body)] == [("paragraph", 0), ("paragraph", 0), ("paragraph", 1)]


def test_a_table_in_a_cell_is_a_table_after_it() -> None:
    inner = table(tr(tc("No"), tc("Recommendation")), tr(tc("1"), tc("The Board should act.")))
    body = table(tr(tc("Part A"), tc("See below", inner)), tr(tc("Part B"), tc("Nothing")))

    assert [(block.cell, block.text) for block in blocks(body)] == [
        (Cell(0, 0, 0), "Part A"),
        (Cell(0, 0, 1), "See below"),
        (Cell(1, 0, 0), "No"),
        (Cell(1, 0, 1), "Recommendation"),
        (Cell(1, 1, 0), "1"),
        (Cell(1, 1, 1), "The Board should act."),
        (Cell(0, 1, 0), "Part B"),
        (Cell(0, 1, 1), "Nothing"),
    ]


def test_files_of_the_strict_form_say_the_same() -> None:
    strict = docx(p("The text.", run="<w:b/>"))
    parts = {
        "_rels/.rels": relations(officeDocument="word/document.xml").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
        ),
        "word/document.xml": (
            '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
            f"<w:body>{p('The text.', run='<w:b/>')}</w:body></w:document>"
        ),
    }

    assert read_docx(zipped(parts)) == read_docx(strict)


def test_a_file_that_is_no_text_is_refused_in_words() -> None:
    with pytest.raises(UnreadError, match="no-text"):
        read_docx(docx("<w:p/>"))


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "document",
    [
        f'{ENTITIES}<w:document xmlns:w="{W}">&b;</w:document>',
        "<w:document",
        f'<w:document xmlns:w="{W}"/>',
        f'<w:p xmlns:w="{W}">' * 400 + "</w:p>" * 400,
    ],
    ids=["entities", "broken", "bodiless", "deep"],
)
def test_files_that_are_not_made_by_a_word_processor_are_damaged(document: str) -> None:
    parts = {"_rels/.rels": relations(officeDocument="word/document.xml"), "word/document.xml": document}

    with pytest.raises(UnreadError, match="damaged"):
        read_docx(zipped(parts))


def test_an_inserted_page_of_another_format_is_not_read_and_not_known_to_be_absent() -> None:
    made = read_docx(docx(p("The Trust should act.") + '<w:altChunk xmlns:q="q" q:id="r9"/>'))

    assert made.partly
    assert not read_docx(docx(p("The Trust should act."))).partly
