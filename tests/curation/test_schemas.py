from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from dhrcurate.agencies import reading
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.configuration.settings import read_settings
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, signoff, waive
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.schemas import as_file, schemas
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from scenarios import TRAILED, content, library
from toml_styles import contents

ALL = schemas()
REPOSITORY = Path(__file__).parents[2]


def fits(name: str, value: Any) -> bool:
    return bool(jsonschema.Draft7Validator(ALL[f"{name}.schema.json"]).is_valid(to_json(value)))


@pytest.mark.parametrize("name", ALL)
def test_the_committed_schemas_are_those_of_the_program(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(ALL[name])
    assert (REPOSITORY / "schemas" / name).read_bytes() == as_file(ALL[name])


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
@given(contents())
def test_every_record_that_can_be_read_fits_the_schema(data: dict[str, Any]) -> None:
    assert Document.of(Path("x.toml"), dump(data)).record is not None
    assert fits("record", data)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"id": "No Id"},
        {"review": {"title": "T"}},
        {"curation": {"state": "done"}},
        {"recommendations": [{"key": "r001", "text": "t", "addressed_to": "", "status": "pending"}]},
        {"recommendations": [{"key": "1", "text": "", "addressed_to": "", "agencies": [], "status": "pending"}]},
        {"review": {"title": "T", "csp": "C", "published": "June 2023"}},
    ],
)
def test_what_the_program_refuses_the_schema_refuses(change: dict[str, Any]) -> None:
    data = {**content(TRAILED), **change}
    assert Document.of(Path("x.toml"), dump(data)).record is None
    assert not fits("record", data)


@pytest.mark.parametrize(
    "text",
    [
        "format = 1\n",
        'format = 1\n[[agencies]]\nname = "A"\nkind = "police"\naliases = ["B", {name = "C", until = 1974}]\n',
        'format = 1\n[[agencies]]\nname = "A"\nkind = "police"\nvalid_to = 2014-05-31\n',
        'format = 1\n[[resolved]]\nwritten = "EXP"\nmeans = ["A"]\nwhere = {csp = "X"}\n',
        'format = 1\n[[distinct]]\nnames = ["A", "B"]\n',
        'format = 1\n[[areas]]\nname = "A"\nwithin = ["B"]\n',
        "[[agencies]]\n",
        'format = 1\n[[agencies]]\nname = "A"\n',
        'format = 1\n[[agencies]]\nname = "A"\nkind = "police"\ncolour = "red"\n',
        'format = 1\n[[distinct]]\nnames = ["A"]\n',
    ],
)
def test_the_register_s_schema_agrees_with_its_reader(text: str) -> None:
    data = Document.of(Path("agencies.toml"), text.encode()).data
    try:
        reading.read(text.encode(), "agencies.toml")
    except UnusableError:
        assert not fits("register", data)
    else:
        assert fits("register", data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[check]\nignore = ["DHR106"]\nfail-on = "never"\n[check.severity]\nseveral-agencies = "error"\n',
        '[check.per-path."old/*"]\nselect = ["DHR1"]\n[keymap]\naccept = "a"\n',
        'colour = "red"\n',
        '[check]\nfail-on = "sometimes"\n',
        '[check.per-path."old/*"]\nfail-on = "error"\n',
    ],
)
def test_the_configuration_s_schema_agrees_with_its_reader(text: str, tmp_path: Path) -> None:
    (tmp_path / "dhrcurate.toml").write_text(text)
    data = Document.of(tmp_path / "dhrcurate.toml", text.encode()).data
    try:
        read_settings(tmp_path)
    except UnusableError:
        assert not fits("config", data)
    else:
        assert fits("config", data)


def test_every_event_fits_its_schema(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    session = Session(Library.open(root), "A. Curator")
    session.undo(TRAILED)
    session.apply_many({TRAILED: decide.query(session.library.load(TRAILED).data, "r002", "who?")})
    session.apply(TRAILED, signoff.sign_off(session.library.load(TRAILED).data, "A. Curator"))
    lines = find_target(TRAILED, root).read_bytes().splitlines()
    assert len(lines) == 5
    for line in lines:
        assert fits("event", json.loads(line))
        assert not fits("event", {**json.loads(line), "extra": 1})


def test_public_validators_accept_a_record_with_every_kind_of_value(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    session = Session(Library.open(root), "A. Curator")
    data = session.library.load(TRAILED).data
    found = Finding("DHR302", "too-short", Severity.WARNING, "", path="/recommendations/r002/text", key="r002")
    session.apply(TRAILED, waive.waive(data, found, "it is so", "A. Curator"))
    session.apply(TRAILED, signoff.sign_off(session.library.load(TRAILED).data, "A. Curator"))
    record, schema = root / f"{TRAILED}.toml", tmp_path / "record.schema.json"
    schema.write_bytes(as_file(ALL["record.schema.json"]))
    binaries = Path(sys.executable).parent
    for command in (
        [binaries / "taplo", "lint", "--no-auto-config", "--schema", schema.as_uri(), record],
        [binaries / "check-jsonschema", "--schemafile", schema, record],
    ):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
