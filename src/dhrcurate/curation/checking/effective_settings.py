"""Every effective setting of a library, with its origin."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dhrcurate.curation.checking.options import Options
from dhrcurate.curation.configuration.curator import curator_with_origin
from dhrcurate.curation.configuration.selection import Choice
from dhrcurate.curation.configuration.settings import NEVER, Settings, read_settings, read_user_settings
from dhrcurate.storage.folder import find_root
from dhrcurate.storage.literals import key_literal, literal

CALL = "command line"
DEFAULT = "default"


def effective_settings(path: Path, options: Options) -> Iterator[str]:
    """The settings as lines of TOML, each with its origin as a comment.

    Args:
        path: A record, or a library or a folder in one.
        options: The options of the call.

    Raises:
        UnusableError: If the configuration of the library or of the user is broken.
    """
    root = find_root(path)
    settings, user = read_settings(root), read_user_settings()
    origins, users = settings.origins, user.origins
    yield f"# library: {os.path.relpath(root)}"
    curator, origin = curator_with_origin()
    values: dict[str, object] = {"curator": curator, "theme": user.theme or settings.theme}
    if user.documents:
        values["documents"] = list(map(str, user.documents))
    yield from _lines(values, "", {**origins, **users, "curator": origin})
    keymap = {**settings.keymap, **user.keymap}
    if keymap:
        yield "\n[keymap]"
        yield from _lines(keymap, "keymap.", origins | users)
    yield "\n[check]"
    yield from _check(settings, options, origins)
    for pattern, choice in settings.per_path:
        yield f"\n[check.per-path.{key_literal(pattern)}]"
        yield from _lines(_plain(choice), f"check.per-path.{pattern}.", origins)


def _check(settings: Settings, options: Options, origins: Mapping[str, str]) -> Iterator[str]:
    configured, call = _plain(settings.choice), _plain(options.choice)
    values = {**dict.fromkeys(("select", "extend-select", "ignore")), **configured, **call}
    severity = settings.choice.severity
    fail_on = settings.fail_on if options.configured else options.fail_on
    baseline = options.baseline or settings.baseline
    values["fail-on"] = fail_on.value if fail_on else NEVER
    values["baseline"] = os.path.relpath(baseline) if baseline else None
    here = {f"check.{name}": CALL for name in call}
    if not options.configured:
        here["check.fail-on"] = CALL
    if options.baseline:
        here["check.baseline"] = CALL
    yield from _lines(values, "check.", {**origins, **here})
    if severity:
        yield "\n[check.severity]"
        yield from _lines({name: level.value for name, level in severity.items()}, "check.severity.", origins)


def _plain(choice: Choice) -> dict[str, list[str] | str | None]:
    """The values that a choice sets."""
    values: dict[str, list[str] | str | None] = {}
    if choice.select is not None:
        values["select"] = list(choice.select)
    for name, selectors in (("extend-select", choice.extend), ("ignore", choice.ignore)):
        if selectors:
            values[name] = list(selectors)
    for name, level in choice.severity.items() if choice.severity else ():
        values[f"severity.{name}"] = level.value
    return values


def _lines(values: Mapping[str, object], prefix: str, origins: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if prefix == "check." and name.startswith("severity."):
            continue
        origin = origins.get(f"{prefix}{name}", DEFAULT)
        key = ".".join(map(key_literal, name.split(".", 1)))
        if value is None:
            yield f"# {key} is not set  # {origin}"
        else:
            yield f"{key} = {literal(value)}  # {origin}"
