"""Numbers in words and in Roman letters, as reports print them."""

from __future__ import annotations

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
"""The numbers below twenty."""
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """Return a number in small Roman letters; in figures where these have none for it."""
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for size, letters in (*_ROMAN, *_SMALL_ROMAN):
        while number >= size:
            found, number = found + letters, number - size
    return found
