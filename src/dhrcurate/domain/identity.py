"""The form of ids, keys and dates in a record, apart from the model, which is slow to import."""

from __future__ import annotations

FORMAT = 1
"""The version of the record format that this program writes and the newest that it reads."""

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""A record's id: words of a-z and 0-9 joined by single hyphens; also the stem of its file."""

RESERVED_IDS = frozenset({"agencies", "dhrcurate", "samples"})
"""Stems of the library's own files, which no record may have."""

KEY_PATTERN = r"^r[0-9]{3,}$"
"""A recommendation's permanent key."""

SHA256_PATTERN = r"^[0-9a-f]{64}$"
"""The digest of a document's bytes, hexadecimal."""

DATE_PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
"""A date as precise as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

EXTRACTION_PATTERN = r"^x-[0-9a-f]{8}$"
"""The id of an extraction, made of what was imported and of the run that made it."""
