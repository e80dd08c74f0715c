"""The forms that services read, held against what those services publish.

`DHRCURATE_SCHEMAS` may name a folder with the published schemas (`sarif-2.1.0.json`, `junit.xsd`,
`rdjson.json`); without it only the narrow forms below are checked, which are our own summary of them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, validators

from dhrcurate.domain.finding import Place, Severity
from dhrcurate.reporting.formats import render
from dhrcurate.reporting.render_options import RenderOptions
from reports import HOSTILE, SAFE, located, report

SCHEMAS = Path(os.environ.get("DHRCURATE_SCHEMAS", "no-schemas"))

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
LINE: dict[str, Any] = {"type": "integer", "minimum": 1}


def table(**members: Any) -> dict[str, Any]:
    """A schema of an object that has exactly these members."""
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def array(of: dict[str, Any]) -> dict[str, Any]:
    """A schema of a list."""
    return {"type": "array", "items": of}


GITLAB = array(
    table(
        description=TEXT,
        check_name=TEXT,
        fingerprint=TEXT,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=table(path=TEXT, lines=table(begin=LINE, end=LINE)),
    )
)
POSITION = table(line=LINE, column=LINE)
RDJSON = table(
    source=table(name=TEXT),
    diagnostics=array(
        table(
            message=TEXT,
            location=table(path=TEXT, range=table(start=POSITION, end=POSITION)),
            severity={"enum": ["ERROR", "WARNING", "INFO"]},
            code=table(value=TEXT),
        )
    ),
)
REGION = table(startLine=LINE, startColumn=LINE, endLine=LINE, endColumn=LINE)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = table(text=TEXT)
SARIF = table(
    **{
        "$schema": TEXT,
        "version": {"const": "2.1.0"},
        "runs": array(
            table(
                tool=table(driver={"type": "object", "required": ["name", "version", "rules"]}),
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                invocations=array(
                    table(
                        executionSuccessful={"type": "boolean"},
                        toolExecutionNotifications=array(table(level=LEVEL, message=MESSAGE)),
                    )
                ),
                results=array(
                    table(
                        ruleId=TEXT,
                        ruleIndex={"type": "integer", "minimum": 0},
                        level=LEVEL,
                        message=MESSAGE,
                        locations=array(
                            table(
                                physicalLocation=table(
                                    artifactLocation=table(
                                        uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT
                                    ),
                                    region=REGION,
                                )
                            )
                        ),
                        partialFingerprints={"type": "object", "additionalProperties": TEXT},
                        properties={"type": "object"},
                    )
                ),
            )
        ),
    }
)
NARROW = {"gitlab": GITLAB, "rdjson": RDJSON, "sarif": SARIF}

REPORTS = [
    report(),
    report(
        located(), located("b", severity=Severity.WARNING, fix=SAFE), located("c", severity=Severity.INFO, number=None)
    ),
    report(located(HOSTILE, file="records/ü %[].toml", place=Place(1, 1, 3, 1)), unusable=(HOSTILE,)),
]


def written(name: str, at: int) -> str:
    return "".join(render(name, REPORTS[at], RenderOptions(mask=lambda text: text)))


@pytest.mark.parametrize("at", range(len(REPORTS)))
@pytest.mark.parametrize("name", NARROW)
def test_the_form_is_narrow(name: str, at: int) -> None:
    Draft202012Validator(NARROW[name]).validate(json.loads(written(name, at)))


@pytest.mark.parametrize("at", range(len(REPORTS)))
@pytest.mark.parametrize(("name", "file"), [("sarif", "sarif-2.1.0.json"), ("rdjson", "rdjson.json")])
def test_the_published_schema_accepts_it(name: str, file: str, at: int) -> None:
    if not (SCHEMAS / file).is_file():
        pytest.skip(f"DHRCURATE_SCHEMAS names no folder with {file}")
    schema = json.loads((SCHEMAS / file).read_bytes())
    validators.validator_for(schema)(schema).validate(json.loads(written(name, at)))


@pytest.mark.parametrize("at", range(len(REPORTS)))
def test_the_published_junit_schema_accepts_it(at: int, tmp_path: Path) -> None:
    if not (SCHEMAS / "junit.xsd").is_file():
        pytest.skip("DHRCURATE_SCHEMAS names no folder with junit.xsd")
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema reads XSD")
    (tmp_path / "out.xml").write_text(written("junit", at), encoding="utf-8")
    xmlschema.XMLSchema(str(SCHEMAS / "junit.xsd")).validate(str(tmp_path / "out.xml"))
