"""Settings: what a library's `dhrcurate.toml` and the user's own configuration say, and where each value comes from.

A library's file says how it is checked, never who signs:

    [check]
    ignore = ["string-sorted"]
    fail-on = "warning"
    baseline = "baseline.json"

    [check.severity]
    several-agencies = "error"

    [check.per-path."before-2013/*.toml"]
    ignore = ["DHR3"]

The user's own configuration is `config.toml` in the platform's configuration folder: `curator`, `theme`, `[keymap]` and
`documents`, the folders outside of libraries in which documents may be opened. Both may set `theme` and `[keymap]`, the
colours and keys of the interface; the user's own come first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dhrcurate.curation.configuration.selection import Choice, Selector, not_a_selector
from dhrcurate.domain.edit import pointer
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Place, Severity
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.storage.codec import MAX_BYTES, TomlError, parse
from dhrcurate.storage.files import UnreadableError, read_file
from dhrcurate.storage.folder import CONFIGURATION
from dhrcurate.storage.paths import display_path

NEVER = "never"
"""The value of `fail-on` with which no finding fails a check."""


@dataclass(frozen=True)
class Settings:
    """A library's configuration.

    Attributes:
        file: The file that was read, `None` if there is none.
        choice: The rules to run and their severities.
        per_path: Further choices by pattern of a path, in the file's order.
        fail_on: The lowest severity that fails a check, `None` for never.
        baseline: The baseline file, absolute.
        theme: Name of the interface's theme.
        keymap: Keys by id of the interface's command.
        raw: The file's bytes.
    """

    file: Path | None = None
    choice: Choice = field(default_factory=Choice)
    per_path: tuple[tuple[str, Choice], ...] = ()
    fail_on: Severity | None = Severity.ERROR
    baseline: Path | None = None
    theme: str | None = None
    keymap: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = field(default=b"", repr=False)

    def selector(self, call: Choice | None = None) -> Selector:
        """Which rules run for which path; a call's own choice overrides the library's."""
        return Selector(self.choice, self.per_path, call or Choice())

    @property
    def origins(self) -> dict[str, str]:
        """The origin of each value that is not a default, by its dotted name: `records/dhrcurate.toml:3`."""
        return _origins(self.file, self.raw)


@dataclass(frozen=True)
class UserSettings:
    """The user's own configuration.

    Attributes:
        file: Its path, whether or not it exists.
        curator: The name that signs.
        theme: Name of the interface's theme.
        keymap: Keys by id of the interface's command.
        documents: The folders, absolute, in which documents of records may be opened besides the library's own.
        raw: The file's bytes.
    """

    file: Path
    curator: str | None = None
    theme: str | None = None
    keymap: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Path, ...] = ()
    raw: bytes = field(default=b"", repr=False)

    @property
    def origins(self) -> dict[str, str]:
        """The origin of each value that is not a default, by its dotted name: `records/dhrcurate.toml:3`."""
        return _origins(self.file, self.raw)


def read_settings(library: Path, *, known_good: bool = False) -> Settings:
    """Reads the configuration of a library.

    Args:
        library: The library's root; without a `dhrcurate.toml` in it everything has its default.
        known_good: Whether these very bytes were read before, so that the rules that it names need no check.

    Raises:
        UnusableError: If the file cannot be read or has an invalid setting, with its place.
    """
    file = library / CONFIGURATION
    reader = _Reader.of(file, known_good=known_good)
    if reader is None:
        return Settings()
    reader.known((), reader.data, ("check", "theme", "keymap"))
    check = reader.table(("check",))
    reader.known(("check",), check, (*_CHOICE, "fail-on", "baseline", "per-path"))
    baseline = reader.text(("check", "baseline"))
    fail_on = reader.one_of(("check", "fail-on"), (*Severity, NEVER)) or Severity.ERROR
    patterns = reader.table(("check", "per-path"))
    return Settings(
        file=file,
        choice=reader.choice(("check",)),
        per_path=tuple((pattern, reader.choice(("check", "per-path", pattern), alone=True)) for pattern in patterns),
        fail_on=None if fail_on == NEVER else Severity(fail_on),
        baseline=library / baseline if baseline else None,
        theme=reader.text(("theme",)),
        keymap=reader.texts(("keymap",)),
        raw=reader.raw,
    )


def read_user_settings() -> UserSettings:
    """Reads the user's own configuration.

    Raises:
        UnusableError: If the file cannot be read or has an invalid setting, with its place.
    """
    file = user_file()
    reader = _Reader.of(file)
    if reader is None:
        return UserSettings(file)
    reader.known((), reader.data, ("curator", "theme", "keymap", "documents"))
    return UserSettings(
        file=file,
        curator=reader.text(("curator",)),
        theme=reader.text(("theme",)),
        keymap=reader.texts(("keymap",)),
        documents=reader.folders(("documents",)),
        raw=reader.raw,
    )


def user_file() -> Path:
    """The path of the user's own configuration, whether or not it exists."""
    import platformdirs  # noqa: PLC0415  # a check does not need the user's configuration

    return platformdirs.user_config_path("dhrcurate", appauthor=False) / "config.toml"


_OF_THE_USER = {"curator": "set who signs", "documents": "say which other folders are opened"}
"""The settings that only the user's own configuration has, and what a library therefore does not do."""

_CHOICE = ("select", "extend-select", "ignore", "severity")
_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A parsed configuration file; every error names the place."""

    file: Path
    raw: bytes
    data: dict[str, Any]
    known_good: bool

    @classmethod
    def of(cls, file: Path, *, known_good: bool = False) -> _Reader | None:
        try:
            raw = read_file(file, MAX_BYTES)
        except FileNotFoundError:
            return None
        except UnreadableError as error:
            raise UnusableError(f"{display_path(file)}: {error.reason}") from error
        try:
            return cls(file, raw, parse(raw, display_path(file)), known_good)
        except TomlError as error:
            raise UnusableError(str(error)) from error

    def known(self, path: _Path, table: Mapping[str, Any], names: tuple[str, ...]) -> None:
        for name in table:
            if name in names:
                continue
            if path == () and name in _OF_THE_USER:
                why = f"a library does not {_OF_THE_USER[name]}; set '{name}' in your own configuration"
                raise self.error((name,), why)
            setting = ".".join((*path, name))
            hint = did_you_mean(name, names) or f"; the settings are {', '.join(names)}"
            raise self.error((*path, name), f"there is no setting '{setting}'{hint}")

    def value(self, path: _Path) -> Any:
        here: Any = self.data
        for part in path:
            here = here.get(part) if isinstance(here, dict) else None
        return here

    def table(self, path: _Path) -> dict[str, Any]:
        table: dict[str, Any] = self._checked(path, dict, "a table", {}, lambda _: True)
        return table

    def text(self, path: _Path) -> str | None:
        text: str | None = self._checked(path, str, "a text that is not empty", None, lambda t: bool(t.strip()))
        return text

    def texts(self, path: _Path) -> dict[str, str]:
        return {name: self.text((*path, name)) or "" for name in self.table(path)}

    def folders(self, path: _Path) -> tuple[Path, ...]:
        def all_absolute(items: list[Any]) -> bool:
            return all(isinstance(item, str) and _folder(item).is_absolute() for item in items)

        expected = "a list of folders, each from the root or from ~"
        return tuple(map(_folder, self._checked(path, list, expected, [], all_absolute)))

    def one_of(self, path: _Path, choices: tuple[str, ...]) -> str | None:
        text = self.text(path)
        if text is not None and text not in choices:
            hint = did_you_mean(text, choices) or f"; it is one of {', '.join(choices)}"
            raise self.error(path, f"'{text}' is not a value of '{'.'.join(path)}'{hint}")
        return text

    def choice(self, path: _Path, *, alone: bool = False) -> Choice:
        if alone:
            self.known(path, self.table(path), _CHOICE)
        levels = self.table((*path, "severity"))
        return Choice(
            select=self.selectors((*path, "select")) if self.value((*path, "select")) is not None else None,
            extend=self.selectors((*path, "extend-select")),
            ignore=self.selectors((*path, "ignore")),
            severity={self.selector(name, (*path, "severity", name)): self.severity(path, name) for name in levels},
        )

    def severity(self, path: _Path, name: str) -> Severity:
        level = self.one_of((*path, "severity", name), tuple(Severity))
        return Severity(level or "")

    def selectors(self, path: _Path) -> tuple[str, ...]:
        def all_text(items: list[Any]) -> bool:
            return all(isinstance(item, str) for item in items)

        items = self._checked(path, list, "a list of rules", [], all_text)
        return tuple(self.selector(item, path) for item in items)

    def selector(self, name: str, path: _Path) -> str:
        if not self.known_good and (problem := not_a_selector(name)):
            raise self.error(path, problem)
        return name

    def _checked(self, path: _Path, kind: type, expected: str, absent: Any, good: Callable[[Any], bool]) -> Any:
        value = self.value(path)
        if value is None:
            return absent
        if not isinstance(value, kind) or not good(value):
            raise self.error(path, f"'{'.'.join(path)}' must be {expected}")
        return value

    def error(self, path: _Path, message: str) -> UnusableError:
        place = _place(self.raw, path)
        return UnusableError(f"{display_path(self.file)}:{place.line}:{place.column}: {message}")


def _folder(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError:  # there is no such user
        return Path(named)


def _place(raw: bytes, path: _Path) -> Place:
    from dhrcurate.storage.places import Places  # noqa: PLC0415  # only needed for an error or --show-settings

    return Places(raw).of(pointer(*path), None)


def _origins(file: Path | None, raw: bytes) -> dict[str, str]:
    if file is None:
        return {}
    leaves = _leaves((), parse(raw))
    return {".".join(path): f"{display_path(file)}:{_place(raw, path).line}" for path in leaves}


def _leaves(path: _Path, table: Mapping[str, Any]) -> list[_Path]:
    leaves: list[_Path] = []
    for name, value in table.items():
        leaves.extend(_leaves((*path, name), value) if isinstance(value, dict) else [(*path, name)])
    return leaves
