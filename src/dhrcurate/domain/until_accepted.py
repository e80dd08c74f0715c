"""What is told of names that are no agency only until a recommendation is accepted with them among its agencies."""

from __future__ import annotations

from collections.abc import Mapping

UNTIL_ACCEPTED: Mapping[str, str] = {
    "collective-addressee": "collective",
    "unspecific-agency": "unspecific",
    "not-an-agency": "no agency",
}
"""The rules by their names, and the type of name (`NameType`) that each of them is about."""
