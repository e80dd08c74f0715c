"""Review, with everything that can be done in it."""

from __future__ import annotations

from dhrcurate.tui.screens.correcting import Correcting
from dhrcurate.tui.screens.deciding import Deciding
from dhrcurate.tui.screens.looking import Looking
from dhrcurate.tui.screens.marking import Marking
from dhrcurate.tui.screens.structure import Structure


class ReviewScreen(Deciding, Correcting, Structure, Marking, Looking):
    """The heart of the program: read, decide, correct, go on."""
