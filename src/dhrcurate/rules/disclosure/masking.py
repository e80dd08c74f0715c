"""Masks personal data in a text before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dhrcurate.domain.columns import columns_as_texts, columns_from_texts
from dhrcurate.rules.digit_runs import digit_runs
from dhrcurate.rules.disclosure import ages, detect, numbers, streets, titles
from dhrcurate.rules.disclosure.name_words import given_names_in
from dhrcurate.rules.disclosure.untitled import all_untitled_names
from dhrcurate.rules.free_text import BOUNDARY

MASK = "█"
"""The character that replaces each masked one."""

_AROUND_NUMBERS = (
    detect.telephone_numbers,
    detect.postcodes,
    detect.nhs_numbers,
    detect.life_dates,
    detect.incident_dates,
    titles.officer_numbers,
    numbers.insurance_numbers,
    numbers.number_plates,
)


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end (exclusive, in code points) of everything that DHR5xx rules find, in order and not overlapping."""
    words = set(text.split())
    given = given_names_in(" ".join(words))  # no name has a blank in it
    found = [*detect.email_addresses(text), *titles.titled_names(text, words)]
    found += all_untitled_names(text, given, words)
    runs = digit_runs(text)
    for find in _AROUND_NUMBERS if runs else ():
        found.extend(find(text, runs))
    found.extend(ages.names_with_age(text, runs, words))
    found.extend(ages.ages_with_place(text, words))
    found.extend(streets.streets(text, runs, words))
    return detect.joined(found)


def mask(text: str) -> str:
    """The text with each character of personal data masked; line ends stay, so that positions stay too.

    The words around a date make it personal, so pass a whole value and not a line of it.
    """
    pieces: list[str] = []
    last = 0
    for start, end in spans(text):
        pieces += text[last:start], "".join(c if c in "\r\n" else MASK for c in text[start:end])
        last = end
    return "".join((*pieces, text[last:])) if pieces else text


_TOGETHER = 200
"""The most texts that are searched together: more make no text cheaper."""


def masked_by_text(texts: Iterable[str]) -> dict[str, str]:
    """Texts of any origin, such as messages or cells, with each as `mask` shows it."""
    wanted = list(dict.fromkeys(texts))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _TOGETHER):
        part = wanted[start : start + _TOGETHER]
        found.update(zip(part, mask_all(part), strict=True))
    return found


def mask_all(texts: Sequence[str]) -> Sequence[str]:
    """The values of one record, each masked as it is by itself: one search of all of them costs far less."""
    joined = BOUNDARY.join(texts)
    if joined.count(BOUNDARY) >= len(texts):  # a text holds what parts them
        return [mask(text) for text in texts]
    masked = mask(joined)
    return texts if masked is joined else masked.split(BOUNDARY)


def masked_columns(columns: Mapping[str, object]) -> dict[str, str]:
    """The columns with the personal data in their names and values masked."""
    plain = {str(name): str(value) for name, value in columns.items()}
    return columns_from_texts(plain, list(mask_all(columns_as_texts(plain))))
