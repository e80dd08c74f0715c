"""What pre-commit and GitHub run: the hooks and the action of this repository, with names and inputs of any kind."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from libraries import TWICE, write

HERE = Path(__file__).parents[2]
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
EVIL = "--output=text:pyproject.toml"


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": PATH, **variables}
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("own", [[], ["--fail-on", "warning"], ["--fail-on", "warning", "--"]])
def test_a_hook_takes_no_name_of_a_pushed_file_for_an_option(tmp_path: Path, own: list[str]) -> None:
    write(tmp_path, "alder-2023", *TWICE)
    (tmp_path / "pyproject.toml").write_text("kept")
    (tmp_path / EVIL).write_text("")
    hooks = (HERE / ".pre-commit-hooks.yaml").read_text().split("- id: ")[1:]
    (hook,) = (hook for hook in hooks if "pass_filenames: false" not in hook)
    (entry,) = re.findall(r"entry: (.+)", hook)
    (given,) = re.findall(r'args: \["(.+)"\]', hook)
    (excluded,) = re.findall(r"exclude: (.+)", hook)
    done = run(tmp_path, *shlex.split(entry), *(own or [given]), EVIL, "alder-2023.toml")
    assert (tmp_path / "pyproject.toml").read_text() == "kept"
    assert done.returncode
    names = [name for name in (EVIL, "alder-2023.toml") if not re.search(excluded, name)]
    done = run(tmp_path, *shlex.split(entry), *own, *names)
    assert "DHR4" in done.stdout, done.stderr


@pytest.mark.parametrize("between", [" ", "\n\n  \t"])
def test_the_action_checks_every_path_and_takes_every_argument(tmp_path: Path, between: str) -> None:
    for name in ("alder-2023", "birch-2023"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, name, *TWICE)
    script = (HERE / "action.yml").read_text().partition("run: |\n")[2]
    done = run(
        tmp_path,
        "/bin/bash",
        "-ec",
        script,
        PATHS=between.join(["alder-2023", "birch-2023"]) + between,
        ARGS=between.join(["--select", "DHR4", "--fail-on", "never"]) + between,
        SARIF_FILE="s",
        GITHUB_STEP_SUMMARY="m",
    )
    assert done.returncode == 0, done.stderr
    assert "file=alder-2023/alder-2023.toml" in done.stdout
    assert "file=birch-2023/birch-2023.toml" in done.stdout
