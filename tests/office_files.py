"""DOCX and XLSX files made by hand, as small as programs that read them allow."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def zipped(parts: Mapping[str, str | bytes], *, deflate: bool = True) -> bytes:
    """An archive of some parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def relations(**targets: str) -> str:
    """A part that names other parts by their kinds."""
    each = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def docx(body: str, *, styles: str = "", numbering: str = "", **others: str) -> bytes:
    """A DOCX file.

    Args:
        body: What is in its body, as XML with the prefix `w`.
        styles: What is in its styles.
        numbering: What is in its lists.
        others: Further parts in the folder `word`.
    """
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="numbering.xml"),
        "word/styles.xml": f"{_HEAD}<w:styles {_NAMES}>{styles}</w:styles>",
        "word/numbering.xml": f"{_HEAD}<w:numbering {_NAMES}>{numbering}</w:numbering>",
    }
    return zipped(parts | {f"word/{name}.xml": content for name, content in others.items()})


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def levels(*forms: tuple[str, str], start: int = 1) -> str:
    """The levels of a list: of each the kind of its numbers and what is printed."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(*content: str, properties: str = "") -> str:
    """A cell: paragraphs, or plain words."""
    inside = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def xlsx(sheets: Mapping[str, str], *, hidden: tuple[str, ...] = (), styles: str = "") -> bytes:
    """An XLSX file.

    Args:
        sheets: Of each sheet what is in it, as XML.
        hidden: The sheets that are not shown.
        styles: What is in its styles.
    """
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    each = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{"hidden" if name in hidden else "visible"}"/>'
        for at, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>{each}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{targets}'
            f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    for at, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = f'{_HEAD}<worksheet xmlns="{main}">{content}</worksheet>'
    return zipped(parts)


def said(place: str, text: str) -> str:
    """A cell of a sheet that says something."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def counted(place: str, number: str, style: int = 0) -> str:
    """A cell of a sheet that holds a number."""
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def sheet(*rows: str, after: str = "") -> str:
    """A sheet of rows; the rows of cells in order."""
    each = "".join(f"<row>{row}</row>" for row in rows)
    return f"<sheetData>{each}</sheetData>{after}"
