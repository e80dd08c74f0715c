"""A whole check: paths in, a report out.

Files are looked at by several processes; what was found before is taken from the cache; rules about the whole library
see all of its records, also those that nothing is reported about.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.cache import Cache, key_of
from dhrcurate.curation.checking.discovery import Named, discover, shown
from dhrcurate.curation.checking.inspecting import MAX_PAGE, MAX_TRAIL, Inspected, Seen, relative, sha256
from dhrcurate.curation.checking.report import Located, Report, Silence, fingerprints
from dhrcurate.curation.checking.selection import Choice, Selector
from dhrcurate.curation.checking.workers import Task, Work, run
from dhrcurate.curation.configuration.settings import Settings, read_settings
from dhrcurate.domain.finding import Finding, Place, Severity
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import CONFIGURATION, REGISTER, LibraryFolder, find_root, trail_beside

UNNAMED = "<stdin>"
"""What a record that came from no file is called."""

if TYPE_CHECKING:
    from dhrcurate.curation.checking.baseline import Baseline

Progress = Callable[[int, int], None]
"""Is told how many of how many files were looked at."""


@dataclass(frozen=True)
class Options:
    """How to check.

    Attributes:
        choice: What the call says about rules; it has the last word over the configuration.
        register: A register file to use in place of the built-in register and the library's own.
        fail_on: From which severity on findings make the check fail, `None` for never.
        configured: Whether the configuration says that instead.
        since: Only records changed since this revision are reported.
        filter: Only what this filter matches is reported.
        baseline: A file of known findings; as configured where it is `None`.
        ignore_baseline: Whether no baseline counts at all.
        jobs: How many processes look at files.
        cache: Whether what was found before may be used and kept.
        reveal: Whether messages may hold personal data.
        today: The date of the check.
        progress: Is told how far the check is.
    """

    choice: Choice = field(default_factory=Choice)
    register: Path | None = None
    fail_on: Severity | None = None
    configured: bool = True
    since: str | None = None
    filter: str | None = None
    baseline: Path | None = None
    ignore_baseline: bool = False
    jobs: int = 1
    cache: bool = True
    reveal: bool = False
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    progress: Progress | None = None


def check_paths(paths: Iterable[Path], options: Options) -> Report:
    """Checks files and folders.

    Args:
        paths: What was named. A path that cannot be used is told of in the report; the rest is still checked.
        options: How to check.

    Raises:
        UnusableError: Where the configuration, the register, the baseline, the filter or the revision cannot be used.
    """
    with _rarely_collecting():
        return _checked(paths, options)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Lets the search for garbage in cycles wait: a check makes a great many values and hardly any cycle."""
    before = gc.get_threshold()
    gc.set_threshold(2_000_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _checked(paths: Iterable[Path], options: Options) -> Report:
    started = datetime.now(UTC)
    found = discover(paths)
    findings: list[Located] = []
    unusable = found.unusable
    silenced: Counter[Silence] = Counter()
    library_of: dict[str, Path] = {}
    files = 0
    for library in found.libraries.values():
        outcome = LibraryCheck(library, options).run()
        findings.extend(outcome.findings)
        unusable.extend(outcome.unusable)
        silenced.update(outcome.silenced)
        files += outcome.files
        library_of.update((located.file, library.folder.root) for located in outcome.findings)
    return Report(
        findings=tuple(findings),
        files=files,
        directory=Path.cwd(),
        started=started,
        unusable=tuple(unusable),
        notices=tuple(found.notices),
        silenced=silenced,
        library_of=library_of,
    )


def check_bytes(raw: bytes, name: Path | None, options: Options) -> Report:
    """Checks one record that was not read from a file, such as an editor's unsaved text.

    Rules about the trail and about the whole library say nothing about it.

    Args:
        raw: The record.
        name: The file that it stands for, whose library's configuration and register count; `None` for no file.
        options: How to check.

    Raises:
        UnusableError: As `check_paths`.
    """
    started = datetime.now(UTC)
    file = Path(os.path.abspath(name or UNNAMED))  # noqa: PTH100  # takes `..` out without following links
    folder = LibraryFolder(find_root(file))
    settings = read_settings(folder.root)
    check = LibraryCheck(Named(folder, [file]), options)
    one = check.work(settings).inspector.inspect_bytes(file, raw, unsaved=True, named=name is not None)
    shown_as = shown(file) if name else UNNAMED
    located = [replace(found, file=shown_as) for found in check.located(one, [], settings)]
    silenced = Counter(one.silenced)
    located = check.narrowed(located, check.baseline(settings), silenced, {shown_as: raw})
    return Report(tuple(located), 1, Path.cwd(), started, silenced=silenced, text_of={shown_as: raw})


@dataclass(slots=True)
class Outcome:
    """What checking one library gave; the members are those of `Report`."""

    findings: list[Located]
    files: int
    unusable: list[str]
    silenced: Counter[Silence]


class LibraryCheck:
    """The check of one library, or of some of its files."""

    def __init__(self, named: Named, options: Options) -> None:
        """Takes what was named of a library.

        Args:
            named: The library and the files to report about.
            options: How to check.
        """
        self._named = named
        self._options = options
        self._root = named.folder.root
        self._shown_root = shown(self._root)
        self._cache = self._load_cache()

    def run(self) -> Outcome:
        """Checks it.

        Raises:
            UnusableError: As `check_paths`.
        """
        settings = read_settings(self._root, known_good=len(self._cache) > 0)
        if len(self._cache) == 0 and self._named.folder.register_path.is_file():
            from dhrcurate.agencies.register import load  # noqa: PLC0415  # where all is known it was read before

            load([self._named.folder.register_path])
        baseline = self.baseline(settings)
        reported = self._reported()
        everything = self._everything()
        inspected = self._inspect(everything, settings)
        about_library, waived = self._library_findings(inspected, settings, everything)
        self._cache.save([relative(f, self._root) for f in everything] if self._is_whole else None)
        wanted = {relative(file, self._root) for file in reported}
        silenced = waived
        located: list[Located] = []
        unusable = []
        for path in sorted(wanted):
            one = inspected.get(path) or Inspected(path, Path(path).stem)
            if one.unusable:
                unusable.append(f"{self._shown(path)}: {one.unusable}")
                continue
            silenced.update(one.silenced)
            located.extend(self.located(one, about_library.get(path, []), settings))
        located = self.narrowed(located, baseline, silenced, {})
        return Outcome(located, len(wanted), unusable, silenced)

    def _shown(self, path: str) -> str:
        """A file of the library, relative to it, as the user would name it."""
        return path if self._shown_root == "." else f"{self._shown_root}/{path}"

    @property
    def _is_whole(self) -> bool:
        return self._named.whole or self._named.marked

    def _load_cache(self) -> Cache:
        options = self._options
        if not options.cache or options.reveal or not self._is_whole:
            return Cache(None)
        parts = [(read_or_none(self._root / name, MAX_BYTES) or b"") for name in (CONFIGURATION, REGISTER)]
        parts.append((read_or_none(options.register, MAX_BYTES) or b"") if options.register else b"")
        parts.append(f"{options.register} {options.choice} {options.today}".encode())
        return Cache.load(self._named.folder.private, key_of(*parts))

    def _reported(self) -> list[Path]:
        """The files to report about: the records that were asked for, and the register where it was."""
        register = self._named.folder.register_path
        files = [*self._named.files, register] if self._named.register and register.is_file() else self._named.files
        if self._options.since is None:
            return files
        from dhrcurate.curation.checking.changed import changed_records  # noqa: PLC0415  # asks git, which most checks do not

        changed = changed_records(self._root, self._options.since)
        real_root = self._root.resolve()
        return [f for f in files if real_root / relative(f, self._root) in changed]

    def _everything(self) -> list[Path]:
        """The files that rules about the whole library see."""
        if self._named.whole or not self._named.marked:
            return self._named.files
        others = [f for f in self._named.folder.record_paths() if f not in set(self._named.files)]
        return self._named.files + others

    def _inspect(self, files: Sequence[Path], settings: Settings) -> dict[str, Inspected]:
        known: dict[str, Inspected] = {}
        missing: list[Task] = []
        for file in files:
            path = relative(file, self._root)
            kept = self._cache.get(path, lambda page, file=file: _seen_now(self._named.folder, file, page))  # type: ignore[misc]  # mypy cannot type a lambda with a default
            if kept:
                known[path] = kept
            else:
                missing.append(Task(file, "inspect"))
        for inspected in run(missing, self.work(settings), self._options.jobs, self._options.progress):
            self._cache.put(inspected)
            known[inspected.path] = inspected
        return known

    def work(self, settings: Settings) -> Work:
        """What a process needs to know to look at files."""
        options = self._options
        selector = Selector(settings.choice, settings.per_path, options.choice)
        return Work(self._root, options.register, selector, options.today, reveal=options.reveal, whole=self._is_whole)

    def _library_findings(
        self, inspected: dict[str, Inspected], settings: Settings, files: Sequence[Path]
    ) -> tuple[dict[str, list[Finding]], Counter[Silence]]:
        """Findings about the whole library by file, and what waivers silenced of them."""
        if not self._is_whole:
            return {}, Counter()
        state = _state(inspected.values())
        kept = self._cache.library(state)
        if kept is None:
            from dhrcurate.curation.checking.library_rules import look_across  # noqa: PLC0415  # costs pydantic and all rules

            work = self.work(settings)
            gists = {one.path: one.gist for one in inspected.values() if one.gist is not None}
            if work.sees_library:
                tasks = [Task(file, "read") for file in files if relative(file, self._root) not in gists]
                read = run(tasks, work, self._options.jobs, None)
                gists.update({one.path: one.gist for one in read if one.gist is not None})
            kept = look_across(gists, work, self._options.jobs)
            self._cache.put_library(state, kept)
        by_file: dict[str, list[Finding]] = {}
        for path, finding in kept.findings:
            by_file.setdefault(path, []).append(finding)
        return by_file, Counter({Silence(rule, "waiver"): n for rule, n in kept.waived.items()})

    def located(self, one: Inspected, more: list[Finding], settings: Settings) -> list[Located]:
        """The findings of one file, and more of them, as they are reported."""
        findings = sorted((*one.findings, *more), key=_by_place) if more else one.findings
        options = self._options
        fail_on = settings.fail_on if options.configured else options.fail_on
        file = self._shown(one.path)
        return [
            Located(
                file=file,
                record=one.record,
                finding=finding,
                place=finding.place or Place(),
                fingerprint=fingerprint,
                fails=fail_on is not None and finding.severity.rank >= fail_on.rank,
            )
            for finding, fingerprint in zip(findings, fingerprints(one.path, findings), strict=True)
        ]

    def baseline(self, settings: Settings) -> Baseline | None:
        """The findings that are known, where a file says which."""
        file = self._options.baseline or settings.baseline
        if file is None or self._options.ignore_baseline:
            return None
        from dhrcurate.curation.checking.baseline import Baseline  # noqa: PLC0415  # most checks have none

        return Baseline.read(file)

    def narrowed(
        self,
        located: list[Located],
        baseline: Baseline | None,
        silenced: Counter[Silence],
        text_of: Mapping[str, bytes],
    ) -> list[Located]:
        """The findings that the filter matches and no baseline knows; the others are counted as silenced."""
        if self._options.filter is not None:
            from dhrcurate.curation.checking.filtering import only_matching  # noqa: PLC0415  # costs pydantic

            kept = list(only_matching(self._options.filter, located, Path.cwd(), text_of))
            taken = set(map(id, kept))
            silenced.update(Silence(f.finding.rule, "filter") for f in located if id(f) not in taken)
            located = kept
        if baseline is None:
            return located
        new, known = baseline.new(located)
        silenced.update(Silence(f.finding.rule, "baseline") for f in known)
        return new


def _by_place(finding: Finding) -> tuple[int, int, str]:
    place = finding.place or Place()
    return place.line, place.column, finding.rule


def _seen_now(folder: LibraryFolder, file: Path, page_path: str | None) -> Seen | None:
    record = _digest(file, MAX_BYTES)
    if record is None:
        return None
    page = _digest(folder.root / page_path, MAX_PAGE) if page_path else None
    return Seen(record, _digest(trail_beside(file), MAX_TRAIL), page_path, page)


def _digest(file: Path, limit: int) -> str | None:
    raw = read_or_none(file, limit)
    return None if raw is None else sha256(raw)


def _state(inspected: Iterable[Inspected]) -> str:
    """A digest of all records of a library."""
    lines = sorted(f"{one.path}\0{one.seen.record if one.seen else ''}" for one in inspected)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
