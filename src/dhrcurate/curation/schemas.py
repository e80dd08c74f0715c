"""JSON Schemas of the files that others read and write: records, registers, configurations, events.

The schema of a record is made from the models; the others are written here in full, and tests compare them with the
code that reads the files. They are of draft 7, which every editor and validator supports.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from dhrcurate.curation.configuration.settings import NEVER
from dhrcurate.domain.fields import TABLES, Kind
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.record import (
    AttachedDocument,
    Conflict,
    Curation,
    Extracted,
    Extraction,
    PinnedPassage,
    Recommendation,
    Record,
    Review,
    Source,
    Waiver,
)
from dhrcurate.trail.event import ACTIONS, MEMBERS

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_MODELS: tuple[type[BaseModel], ...] = (
    Record,
    Review,
    Source,
    Curation,
    AttachedDocument,
    Extraction,
    Waiver,
    PinnedPassage,
    Extracted,
    Conflict,
    Recommendation,
)
_MOMENTS = frozenset(field.name for table in TABLES.values() for field in table if field.kind is Kind.MOMENT)

_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DIGEST: Schema = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_EVENT_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DATE: Schema = {
    "description": "a year as a number, or a date as precise as it is known",
    "anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}"},
    ],
}


def schemas() -> dict[str, Schema]:
    """Every schema, by the name of its file."""
    return {
        "record.schema.json": record_schema(),
        "register.schema.json": register_schema(),
        "samples.schema.json": samples_schema(),
        "config.schema.json": config_schema(),
        "event.schema.json": event_schema(),
    }


def as_file(schema: Schema) -> bytes:
    """A schema as the bytes of its file."""
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def record_schema() -> Schema:
    """The schema of a record. Unknown keys are allowed: they are findings, not errors."""
    made = Record.model_json_schema(ref_template="#/definitions/{model}")
    definitions = made.pop("$defs")
    for model in _MODELS:
        table = made if model is Record else definitions[model.__name__]
        table["description"] = inspect.cleandoc(model.__doc__ or "").partition("\n")[0]
        for name, words in _attribute_docs(model).items():
            table["properties"][name]["description"] = words
        for name in _MOMENTS:
            if name in table["properties"]:
                # A date-time of TOML reaches validators as a string, in various forms.
                table["properties"][name] = {"type": "string", "description": "a date-time"}
    made["definitions"] = {name: definitions[name] for name in sorted(definitions)}
    return {"$schema": _DRAFT, "title": "A record of dhrcurate", **_cleaned(made)}


def _cleaned(schema: Any) -> Any:
    """Removes titles, defaults, and null, which TOML does not have."""
    if isinstance(schema, list):
        return [_cleaned(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    branches = schema.get("anyOf")
    if branches is not None and {"type": "null"} in branches:
        branches = [b for b in branches if b != {"type": "null"}]
        rest = {k: v for k, v in schema.items() if k != "anyOf"}
        schema = {**branches[0], **rest} if len(branches) == 1 else {**rest, "anyOf": branches}
    return {k: _cleaned(v) for k, v in schema.items() if k != "default" and not (k == "title" and isinstance(v, str))}


def _attribute_docs(model: type[BaseModel]) -> dict[str, str]:
    """The docstrings of a model's fields."""
    body = ast.parse(inspect.cleandoc("\n" + inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)  # the source of a class
    found = {}
    for field, words in zip(body.body, body.body[1:], strict=False):
        match field, words:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found


def _table(properties: Mapping[str, Schema], required: tuple[str, ...] = (), description: str = "") -> Schema:
    """A table with these keys and no others."""
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    if required:
        schema["required"] = list(required)
    return {**schema, "description": description} if description else schema


def register_schema() -> Schema:
    """The schema of a register, such as a library's `agencies.toml`."""
    alias = {"anyOf": [_TEXT, _table({"name": _TEXT, "since": _DATE, "until": _DATE}, ("name",))]}
    agency = {
        "id": {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "description": "permanent; made from the name if absent",
        },
        "name": {**_TEXT, "description": "the official spelling, unique in the register"},
        "kind": {
            **_TEXT,
            "description": "police, nhs-trust, ccg, council, csp, charity, collective, role, meeting, ...",
        },
        "class": {**_TEXT, "description": "one of the Home Office library's classes of addressee"},
        "aliases": {"type": "array", "items": alias, "description": "other names; a former one has its dates"},
        "acronyms": {**_TEXTS, "description": "short forms; local ones count if the record's area agrees"},
        "areas": {**_TEXTS, "description": "the places that it serves"},
        "sites": {
            "type": "array",
            "items": alias,
            "description": "hospitals and other places whose names are used for it; with dates if only for a time",
        },
        "valid_from": _DATE,
        "valid_to": _DATE,
        "successors": {**_TEXTS, "description": "the names of the agencies that took over"},
        "codes": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "official codes by scheme",
        },
    }
    areas = _table(
        {"name": _TEXT, "aliases": _TEXTS, "within": _TEXTS}, ("name",), "a place, and those that contain it"
    )
    names: Schema = {"type": "array", "items": _TEXT, "minItems": 2}
    resolved = {"written": _TEXT, "means": {**_TEXTS, "minItems": 1}, "where": _table({"csp": _TEXT}, ("csp",))}
    top: dict[str, Schema] = {
        "format": {"const": 1},
        "agencies": {"type": "array", "items": _table(agency, ("name", "kind"), "an agency that may be addressed")},
        "areas": {"type": "array", "items": areas},
        "distinct": {
            "type": "array",
            "items": _table({"names": names}, ("names",), "remembered: these are not the same agency"),
        },
        "resolved": {
            "type": "array",
            "items": _table(resolved, ("written", "means"), "remembered: this written name means these agencies"),
        },
    }
    return {"$schema": _DRAFT, "title": "A register of dhrcurate", **_table(top, ("format",))}


def samples_schema() -> Schema:
    """The schema of a library's `samples.toml`, which `dhrcurate quality sample` writes."""
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    places = {**_TEXTS, "description": "a record and a key, with a blank between"}
    result = _table(
        {
            "at": {"type": "string", "description": "a date-time"},
            "bound": share,
            "wrong": places,
            "states": {**_TEXTS, "description": "each row as it was decided: a record, a key, digits of a checksum"},
        },
        ("at", "bound", "wrong"),
        "what came of it, once all of its rows were decided",
    )
    sample = {
        "id": {"type": "string", "pattern": "^s-[0-9a-f]{8}$"},
        "at": {"type": "string", "description": "a date-time"},
        "error": {**share, "description": "the share of wrong recommendations that it is to bound"},
        "confidence": {**share, "description": "how sure that is to be"},
        "seed": {"type": "integer", "minimum": 0},
        "by": {"enum": ["csp"], "description": "what its strata are, if it has any"},
        "strata": {**_TEXTS, "description": "a name, how many rows it has, and how many of them were drawn"},
        "result": result,
        "rows": {**places, "description": "what was drawn, stratum by stratum: a record and a key"},
        "frame": {**_TEXTS, "description": "of what it was drawn: a record, a key, digits of a digest, an extraction"},
    }
    required = ("id", "at", "error", "confidence", "seed", "rows", "frame")
    top: dict[str, Schema] = {
        "format": {"const": 1},
        "samples": {"type": "array", "items": _table(sample, required, "a sample; the newest is the last")},
    }
    return {"$schema": _DRAFT, "title": "The samples of a library of dhrcurate", **_table(top, ("format",))}


def config_schema() -> Schema:
    """The schema of a library's `dhrcurate.toml`."""
    rules: Schema = {
        "type": "array",
        "items": {"type": "string"},
        "description": "codes, prefixes of codes, or names of rules",
    }
    levels: Schema = {"type": "object", "additionalProperties": {"enum": [s.value for s in Severity]}}
    choice = {"select": rules, "extend-select": rules, "ignore": rules, "severity": levels}
    check: dict[str, Schema] = {
        **choice,
        "fail-on": {
            "enum": [*(s.value for s in Severity), NEVER],
            "description": "the lowest severity that fails a check",
        },
        "baseline": {**_TEXT, "description": "the baseline file, relative to the library"},
        "per-path": {
            "type": "object",
            "additionalProperties": _table(choice),
            "description": "choices for the records whose path matches a pattern",
        },
    }
    top = {
        "check": _table(check, description="how the library is checked"),
        "theme": {**_TEXT, "description": "the interface's theme"},
        "keymap": {
            "type": "object",
            "additionalProperties": _TEXT,
            "description": "keys by the id of the interface's command",
        },
    }
    return {"$schema": _DRAFT, "title": "The configuration of a library of dhrcurate", **_table(top)}


def event_schema() -> Schema:
    """The schema of one line of an audit trail, of any version."""
    versions = [_event_schema(version) for version in MEMBERS]
    return {"$schema": _DRAFT, "title": "An event of an audit trail of dhrcurate", "anyOf": versions}


_SALT: Schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}


def _event_schema(version: int) -> Schema:
    salt: Schema = {"type": "string"} if version == 1 else _SALT
    change = _table(
        {
            "path": {"type": "string", "description": "a JSON Pointer in which a recommendation is named by its key"},
            "old": {"description": "the value before, null if it was absent"},
            "new": {"description": "the value after, null if it is absent"},
            "salt": salt,
        },
        ("path", "old", "new", "salt"),
    )
    left = _table({"old": {}, "new": {}}, ("old", "new"), description="what is left, the leaves that are gone null")
    gone = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^/(old|new)(/|$)"}}
    partly = _table(
        {"path": {"type": "string"}, "redacted": _DIGEST, "left": left, "gone": gone},
        ("path", "redacted", "left", "gone"),
    )
    changes = [change, partly]
    if version == 1:
        changes.append(_table({"path": {"type": "string"}, "redacted": _DIGEST}, ("path", "redacted")))
    nullable_text = {"type": ["string", "null"]}
    members: dict[str, Schema] = {
        "v": {"const": version},
        "parents": {"type": "array", "items": _EVENT_ID, "description": "the events before; none for the first"},
        "at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
        "by": {"type": "string", "description": "the curator's display name"},
        "tool": {"type": "string"},
        "action": {"type": "string", "description": f"one of {', '.join(sorted(ACTIONS))}, or a later version's"},
        "batch": {**nullable_text, "description": "shared by the events of one bulk change"},
        "reverses": {**nullable_text, "description": "the event that an undo or redo reverses"},
        "before": {"anyOf": [_DIGEST, {"type": "null"}], "description": "digest of the record before"},
        "after": {**_DIGEST, "description": _AFTER[version]},
        "state_salt": {
            "anyOf": [_SALT, {"type": "null"}],
            "description": "the salt of `after`; null once a redaction follows",
        },
        "redacts": {"type": "array", "items": {"anyOf": _redacts()}, "description": "what a redaction took out"},
        "changes": {"type": "array", "items": {"anyOf": changes}},
        "because": {"type": ["object", "null"], "description": "what was followed: codes, ids, numbers, operations"},
        "note": {"type": "string"} if version == 1 else {"anyOf": _notes()},
        "id": {**_EVENT_ID, "description": _ID[version]},
    }
    written = MEMBERS[version]  # in the order in which they are written
    return _table({name: members[name] for name in written}, written)


_AFTER = {
    1: "digest of the record after",
    2: "digest of the canonical JSON of `state`, the salt and the digest of the record after",
}
_ID = {
    1: "SHA-256 of the event, its changes reduced to their digests",
    2: "SHA-256 of the event without `id` and `state_salt`, its changes and note reduced to their digests",
}


def _redacts() -> list[Schema]:
    index = {"type": "integer", "minimum": 0, "description": "which of the event's changes, from 0"}
    left = {**_DIGEST, "description": "of what is left of the change"}
    return [
        _table({"event": _EVENT_ID, "change": index, "left": left}, ("event", "change", "left")),
        _table({"event": _EVENT_ID, "note": {"const": True}}, ("event", "note")),
    ]


def _notes() -> list[Schema]:
    return [
        _table({"text": {"type": "string"}, "salt": _SALT}, ("text", "salt")),
        _table({"redacted": {**_DIGEST, "description": "of the salt and the text"}}, ("redacted",)),
    ]
