"""Writes what is generated under docs/: the reference of rules and of keys, and the screenshots.

python -m docs.generate
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.shots import write_all

from dhrcurate.cli import main as dhrcurate
from dhrcurate.review.commands import COMMANDS, Command, by_group, shown_key

DOCS = Path(__file__).parent

_KEYS_HEAD = """# Keys

<!-- Written by `make docs` from the table of commands; a change belongs into that table. -->

Every key can be given to another command in `dhrcurate.toml` of the library or in your own configuration, by the
command's id; several keys are separated by blanks. A key that would do two things in one screen is reported, and its
line left out: give the command that has it another key too, as `scroll-down` here, or exchange the two.

```toml
[keymap]
accept = "space"
scroll-down = "pgdn"
reject = "r"
```
"""


def keys_page() -> str:
    """The reference of all keys, as Markdown."""
    return _KEYS_HEAD + "\n" + "\n".join(_groups())


def _groups() -> Iterator[str]:
    for heading, commands in by_group(c for c in COMMANDS if c.on_screen):
        yield f"## {heading}\n\n| key | does | where | id |\n|---|---|---|---|"
        for command in commands:
            keys = " ".join(f"`{shown_key(key)}`" for key in command.keys) or "palette"
            yield f"| {keys.replace('|', chr(92) + '|')} | {command.help} | {_places(command)} | `{command.id}` |"
        yield ""


def _places(command: Command) -> str:
    return (
        "everywhere"
        if "everywhere" in command.where
        else ", ".join(place for place in command.where if place != "plain")
    )


def main() -> int:
    """Writes all of it anew."""
    failed = dhrcurate(["rule", "--write", str(DOCS / "rules")])
    (DOCS / "keys.md").write_text(keys_page(), "utf-8")
    asyncio.run(write_all(DOCS / "screenshots", DOCS.parent / "records"))
    return failed


if __name__ == "__main__":
    sys.exit(main())
