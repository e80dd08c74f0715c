"""Files that somebody planted in a repository or in the current folder never run, however dhrcurate is started."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.storage import git
from dhrcurate.storage.programs import own_command, program
from dhrcurate.tui import editable
from dhrcurate.tui.external_editor import edit_outside
from dhrcurate.web.server import review_command
from libraries import TWICE, recommendation, write
from repositories import environment

HERE = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("dhrcurate")
MODULES = ("orjson", "rtoml", "sitecustomize", "multiprocessing", "pip", "shlex", "signal", "argparse", "textual")
PROGRAMS = ("git", "ssh-keygen", "python", "dhrcurate", "sh", "an-editor")


class Place:
    """A repository with a library and planted files.

    Attributes:
        root: Its top.
        ran: The names of the planted files that ran.
    """

    def __init__(self, root: Path, environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._environment, self._capsys = root, environment, capsys

    def plant(self) -> None:
        """Plants modules and programs that tell if they run."""
        (self.root / "dhrcurate").mkdir()
        tell = "import os\nwith open(os.environ['RAN'], 'a') as file: file.write(__name__ + ' ')\n"
        for name in (*MODULES, "dhrcurate/__init__", "dhrcurate/__main__"):
            (self.root / f"{name}.py").write_text(tell)
        for name in PROGRAMS:
            path = self.root / name
            if not path.exists():
                path.write_text(f'#!/bin/sh\necho {name} >> "$RAN"\nexit 3\n')
                path.chmod(0o755)

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Runs a command at the top."""
        environment = {**self._environment, **more}
        return subprocess.run(
            words, cwd=self.root, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of dhrcurate at the top in this process: for what git runs, not for what Python imports."""
        self._capsys.readouterr()
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.chdir(self.root)
            for name in os.environ.keys() - self._environment:
                monkeypatch.delenv(name)
            for name, value in self._environment.items():
                monkeypatch.setenv(name, value)
            code = main(words)
        told = self._capsys.readouterr()
        return subprocess.CompletedProcess(words, code, told.out, told.err)

    def git(self, *words: str) -> str:
        """Runs git, the true one."""
        done = self.run(program("git"), *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def ran(self) -> str:
        path = Path(self._environment["RAN"])
        return path.read_text() if path.exists() else ""


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Place]:
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
        **environment(tmp_path / "home"),
        "RAN": str(tmp_path / "ran"),
    }
    root = tmp_path / "repository"
    root.mkdir()
    place = Place(root, variables, capsys)
    place.git("init", "-q", "-b", "main")
    (root / "records").mkdir()
    (root / "records" / "dhrcurate.toml").write_text("")
    yield place
    assert place.ran == ""


def two_branches(place: Place) -> None:
    """Commits two branches that changed one record in different places."""
    assert place.command("git", "setup").returncode == 0
    path = write(place.root / "records", "alder-2023", recommendation(1), recommendation(2))
    place.git("add", "records")
    place.git("commit", "-qm", "a record")
    first = path.read_text()
    place.git("switch", "-qc", "other")
    path.write_text(first.replace("The panel asks for 1 reports.", "The panel asks for one report."))
    place.git("commit", "-qam", "other")
    place.git("switch", "-q", "main")
    path.write_text(first.replace("The panel asks for 2 reports.", "The panel asks for two reports."))
    place.git("commit", "-qam", "ours")


@pytest.mark.parametrize("search", ["", ".", f":{HERE / 'docs'}"])
def test_the_merge_driver_runs_what_is_installed(place: Place, search: str) -> None:
    two_branches(place)
    place.plant()
    place.git("config", "merge.dhrcurate.recursive", "binary")
    done = place.run(program("git"), "merge", "-q", "--no-edit", "other", **({"PYTHONPATH": search} if search else {}))
    assert done.returncode == 0, done.stderr
    merged = (place.root / "records" / "alder-2023.toml").read_text()
    assert "asks for one report." in merged
    assert "asks for two reports." in merged


def test_a_driver_line_that_runs_planted_files_is_an_error_until_setup_replaces_it(place: Place) -> None:
    two_branches(place)
    old = f"{shlex.quote(sys.executable)} -m dhrcurate git driver %O %A %B %P"
    place.git("config", "merge.dhrcurate.driver", old)
    told = place.command("git", "status")
    assert told.returncode == 1
    assert "error: this clone's merge driver" in told.stdout
    assert place.command("git", "setup").returncode == 0
    assert place.command("git", "status").returncode == 0
    place.git("config", "merge.dhrcurate.driver", old.replace(" -m ", " -I -m "))
    assert place.command("git", "status").returncode == 0


def test_worker_processes_import_what_is_installed(place: Place, tmp_path: Path) -> None:
    place.plant()
    script = tmp_path / "elsewhere" / "spawning.py"
    script.parent.mkdir()
    script.write_text(
        "import os, threading\n"
        "from dhrcurate.curation.checking.workers import spread\n"
        "if __name__ == '__main__':\n"
        "    over = threading.Event()\n"
        "    threading.Thread(target=over.wait).start()  # with a second thread, processes are spawned\n"
        "    found = list(spread(eval, ['__import__(\"os\").getpid()'] * 2, 2))\n"
        "    over.set()\n"
        "    print(len(found), os.getpid() in found, 'PYTHONSAFEPATH' in os.environ)\n"
    )
    done = place.run(sys.executable, str(script))
    assert done.stdout == "2 False False\n", done.stderr


def test_a_page_of_the_browser_runs_what_is_installed(place: Place) -> None:
    place.plant()
    done = place.run("/bin/sh", "-c", review_command(place.root / "records"), PYTHONPATH=".")
    assert done.stderr.startswith("dhrcurate: review: this is not a terminal"), done.stderr


def test_the_pre_commit_hooks_run_what_is_installed(place: Place) -> None:
    write(place.root / "records", "alder-2023", *TWICE)
    place.plant()
    entries = re.findall(r"entry: (.+)", (HERE / ".pre-commit-hooks.yaml").read_text())
    assert len(entries) == 2
    for entry in entries:
        done = place.run("/usr/bin/env", *shlex.split(entry), "records", PATH=f"{PROGRAM.parent}:{os.environ['PATH']}")
        assert done.returncode == 1
        assert "DHR4" in done.stdout, done.stderr


def test_the_action_runs_what_is_installed(place: Place) -> None:
    write(place.root / "records", "alder-2023", *TWICE)
    place.plant()
    (place.root / "pip").mkdir()
    (place.root / "pip" / "__main__.py").write_text((place.root / "pip.py").read_text())
    action = (HERE / "action.yml").read_text()
    (install,) = re.findall(r"run: (python .+)", action)
    path = f"{PROGRAM.parent}:{os.environ['PATH']}"
    done = place.run("/bin/bash", "-ec", install, PATH=path, GITHUB_ACTION_PATH="./no-such-folder")
    assert "no-such-folder" in done.stderr  # pip itself says that it is not there
    script = action.partition("run: |\n")[2]
    done = place.run(
        "/bin/bash", "-ec", script, PATH=path, PATHS="records", ARGS="", SARIF_FILE="s", GITHUB_STEP_SUMMARY="m"
    )
    assert "::error file=records/alder-2023.toml" in done.stdout, done.stderr


@pytest.mark.parametrize("before", [".", "", "./records/.."])
def test_programs_are_not_looked_for_in_the_current_folder(place: Place, before: str, tmp_path: Path) -> None:
    two_branches(place)
    key = tmp_path / "key"
    made = place.run(program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(key))
    assert made.returncode == 0, made.stderr
    place.plant()
    for name in PROGRAMS:
        (place.root / "records" / name).symlink_to(place.root / name)
    path = f"{before}:{os.environ['PATH']}"
    told = place.run(str(PROGRAM), "git", "status", PATH=path)
    assert "files not committed" in told.stdout
    assert place.run(str(PROGRAM), "audit", "sign", "--key", str(key), PATH=path).returncode == 0
    assert (place.root / "records" / "heads.txt.sig").read_text().startswith("-----BEGIN SSH SIGNATURE-----")


def test_an_editor_is_not_looked_for_in_the_current_folder(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.plant()
    monkeypatch.chdir(place.root)
    monkeypatch.setenv("RAN", place._environment["RAN"])
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    monkeypatch.setenv("VISUAL", "an-editor")
    changes, why = edit_outside(editable.recommendation({"key": "r001", "text": "One."}), nullcontext, "e")
    assert changes is None
    assert why.startswith("The editor an-editor could not be started: No such file")


def test_looking_at_a_repository_runs_nothing_that_its_configuration_names(place: Place) -> None:
    two_branches(place)
    path = place.root / "records" / "alder-2023.toml"
    assert place.command("check", "--fix", "--unsafe-fixes", "records").returncode in (0, 1)
    assert place.command("audit", "adopt", "alder-2023", "--reason", "begun").returncode in (0, 1)
    place.git("add", "records")
    place.git("commit", "-qm", "a trail")
    trail = path.with_name("alder-2023.trail.jsonl")
    assert trail.read_bytes()
    trail.write_bytes(b"")
    place.git("commit", "-qam", "a trail without its lines")
    evil = place.root.parent / "evil"
    evil.write_text('#!/bin/sh\necho evil >> "$RAN"\ncat "$1" 2> /dev/null\n')
    evil.chmod(0o755)
    for name in ("core.fsmonitor", "diff.evil.textconv", "diff.evil.command", "diff.external", "core.pager"):
        place.git("config", name, str(evil))
    (place.root / ".git" / "info" / "attributes").write_text("*.jsonl diff=evil\n*.toml diff=evil\n")
    hooks = place.root.parent / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "reference-transaction"):
        (hooks / name).symlink_to(evil)
    place.git("config", "core.hooksPath", str(hooks))
    path.write_text(path.read_text() + "\n")
    Path(place._environment["RAN"]).unlink(missing_ok=True)  # git itself, above, may have run it
    assert "committed event" in place.command("git", "status").stdout
    assert place.command("check", "--since", "main", "records").returncode in (0, 1)
    assert place.command("check", "--changed", "records").returncode in (0, 1)


@pytest.mark.parametrize("kind", ["clean", "process"])
def test_looking_runs_no_filter_that_the_attributes_of_a_repository_pick(place: Place, kind: str) -> None:
    two_branches(place)
    assert place.command("audit", "adopt", "alder-2023", "--reason", "begun").returncode == 0
    attributes = place.root / ".gitattributes"
    attributes.write_text("* filter=a.b=c\n")
    place.git("add", ".gitattributes", "records")
    place.git("commit", "-qm", "a trail")
    evil = place.root.parent / "evil"
    evil.write_text('#!/bin/sh\necho evil >> "$RAN"\ncat\n')
    evil.chmod(0o755)
    place.git("config", f"filter.a.b=c.{kind}", str(evil))
    place.git("config", "filter.a.b=c.required", "true")
    for path in (place.root / "records").glob("alder-2023.*"):
        path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:-2]) + b"\n")
    Path(place._environment["RAN"]).unlink(missing_ok=True)
    assert "committed event" in place.command("git", "status").stdout
    for words in (["--since", "main"], ["--changed"]):
        checked = place.command("check", *words, "records")
        assert checked.returncode in (0, 1), checked.stderr
        assert "alder-2023" in checked.stdout
    place.command("audit", "restore", "alder-2023", "--lost")


def evil_submodule(place: Place, inside: str) -> Path:
    """A repository in the library, with a configuration of its own whose filter and monitor tell if they run."""
    evil = place.root.parent / "evil"
    evil.write_text('#!/bin/sh\necho evil >> "$RAN"\ncat\n')
    evil.chmod(0o755)
    inner = place.root / inside
    place.git("init", "-q", inside)
    (inner / "f.txt").write_text("one")
    place.git("-C", inside, "add", "f.txt")
    place.git("-C", inside, "commit", "-qm", "x")
    (inner / ".git" / "info" / "attributes").write_text("f.txt filter=evil diff=evil\n")
    for name in ("filter.evil.clean", "diff.evil.textconv", "diff.evil.command", "core.fsmonitor"):
        place.git("-C", inside, "config", name, str(evil))
    return inner


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("records/inner", ""),
        ("records/inner", "committed"),
        ("records/alder-2023.trail.jsonl", "on disk"),
        ("elsewhere", "configured"),
    ],
)
def test_looking_runs_nothing_of_a_submodule(place: Place, inside: str, named: str) -> None:
    two_branches(place)
    inner = evil_submodule(place, inside)
    here = f'[submodule "x.y=z"]\n\tpath = {inside}\n\turl = ./x\n'
    if named:
        (place.root / ".gitmodules").write_text(here + "\tignore = none\n" * (named == "committed"))
    place.git("add", "-A")
    place.git("commit", "-qm", "a submodule")
    if named == "on disk":
        (place.root / ".gitmodules").write_text(here + "\tignore = none\n")
    if named == "configured":
        place.git("config", "submodule.x.y=z.ignore", "none")
    for name in ("diff.submodule", "log.diffSubmodule"):
        place.git("config", name, "diff")
    place.git("config", "status.submoduleSummary", "true")
    place.git("config", "submodule.recurse", "true")
    (inner / "f.txt").write_text("two")
    os.utime(inner / "f.txt", (1, 1))
    Path(place._environment["RAN"]).unlink(missing_ok=True)
    commands: list[tuple[str, ...]] = [
        ("check", "records", "--changed"),
        ("git", "status", "records"),
        ("git", "merge", "other"),
    ]
    if not named:
        commands.insert(1, ("check", "records", "--since", "HEAD~1"))
        commands[3:3] = [("audit", "verify", "records"), ("audit", "restore", "alder-2023", "--lost")]
        commands.append(("git", "merge", "--continue", "--take-record"))
    for words in commands:
        place.command(*words)
        assert place.ran == "", words


def test_a_submodule_at_another_commit_is_a_change_and_its_own_files_are_none(place: Place) -> None:
    two_branches(place)
    inner = evil_submodule(place, "records/inner")
    place.git("add", "-A")
    place.git("commit", "-qm", "a submodule")
    (inner / "f.txt").write_text("two")
    assert "not committed" not in place.command("git", "status", "records").stdout
    place.git("-C", "records/inner", "commit", "-qam", "y")
    Path(place._environment["RAN"]).unlink(missing_ok=True)
    assert "1 file not committed" in place.command("git", "status", "records").stdout
    assert "records/inner" in place.command("git", "merge", "other").stderr


@pytest.mark.parametrize("parts", ["objects refs", "commondir"])
def test_a_library_whose_own_files_make_it_a_repository_runs_nothing(place: Place, parts: str) -> None:
    two_branches(place)
    records = place.root / "records"
    adopted = place.command("audit", "adopt", "alder-2023", "--reason", "begun")
    assert adopted.returncode in (0, 1), adopted.stderr
    planted = place.root.parent / "planted"
    place.git("init", "-q", "--bare", str(planted))
    for step in (["add", "-A", "."], ["commit", "-qm", "x"]):
        place.git("-C", str(records), f"--git-dir={planted}", "--work-tree=.", *step)
    evil = records / "evil.sh"
    evil.write_text('#!/bin/sh\necho evil >> "$RAN"\ncat "$1" 2> /dev/null || cat\n')
    evil.chmod(0o755)
    (planted / "config").write_text(
        "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nhooksPath = .\nfsmonitor = ./evil.sh\n"
        '[filter "x"]\nclean = ./evil.sh\n[diff "x"]\ntextconv = ./evil.sh\n[user]\nname = Planted\n'
    )
    common = records if parts != "commondir" else records / "common"
    common.mkdir(exist_ok=True)
    for name in ("objects", "refs", "config"):
        (planted / name).rename(common / name)
    for name in ("HEAD", "index"):
        (planted / name).rename(records / name)
    if common != records:
        (records / "commondir").write_text("common\n")
    attributes = records / ".gitattributes"
    attributes.write_text(attributes.read_text() + "*.trail.jsonl diff=x filter=x\n*.toml filter=x\n")
    configuration = (common / "config").read_bytes()
    trail = records / "alder-2023.trail.jsonl"
    trail.write_bytes(b"\n".join(trail.read_bytes().split(b"\n")[:-2]))
    commands: list[tuple[str, ...]] = [
        ("check", "records", "--changed"),
        ("check", "records", "--since", "main"),
        ("git", "status", "records"),
        ("git", "setup", "records"),
        ("git", "merge", "other", "--library", "records"),
        ("audit", "restore", "alder-2023", "--lost"),
    ]
    for words in commands:
        done = place.command(*words)
        assert done.returncode == 2, (words, done.stdout, done.stderr)
        assert f"{records} holds HEAD" in done.stderr
        assert done.stderr.count("\n") == 1
    assert place.command("check", "records", "--fail-on", "never").returncode == 0
    place.run(str(PROGRAM), "review", "--plain", "records", DHRCURATE_CURATOR="")
    assert (common / "config").read_bytes() == configuration


def test_git_is_told_at_every_call_what_it_must_not_run(place: Place) -> None:
    for setting in ("safe.bareRepository=explicit", "log.showSignature=false", "core.fsmonitor=false"):
        name, _, value = setting.partition("=")
        assert git.text(place.root, "config", "--get", name) == value
    assert git.top_level(place.root / "records") == place.root  # a folder with .git is a repository
    (place.root / "HEAD").write_text("")
    (place.root / "objects").mkdir()
    assert git.top_level(place.root) == place.root


def test_a_signature_is_not_looked_at_by_a_program_that_the_configuration_names(place: Place, tmp_path: Path) -> None:
    two_branches(place)
    key = tmp_path / "key"
    place.run(program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(key))
    for name, value in (("gpg.format", "ssh"), ("user.signingKey", f"{key}.pub")):
        place.git("config", name, value)
    assert place.command("audit", "adopt", "alder-2023", "--reason", "begun").returncode == 0
    place.git("add", "records")
    place.git("commit", "-q", "-S", "-m", "signed")
    evil = place.root.parent / "evil"
    evil.write_text('#!/bin/sh\necho evil >> "$RAN"\n')
    evil.chmod(0o755)
    place.git("config", "gpg.ssh.program", str(evil))
    place.git("config", "gpg.ssh.allowedSignersFile", str(evil))
    place.git("config", "log.showSignature", "true")
    assert place.command("git", "status", "records").returncode == 0


def test_the_program_is_started_again_without_the_variables_of_python_unless_it_needs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert own_command()[1:] == ["-P", "-E", "-m", "dhrcurate"]
    monkeypatch.setenv("PYTHONPATH", f"elsewhere{os.pathsep}{HERE / 'src'}")
    assert own_command()[1:] == ["-P", "-m", "dhrcurate"]


def test_a_branch_is_never_an_option_of_git(place: Place) -> None:
    two_branches(place)
    for branch in ("--strategy=evil", "-Xours", "--abort"):
        done = place.command("git", "merge", "--", branch)
        assert done.returncode == 2
        assert "is not a branch" in done.stderr
