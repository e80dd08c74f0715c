"""The sample library, which shows every feature on published reviews and one invented one."""

from __future__ import annotations

import shutil
from pathlib import Path

import dhrcurate
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.folder import PRIVATE
from dhrcurate.storage.links import refuse_planted_link

_PACKAGE = Path(dhrcurate.__file__).parent


def sample_library() -> Path | None:
    """The folder of the sample library: in the installed package, else in the checkout; `None` if neither has it."""
    for folder in (_PACKAGE / "sample", _PACKAGE.parents[1] / "records"):
        if (folder / "exampleton-2023-06.toml").is_file():
            return folder
    return None


def copy_sample(into: Path) -> None:
    """Copies the sample library into a folder, which is created.

    Raises:
        RefusedError: If there is no sample, or the folder is not empty, or behind a link that lies in a repository.
        OSError: If it cannot be written to disk.
    """
    sample = sample_library()
    if sample is None:
        raise RefusedError("the sample library is not installed")
    if into.exists() and any(into.iterdir()):
        raise RefusedError(f"{into}: the folder is not empty; nothing is overwritten")
    refuse_planted_link(into)
    shutil.copytree(sample, into, ignore=shutil.ignore_patterns(PRIVATE, ".*"), dirs_exist_ok=True)
