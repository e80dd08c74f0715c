"""The check of one library, or of some of its files.

Several processes check the files; what was found before comes from the cache; rules about the whole library see all of
its records, even if only some are reported.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.cache import Cache, key_of
from dhrcurate.curation.checking.discovery import Named
from dhrcurate.curation.checking.encoding import DAMAGED
from dhrcurate.curation.checking.options import Options
from dhrcurate.curation.checking.report import Fingerprints, Located, Silence
from dhrcurate.curation.checking.results import FileFindings, InputDigests, by_place
from dhrcurate.curation.checking.told_once import located_once
from dhrcurate.curation.checking.workers import run
from dhrcurate.curation.configuration.settings import Settings, read_settings
from dhrcurate.domain.clock import StoppedClock
from dhrcurate.domain.finding import Finding, Place, Severity
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import is_there, read_or_none
from dhrcurate.storage.folder import CONFIGURATION, OWN_FILES, abandoned, leftovers, trail_beside
from dhrcurate.storage.paths import display_path, path_in

if TYPE_CHECKING:  # the checker imports pydantic, which a check that finds everything in its cache does without
    from dhrcurate.curation.checking.baseline import Baseline
    from dhrcurate.curation.checking.checker import Checker
    from dhrcurate.curation.checking.documents import Documents
    from dhrcurate.curation.documents.opening import Named as NamedDocument
    from dhrcurate.domain.evidence import Evidence
    from dhrcurate.domain.open_names import OpenNames
    from dhrcurate.domain.standing import Standing
    from dhrcurate.storage.document import Document


@dataclass(slots=True)
class Outcome:
    """The outcome of checking one library.

    Attributes:
        findings: Begins with the first finding, each time; `reported` are the files that may have some. The other
            attributes are those of `Report`.
    """

    findings: Callable[[], Iterator[Located]]
    reported: list[str]
    files: int
    unusable: list[str]
    silenced: Counter[Silence]
    notices: list[str] = field(default_factory=list)


class LibraryCheck:
    """The check of one library, or of some of its files.

    Args:
        named: The library and the files to report.
        options: How to check.
    """

    def __init__(self, named: Named, options: Options) -> None:
        self._named = named
        self._options = options
        self._root = named.folder.root
        self._display_root = display_path(self._root)
        self._checker: Checker | None = None
        self._documents: Documents | None = None
        self._unknown = 0
        self._cache = self._load_cache()

    def run(self) -> Outcome:
        """Runs the check.

        Raises:
            UnusableError: As `check_paths`.
        """
        settings = read_settings(self._root, known_good=len(self._cache) > 0)
        if len(self._cache) == 0 and self._named.folder.register_path.is_file():
            from dhrcurate.agencies.register import load  # noqa: PLC0415  # if there is a cache, it was read before

            load([self._named.folder.register_path])
        baseline = self.baseline(settings)
        reported = self._reported()
        everything = self._everything()
        by_file = self._check_files(everything, settings)
        alone = self._trails_alone(settings)
        of_library, silenced = self._library_findings(by_file, settings, everything)
        kept = [*(path_in(self._root, f) for f in everything), *alone]
        self._cache.save(kept if self._is_whole else None)
        wanted = {path_in(self._root, file) for file in reported}
        told = wanted | {path for path, found in alone.items() if found.findings and self._options.since is None}
        results: list[FileFindings] = []
        unusable = []
        for path in sorted(told):
            found = by_file.get(path) or alone.get(path) or FileFindings(path, Path(path).stem)
            if found.unusable:
                unusable.append(f"{self._display(path)}: {found.unusable}")
                continue
            silenced.update(found.silenced)
            results.append(found)

        def located() -> Iterator[Located]:
            for one in results:
                yield from self.located(one, of_library.get(one.path, []), settings)

        findings = self.narrowed(located, baseline, silenced, {})
        names = [self._display(one.path) for one in results]
        lacking, notices = self._not_compared(results)
        unusable += lacking
        notices = self._ownerless(everything) + notices
        if self._unknown:
            from dhrcurate.curation.checking.documents import not_filtered  # noqa: PLC0415  # most have no documents

            notices += not_filtered(self._unknown, self._options.documents)
        return Outcome(findings, names, len(told), unusable, silenced, notices)

    def _compared(self, document: Document) -> tuple[Evidence | None, Mapping[str, Standing]]:
        """What the documents of a record say, and how it stands in them; where that is not known it is counted."""
        checker = self._checker or self.checker(read_settings(self._root))
        found = checker.compared(document)
        self._unknown += found is None
        return found or (None, {})

    def _left_open(self, document: Document) -> Mapping[str, OpenNames]:
        return (self._checker or self.checker(read_settings(self._root))).left_open(document)

    def _waiting(self) -> frozenset[tuple[str, str]]:
        from dhrcurate.curation.library import Library  # noqa: PLC0415  # only with a filter that asks for it

        return Library(self._named.folder).waiting()

    def _not_compared(self, results: Sequence[FileFindings]) -> tuple[list[str], list[str]]:
        """What is told of documents that records were not compared with: that it was not possible, and notices."""
        not_read, not_there = sum(one.not_read for one in results), sum(one.not_there for one in results)
        if not not_read and not not_there:
            return [], []
        from dhrcurate.curation.checking.documents import cannot_read, not_compared  # noqa: PLC0415  # most have none

        searched = self._made_documents().shelf.elsewhere.searched() if not_there else ""
        if not_read and self._options.documents == "read":
            return [cannot_read(not_read)], not_compared(0, not_there, searched)
        return [], not_compared(not_read, not_there, searched)

    def _ownerless(self, files: Sequence[Path]) -> list[str]:
        """What a crash left beside no record, a line each."""
        if not self._is_whole or not (self._left or any(True for _ in abandoned(self._root))):
            return []
        from dhrcurate.curation.saving.leftovers import ownerless  # noqa: PLC0415  # imports pydantic, and is rarely needed

        return [f"{self._display(path_in(self._root, path))}: {words}" for path, words in ownerless(self._root, files)]

    def _display(self, path: str) -> str:
        """A file of the library, given relative to it, as the user would write it."""
        return path if self._display_root == "." else f"{self._display_root}/{path}"

    @cached_property
    def _left(self) -> frozenset[Path]:
        """The files beside which a crash left something."""
        return frozenset(leftovers(self._root))

    def _has_leftover(self, file: Path) -> bool:
        """True if a crash left something beside a record or its trail."""
        return bool(self._left) and (file in self._left or trail_beside(file) in self._left)

    @property
    def _is_whole(self) -> bool:
        return self._named.whole or self._named.marked

    def _load_cache(self) -> Cache:
        options = self._options
        if not options.cache or options.reveal or not self._is_whole:
            return Cache(None)
        parts = [(read_or_none(self._root / name, MAX_BYTES) or b"") for name in (CONFIGURATION, *OWN_FILES.values())]
        parts.append((read_or_none(options.register, MAX_BYTES) or b"") if options.register else b"")
        parts.append(f"{options.register} {options.choice} {options.documents}".encode())
        return Cache.load(self._named.folder.private, key_of(*parts), options.today)

    def _reported(self) -> list[Path]:
        """The files to report: the records that were asked for, and the library's own if they were."""
        own = [self._root / name for name in OWN_FILES.values()] if self._named.register else []
        files = [*self._named.files, *(file for file in own if file.is_file())]
        if self._options.since is None:
            return files
        from dhrcurate.curation.checking.changed_records import changed_records  # noqa: PLC0415  # most checks do not need git

        changed = changed_records(self._root, self._options.since)
        real_root = self._root.resolve()
        return [f for f in files if real_root / path_in(self._root, f) in changed]

    def _everything(self) -> list[Path]:
        """The files that rules about the whole library see."""
        if self._named.whole or not self._named.marked:
            return self._named.files
        others = [f for f in self._named.folder.record_paths() if f not in set(self._named.files)]
        return self._named.files + others

    def _check_files(self, files: Sequence[Path], settings: Settings) -> dict[str, FileFindings]:
        known: dict[str, FileFindings] = {}
        missing: list[Path] = []
        for file in files:
            path = path_in(self._root, file)
            if self._has_leftover(file):  # which is not seen in the digests of a result
                missing.append(file)
            elif kept := self._cache.get(path, partial(self._again, file)):
                known[path] = kept
            else:
                missing.append(file)
        if not missing:
            return known
        checker = self.checker(settings)
        check_file = partial(checker.file, with_summary=self._is_whole and checker.has_library_rules)
        options = self._options
        try:
            for found in run(check_file, missing, options.jobs, prepare=checker.prepare, progress=options.progress):
                file = self._root / found.path
                checker.take_read(found)
                known[found.path] = self._cache.put(replace(found, read=()), keep=not self._has_leftover(file))
        finally:
            checker.close()
        checker.keep_read()
        return known

    def _again(self, file: Path, seen: InputDigests) -> InputDigests | None:
        """What the findings of a file depend on, as it is now."""
        return seen.again(self._root, file, self._documents_state)

    def _documents_state(self, file: Path, named: Sequence[NamedDocument]) -> str | None:
        return self._made_documents().state(file, named)

    def _made_documents(self) -> Documents:
        from dhrcurate.curation.checking.documents import Documents  # noqa: PLC0415  # most libraries have none

        if self._documents is None:
            self._documents = Documents(self._named.folder, self._options.documents)
        return self._documents

    def _trails_alone(self, settings: Settings) -> dict[str, FileFindings]:
        """What is found of trails of no record: of the library's own files, and of records that are gone."""
        folder = self._named.folder
        paths: set[Path] = set()
        if self._named.register:
            own = (self._root / name for name in OWN_FILES.values())
            paths.update(path for path in own if is_there(trail_beside(path)))
        if self._named.whole:
            paths.update(folder.orphaned())
        found: dict[str, FileFindings] = {}
        for path in sorted(paths):
            name = path_in(self._root, path)
            kept = self._cache.get(name, partial(self._again, path))
            found[name] = kept or self._cache.put(self.checker(settings).trail_alone(path), keep=path.is_file())
        return found

    def checker(self, settings: Settings) -> Checker:
        """The checker of the library; made on first use."""
        if self._checker is None:
            from dhrcurate.curation.checking.checker import Checker  # noqa: PLC0415  # see above
            from dhrcurate.curation.library import Library  # noqa: PLC0415  # the same

            options = self._options
            library = Library(self._named.folder, options.register, keeps=options.cache)
            selector = settings.selector(options.choice)
            self._checker = Checker(
                library, selector, StoppedClock(options.today), reveal=options.reveal, documents=options.documents
            )
        return self._checker

    def _library_findings(
        self, by_file: dict[str, FileFindings], settings: Settings, files: Sequence[Path]
    ) -> tuple[dict[str, list[Finding]], Counter[Silence]]:
        """The findings of rules about the whole library by file, and what waivers silenced of them."""
        if not self._is_whole:
            return {}, Counter()
        state = _state(by_file.values())
        kept = None if self._options.fixing else self._cache.library(state)
        if kept is None:
            checker = self.checker(settings)
            summaries = {found.path: found.summary for found in by_file.values() if found.summary is not None}
            if checker.has_library_rules:
                unread = [file for file in files if path_in(self._root, file) not in summaries]
                read = run(checker.summary, unread, self._options.jobs, prepare=checker.prepare)
                summaries.update({found.path: found.summary for found in read if found.summary is not None})
            kept = checker.library(summaries, jobs=self._options.jobs)
            self._cache.put_library(state, kept)
        return kept.findings, Counter({Silence(rule, "waiver"): n for rule, n in kept.waived.items()})

    def located(self, found: FileFindings, of_library: list[Finding], settings: Settings) -> list[Located]:
        """The findings of one file, with those of library rules in it, as they are reported."""
        findings = self._read(found, settings)
        if of_library:
            findings = sorted((*findings, *of_library), key=by_place)
        options = self._options
        fail_on = settings.fail_on if options.configured else options.fail_on
        file = self._display(found.path)
        failing = {each: fail_on is not None and each.rank >= fail_on.rank for each in Severity}
        told = Fingerprints(found.path, findings)
        return [
            Located(
                file=file,
                record=found.record,
                finding=finding,
                place=finding.place or Place(),
                fails=failing[finding.severity],
                fingerprints=told,
                number=number,
            )
            for number, finding in enumerate(findings)
        ]

    def _read(self, found: FileFindings, settings: Settings) -> list[Finding]:
        """The findings of one file, found again if the cache that they were kept in is damaged."""
        try:
            return list(found.findings)
        except (OSError, *DAMAGED):
            checker, path = self.checker(settings), self._root / found.path
            again = checker.file(path) if is_there(path) else checker.trail_alone(path)
            return list(again.findings)

    def baseline(self, settings: Settings) -> Baseline | None:
        """The baseline of known findings, if the call or the configuration names one."""
        file = self._options.baseline or settings.baseline
        if file is None or self._options.ignore_baseline:
            return None
        from dhrcurate.curation.checking.baseline import Baseline  # noqa: PLC0415  # most checks have none

        return Baseline.read(file)

    def narrowed(
        self,
        located: Callable[[], Iterator[Located]],
        baseline: Baseline | None,
        silenced: Counter[Silence],
        text_of: Mapping[str, bytes],
    ) -> Callable[[], Iterator[Located]]:
        """The findings that the filter matches and that are not in the baseline, told once; the others are silenced."""
        if self._options.filter is None and baseline is None:
            return lambda: located_once(located())
        wanted = list(located())
        if self._options.filter is not None:
            from dhrcurate.curation.checking.filtering import only_matching  # noqa: PLC0415  # costs pydantic

            asked = (self._compared, self._left_open, self._waiting)
            kept = list(only_matching(self._options.filter, wanted, Path.cwd(), text_of, *asked))
            taken = set(map(id, kept))
            silenced.update(Silence(f.finding.rule, "filter") for f in wanted if id(f) not in taken)
            wanted = kept
        if baseline is not None:
            wanted, known = baseline.new(wanted)
            silenced.update(Silence(f.finding.rule, "baseline") for f in known)
        return lambda: located_once(wanted)


def _state(by_file: Iterable[FileFindings]) -> str:
    """A digest of all records of a library."""
    lines = sorted(f"{found.path}\0{found.inputs.record if found.inputs else ''}" for found in by_file)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
