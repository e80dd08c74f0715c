"""Running git."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.programs import program, search_path


class GitError(UnusableError):
    """git could not be run, or failed.

    Attributes:
        code: Its exit code, `None` if it could not be run.
    """

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


_WRITING = frozenset({"merge", "commit", "add"})
"""Commands that change a repository; its hooks are their owner's."""


_SHOWING = frozenset({"diff", "log", "show"})
"""Commands that show changes, for which a repository can name programs that show them its way."""

_COMPARING = frozenset({"diff", "status"})
"""Commands that compare files of the folder with the repository, through the filters that attributes name."""

_OUTSIDE = "--ignore-submodules=dirty"
"""A submodule is compared by its commit: looking at its files takes the filters of a configuration of its own."""

_QUIET = (
    "core.fsmonitor=false",
    "log.showSignature=false",
    "safe.bareRepository=explicit",
    "log.diffMerges=separate",
    "log.follow=false",
    "log.showRoot=true",
    "i18n.logOutputEncoding=UTF-8",
    "i18n.commitEncoding=UTF-8",
    "diff.relative=false",
    "diff.submodule=short",
    "status.submoduleSummary=false",
    "submodule.recurse=false",
)
"""Settings for every command: whoever wrote a configuration has no say in what looking at it runs, or shows."""


class NoRepositoryError(GitError):
    """A folder is in no git repository."""


class PlantedError(GitError):
    """A folder's own files make it a repository in git's eyes: they may have come with it, configuration and all."""


def git(
    folder: Path, *arguments: str, check: bool = True, stdin: bytes | None = None, filters: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Runs git in a folder, with untranslated messages and without asking anything at the terminal.

    Args:
        folder: The working directory.
        arguments: Command and arguments.
        check: Whether an exit code other than 0 is an error.
        stdin: Its standard input.
        filters: Whether a command that compares files may run the filters of git's configuration: the attributes that
            choose files for them are in the repository, and whoever pushes to it writes them.

    Raises:
        PlantedError: If git would take files of the folder, or of one above, for the repository.
        GitError: If git is not installed, or failed; the message ends with git's own.
    """
    _refuse_planted(folder)
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LITERAL_PATHSPECS": str(int(arguments[0] != "check-ignore")),  # which cannot do with it
        "PATH": search_path(),
    }
    if arguments[0] in _COMPARING and not filters:
        environment.update(_variables(environment, _no_filters(folder, environment)))
    if arguments[0] in _WRITING:  # a merge keeps the state of before, and looks at all files for it
        environment.update(_variables(environment, _no_submodules(folder, environment)))
    settings = [*_QUIET] if arguments[0] in _WRITING else [*_QUIET, f"core.hooksPath={os.devnull}"]
    quiet = ["--no-pager", *(word for setting in settings for word in ("-c", setting))]
    shown: tuple[str, ...] = (
        ("--no-ext-diff", "--no-textconv", "--no-color", "--text") if arguments[0] in _SHOWING else ()
    )
    shown += (_OUTSIDE,) if arguments[0] in _COMPARING else ()
    try:
        done = subprocess.run(  # noqa: S603  # the arguments are the caller's own, and no shell reads them
            [program("git"), *quiet, arguments[0], *shown, *arguments[1:]],
            cwd=folder,
            env=environment,
            input=stdin or b"",
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git could not be run: {error.strerror}; is it installed?") from error
    if check and done.returncode:
        why = killed_by(done.returncode) or _reason(done.stderr)
        raise GitError(f"git {arguments[0]}: {why}", done.returncode)
    return done


def _no_filters(folder: Path, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """The settings that let git run none of the filters that its configuration names."""
    names = _sections(folder, environment, r"^filter\..*\.(clean|process|required)$")
    nothing = {"clean": "", "process": "", "required": "false"}
    return [(f"{name}.{member}", value) for name in names for member, value in nothing.items()]


def _no_submodules(folder: Path, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """The settings that keep git out of submodules, also of those for which the repository says otherwise."""
    here = Path(os.path.realpath(folder))
    top = next((above for above in (here, *here.parents) if os.path.lexists(above / ".git")), here)
    places: list[tuple[str, ...]] = [(), ("--blob", ":.gitmodules"), ("--blob", "HEAD:.gitmodules")]
    places += [("--file", str(top / ".gitmodules"))] if (top / ".gitmodules").is_file() else []
    names = {name for place in places for name in _sections(folder, environment, r"^submodule\..*\.ignore$", *place)}
    return [("diff.ignoreSubmodules", "dirty"), *((f"{name}.ignore", "dirty") for name in sorted(names))]


def _sections(folder: Path, environment: Mapping[str, str], pattern: str, *place: str) -> list[str]:
    """The sections that have a member whose name fits a pattern, in git's configuration or in a file that it keeps."""
    try:
        listed = subprocess.run(  # noqa: S603  # as above
            [program("git"), "config", "-z", "--name-only", *place, "--get-regexp", pattern],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        ).stdout
    except OSError:
        return []  # the command itself says so
    return sorted({os.fsdecode(key).rpartition(".")[0] for key in listed.split(b"\0") if key})


def _variables(environment: Mapping[str, str], settings: list[tuple[str, str]]) -> dict[str, str]:
    """The variables that give git some settings for one call, behind those that were given already."""
    given = environment.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    variables = {"GIT_CONFIG_COUNT": str(first + len(settings))} if settings else {}
    for at, (key, value) in enumerate(settings, first):
        variables |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    return variables


def killed_by(code: int) -> str:
    """By what signal git was killed, in words; empty if it ended by itself."""
    if code >= 0:
        return ""
    known = {each.value: each.name for each in signal.Signals}
    return f"git was killed ({known.get(-code, f'signal {-code}')})"


def put_back(*paths: Path, source: str = "HEAD") -> str:
    """The command that gives files the content that a commit has, whatever was staged since."""
    return f"`git restore --source={source} --staged --worktree -- {shlex.join(map(str, paths))}`"


def _refuse_planted(folder: Path) -> None:
    """Refuses a folder that git would take for a bare repository, as git before 2.38 cannot be told to.

    Raises:
        PlantedError: With the folder.
    """
    here = Path(os.path.realpath(folder))
    for above in (here, *here.parents):
        marker = above / ".git"
        if marker.is_file() or _is_repository(marker):
            return
        if _is_repository(above):
            raise PlantedError(
                f"{above} holds HEAD and what else makes it a git repository by itself, without .git: git would follow"
                " the configuration that lies there, so it is not run; take these files away"
            )


def _is_repository(folder: Path) -> bool:
    """True if git may take a folder for the inside of a repository."""
    parts = ("commondir",), ("objects", "refs")
    return os.path.lexists(folder / "HEAD") and any(
        all(os.path.lexists(folder / name) for name in names) for names in parts
    )


def _reason(stderr: bytes) -> str:
    """Why git failed, in its own words on one line: from `fatal:` on, as the advice stands below it; else the end."""
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    first = next((i for i, line in enumerate(lines) if line.startswith("fatal:")), len(lines) - 1)
    return " ".join(lines[first:]).removeprefix("fatal: ") if lines else "failed"


def text(folder: Path, *arguments: str) -> str:
    """The standard output of git, without the last line end.

    Raises:
        GitError: As `git`.
    """
    return git(folder, *arguments).stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def is_shallow(folder: Path) -> bool:
    """True if a clone lacks the earlier part of its history."""
    return git(folder, "rev-parse", "--is-shallow-repository", check=False).stdout.strip() == b"true"


def top_level(folder: Path) -> Path:
    """The root of the repository that a folder is in.

    Raises:
        NoRepositoryError: If it is in none.
        GitError: If git is not installed, or refuses to say; the message is git's own.
    """
    try:
        return Path(text(folder, "rev-parse", "--show-toplevel"))
    except GitError as error:
        if "not a git repository" in str(error):
            raise NoRepositoryError(f"{folder} is not in a git repository", error.code) from error
        raise
