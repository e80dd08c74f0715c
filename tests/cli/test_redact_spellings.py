"""`dhrcurate audit redact`: a text is found however it is spaced, broken, encoded or marked up."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.auditing.looking import holds
from dhrcurate.domain.errors import UnusableError
from dhrcurate.trail.log import read_events
from dhrcurate.trail.redact import Secret
from redacting import NAME, ONE, empty_library, note, write_record

SPELLED = [
    "Jane\nRoe",
    "Jane\r\n  Roe",
    "Jane\u00a0Roe",
    "Jane  Roe",
    "Jane\tRoe",
    "Jane\u200b Roe",
    "Jane\u200bRoe",
    "Ja\u00adne Roe",
    "\uff2aane Roe",
    "JANE\u2003ROE",
    "Ja-\nne Roe",
    "Ja\u00ad\nne Roe",
    "Jane Ro\u2010 \r\n  e",
    "Ja\u034fne Roe",
    "Jane\u2800Ro\ufe0fe",
    "J\u3164ane\u200bRoe",
]


WRITTEN = [
    "https://example.org/Jane%20Roe.pdf",
    "https://example.org/?who=Jane+Roe",
    "https://example.org/J%61ne%C2%A0Roe",
    "Jane&nbsp;Roe",
    "Jane&#32;Roe",
    "J&#x61;ne Roe",
    "Jane%2520Roe",
    "Jane&amp;nbsp;Roe",
    "Jane%26nbsp%3BRoe",
    "<b>Jane</b> Roe",
    "&lt;i&gt;Jane&lt;/i&gt; Roe",
    "Jane<br>Roe",
    "Jane **Roe**",
    "[Jane%20Roe](https://example.org/)",
    r"Jane\u0020Roe",
    r"Jane\x20Roe",
    r"Jane\nRoe",
    "C:%5CJane%20Roe",
]
"""The name as addresses, pages and escapes write it."""
NOT_WRITTEN = [
    "https://example.org/Jane%20Roebuck",
    "Jane%2DRoe",
    "Jane%2BRoe",
    "Jane + Roe",
    "Jane+Roe",
    "Jane %2 Roe",
    "Jane &amp; Roe",
    "Jane&copy;Roe",
    "Jane, 100% Roe",
    "Jane/Roe",
    "Jane | Roe",
]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = empty_library(tmp_path, monkeypatch)
    write_record(root, ONE, {"page": f"sources/{ONE}.html"})
    (root / "sources" / f"{ONE}.html").write_text("<p>a page</p>")
    return root


def redact() -> int:
    return main(["audit", "redact", ONE, "--text-from", "text"])


@pytest.mark.parametrize("spelled", SPELLED, ids=ascii)
def test_another_spacing_or_width_is_taken_out_of_the_trail_and_refused_in_record_and_page(
    library: Path, capsys: pytest.CaptureFixture[str], spelled: str
) -> None:
    note(library, ONE, f"told by {spelled} then")
    assert redact() == 1
    assert f"{ONE}.toml: /recommendations/r001/note" in capsys.readouterr().err
    note(library, ONE, "told by a neighbour")
    page = library / "sources" / f"{ONE}.html"
    page.write_text(f"<p>told by {spelled} then</p>")
    assert redact() == 1
    assert page.name in capsys.readouterr().err
    page.write_text("<p>told by a neighbour</p>")
    capsys.readouterr()
    assert main(["audit", "log", ONE, "--holding", NAME]) == 0  # the search that the command names finds it too
    assert "told by" in capsys.readouterr().out
    assert redact() == 0
    trail = (library / f"{ONE}.trail.jsonl").read_text()
    assert all("told by" not in json.dumps(json.loads(line)) or "neighbour" in line for line in trail.splitlines())
    assert json.dumps(spelled)[1:-1] not in trail
    assert spelled not in trail
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("written", WRITTEN)
def test_a_text_that_is_escaped_or_marked_up_is_taken_out_of_values_and_reasons(
    library: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    note(library, ONE, written)
    assert redact() == 1
    assert f"{ONE}.toml: /recommendations/r001/note" in capsys.readouterr().err
    note(library, ONE, "told by a neighbour")
    (library / f"{ONE}.toml").write_text((library / f"{ONE}.toml").read_text() + "# by hand\n")
    assert main(["audit", "adopt", ONE, "--reason", written]) == 0
    assert redact() == 0
    trail = (library / f"{ONE}.trail.jsonl").read_text()
    assert json.dumps(written)[1:-1] not in trail
    assert trail.count('"left":{') == 2  # the note as it was set, and as it was replaced
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("written", NOT_WRITTEN)
def test_what_an_escape_makes_something_else_of_is_left(library: Path, written: str) -> None:
    note(library, ONE, written)
    note(library, ONE, NAME)
    note(library, ONE, "seen")
    assert redact() == 0
    assert json.dumps(written) in (library / f"{ONE}.trail.jsonl").read_text()


def test_an_old_site_s_address_is_read_in_its_encoding() -> None:
    assert Secret.of(["Zoë Roe"]).stands_in("https://example.org/Zo%EB%20Roe")
    assert Secret.of(["Zoë Roe"]).stands_in("https://example.org/Zo%C3%AB%20Roe")


def test_a_text_in_what_a_program_makes_of_an_event_is_refused_and_said(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note(library, ONE, f"told by {NAME}")
    note(library, ONE, "seen")
    path = library / f"{ONE}.trail.jsonl"
    trail = read_events(path.read_bytes())
    by_hand = replace(trail.events[-1], parents=(trail.events[-1].id,), tool=f"of {NAME}", changes=())
    by_hand = replace(by_hand, id=by_hand.computed_id())
    path.write_bytes(path.read_bytes() + by_hand.to_line())
    capsys.readouterr()
    assert redact() == 1
    assert f"the tool of the event {by_hand.id[:12]}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<p>told by Jane <b>Roe</b></p>"),
        ("page.html", "<p>told by J<span>a</span>ne&nbsp;Roe</p>"),
        ("page.html", "<td>Jane</td><td>Roe</td>"),
        ("page.html", "<!-- Jane\nRoe -->"),
        ("page.md", "told by Jane **Roe**"),
        ("page.md", "told by Jane _Roe_"),
        ("page.md", "told by Jane [Roe](https://example.org/)"),
        ("page.json", '{\n "who": "Jane\\u00a0Roe"\n}'),
        ("page.json", '{\n "who": "J\\u0061\\u200bne Roe"\n}'),
        ("page.csv", '"told by Jane\nRoe",x'),
        ("page.txt", "https://example.org/?who=Jane+Roe"),
        ("page.html", "<p>told by Jane&amp;nbsp;Roe</p>"),
    ],
)
def test_a_file_holds_a_text_as_it_reads(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert holds(tmp_path / name, Secret.of([NAME]))
    (tmp_path / name).write_text(content.replace("Roe", "Doe"))
    assert not holds(tmp_path / name, Secret.of([NAME]))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_file_in_another_encoding_is_searched_too(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "page.txt").write_bytes("told by Zoë Roe".encode(encoding))
    assert holds(tmp_path / "page.txt", Secret.of(["zoë roe"]))


def test_an_office_document_that_divides_a_name_holds_it(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "page.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:r><w:t>Jane R</w:t></w:r><w:r><w:t>oe</w:t></w:r>")
    assert holds(tmp_path / "page.docx", Secret.of([NAME]))


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n\n ", "\f", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_a_name_that_the_end_of_a_line_or_page_divides_is_found(end: str) -> None:
    assert Secret.of([NAME]).stands_in(f"told by Ja-{end}ne Roe then")


@pytest.mark.parametrize("deep", [4, 5, 9, 30])
@pytest.mark.parametrize(
    ("within", "escaped"),
    [("%20", lambda text: text.replace("%", "%25")), ("&nbsp;", lambda text: text.replace("&", "&amp;"))],
)
def test_a_text_is_found_however_often_it_was_escaped(within: str, escaped: Callable[[str], str], deep: int) -> None:
    for _ in range(deep):
        within = escaped(within)
    assert Secret.of([NAME]).stands_in(f"see https://example.org/Jane{within}Roe")
    assert not Secret.of([NAME]).stands_in(f"see https://example.org/Jane{within}Roebuck")


def test_a_name_that_is_written_with_a_hyphen_is_found_where_a_line_ends_behind_it() -> None:
    secret = Secret.of(["Roe-Doe"])
    assert secret.stands_in("told by Ms Roe-\nDoe then")
    assert not secret.stands_in("told by Ms Roe\nDoe then")


def test_what_is_not_searched_is_named(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note(library, ONE, f"told by {NAME}")
    note(library, ONE, None)
    (library / "sources" / "scan.pdf").write_bytes(b"%PDF-1.7")
    (library / "sources" / "page.txt").write_text("nothing")
    capsys.readouterr()
    assert redact() == 0
    (told,) = (line for line in capsys.readouterr().err.splitlines() if "not searched" in line)
    assert told.endswith("look for it yourself in sources/scan.pdf")


def test_a_text_of_nothing_but_what_cannot_be_seen_is_refused() -> None:
    with pytest.raises(UnusableError, match="no text"):
        Secret.of(["\u200b \u00ad"])


def test_a_comment_in_the_record_that_holds_it_is_refused(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note(library, ONE, f"told by {NAME}")
    note(library, ONE, "told by a neighbour")
    record = library / f"{ONE}.toml"
    record.write_text(record.read_text() + f"# told by {NAME}\n")
    assert redact() == 1
    assert f"{ONE}.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Carl", ["Asked Carlton House", "McCarl", "CARLS"]),
        ("on", ["The conference", "in person", "once"]),
        ("12", ["2012", "120"]),
        ("note", ["a notebook"]),
        ("Mary", ["The summary"]),
    ],
)
def test_only_whole_words_are_taken_out_and_each_place_is_named(
    library: Path, capsys: pytest.CaptureFixture[str], text: str, others: list[str]
) -> None:
    for words in (text, *others, "seen"):
        note(library, ONE, words)
    trail = library / f"{ONE}.trail.jsonl"
    first = next(json.loads(line) for line in trail.read_text().splitlines() if f'"new":{json.dumps(text)}' in line)
    capsys.readouterr()
    assert main(["audit", "redact", ONE, first["id"], "/recommendations/r001/note", "--reason", "a slip"]) == 0
    told = capsys.readouterr().err
    assert f"taken out: {trail.name}: /recommendations/r001/note, event {first['id'][:12]} (A. Curator, " in told
    assert told.count("taken out: ") == 2  # where it was written, and where it was replaced
    assert json.dumps(text) not in trail.read_text().replace('"note"', "")
    assert all(json.dumps(words) in trail.read_text() for words in others)
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize(
    "written", ["Roe's", "(ROE)", "_Roe_", "Roe1", "Roe\u00b9", "Mac-Roe", "Roe\u2019s", "by\u200bRoe"]
)
def test_a_whole_word_is_one_whatever_marks_stand_at_it(written: str) -> None:
    assert Secret.of(["roe"]).stands_in(f"told by {written} then")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Pat O'Brien", "Pat O\u2019Brien"),
        ("Pat O\u2019Brien", "Pat O'Brien"),
        ("Pat O'Brien", "Pat O\u00b4Brien"),
        ("Pat O'Brien", "Pat O\u02bcBrien"),
        ("Anne-Marie Hope", "Anne\u2011Marie Hope"),
        ("Anne-Marie Hope", "Anne\u2013Marie Hope"),
        ("Anne\u2212Marie Hope", "Anne-Marie Hope"),
        ("Anne-Marie Hope", "Anne\u2011\nMarie Hope"),
        ("ibrahim", "\u0130brahim"),
        ("\u0130brahim", "ibrahim"),
        ("\u0130brahim", "IBRAH\u0130M"),
        ("I\u015f\u0131k", "i\u015f\u0131k"),
    ],
    ids=ascii,
)
def test_apostrophes_hyphens_and_a_dotted_i_are_taken_out_in_every_shape_and_refused_in_record_page_and_register(
    library: Path, capsys: pytest.CaptureFixture[str], name: str, written: str
) -> None:
    (library.parent / "text").write_text(name)
    note(library, ONE, f"told by {written} then")
    assert redact() == 1
    assert f"{ONE}.toml: /recommendations/r001/note" in capsys.readouterr().err
    note(library, ONE, "told by a neighbour")
    register = library / "agencies.toml"
    for file, without in ((library / "sources" / f"{ONE}.html", "<p>a page</p>"), (register, "format = 1\n")):
        file.write_text(f"{without}# {written}\n")
        assert redact() == 1
        assert file.name in capsys.readouterr().err
        file.write_text(without)
    assert redact() == 0
    trail = (library / f"{ONE}.trail.jsonl").read_text()
    assert all("told by" not in json.dumps(json.loads(line)) or "neighbour" in line for line in trail.splitlines())
    assert main(["audit", "verify", "records"]) == 0


def test_words_without_spaces_between_them_are_found() -> None:
    assert Secret.of(["\u5f20\u4e09"]).stands_in("\u544a\u8bc9\u5f20\u4e09\u7136\u540e")


@pytest.mark.parametrize("name", ["Mary", "note", "recommendations", "text"])
def test_a_name_of_the_format_is_no_place_of_a_text(library: Path, name: str) -> None:
    note(library, ONE, f"told by {name}")
    note(library, ONE, "seen")
    (library.parent / "text").write_text(name)
    assert redact() == 0
    assert f"told by {name}" not in (library / f"{ONE}.trail.jsonl").read_text()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<p>told by</p><p>Jane R<b>o</b>e</p><p>then</p>"),
        ("page.html", "<td>by</td><td>J<i>ane</i> Roe</td><td>then</td>"),
        ("torn.jsonl", '{"note":"told by\\nJane Roe\\nthen'),
    ],
)
def test_a_word_ends_where_a_page_or_an_escape_ends_it(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert holds(tmp_path / name, Secret.of([NAME]))


def test_a_disk_that_fails_where_a_file_is_looked_for_is_one_clear_line(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    note(library, ONE, f"told by {NAME}")
    note(library, ONE, "seen")
    trail = (library / f"{ONE}.trail.jsonl").read_bytes()
    real = Path.stat

    def failing(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self.name == "agencies.toml":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))
        return real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", failing)
    capsys.readouterr()
    assert main(["audit", "redact", f"records/{ONE}.toml", "--text-from", "text"]) == 2
    told = capsys.readouterr().err
    assert "agencies.toml: " in told
    assert told.count("\n") == 1
    assert (library / f"{ONE}.trail.jsonl").read_bytes() == trail
