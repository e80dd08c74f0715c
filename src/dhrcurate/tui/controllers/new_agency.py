"""A name that is added to the library's register: of which kind it is, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dhrcurate.curation.naming.register import add_agency
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import enumerated, sentence
from dhrcurate.storage.folder import REGISTER_ID
from dhrcurate.tui.controllers.agency_choices import kinds_of_agency
from dhrcurate.tui.dialogs.prompts import Choice, Pick, narrowed
from dhrcurate.tui.shell import Shell

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Name

_HERE, _EVERYWHERE = "here", "everywhere"


def add_to_register(shell: Shell, name: Name) -> None:
    """Ask what a name is and which area it serves, and add it: one of a single area is no match in others."""
    areas = sorted({use.context.csp for use in name.uses if use.context.csp})

    def of_kind(kind: str | None) -> None:
        if not kind:
            return
        entry = {"name": name.written, "kind": kind}
        if not areas:
            _add(shell, entry)
            return
        choices = [
            Choice(_HERE, enumerated([clean(area) for area in areas]), "the area of the records that name it"),
            Choice(_EVERYWHERE, "every area", "such a name means it wherever it is written"),
        ]

        def of_area(chosen: str | None) -> None:
            if chosen:
                _add(shell, entry | ({"areas": areas} if chosen == _HERE else {}))

        title = f"Which area does “{clean(name.written)}” serve?"
        shell.ask(Pick(title, lambda typed: narrowed(choices, typed)), of_area)

    shell.ask(Pick(f"“{clean(name.written)}” is new. Of which kind?", kinds_of_agency), of_kind)


def _add(shell: Shell, entry: Mapping[str, object]) -> None:
    try:
        proposal = add_agency(shell.workspace.register_data(), entry, shell.queries.names)
    except DhrcurateError as error:
        shell.say(sentence(error), severity="warning")
        return
    done = f"Added “{clean(str(entry['name']))}” to the library's register."
    shell.change_many({REGISTER_ID: proposal}, "new agency", done=done)
