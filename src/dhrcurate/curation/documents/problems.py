"""Why a document cannot be read, in words for people."""

from __future__ import annotations

from dhrcurate.documents.model import Problem

_WORDS: dict[Problem, str] = {
    "password": "it asks for a password: save a copy without one and attach that",
    "damaged": "the file is damaged or cut off: get it again from where it was published",
    "no-text": "its pages are pictures without text, as of a scan: attach what `ocrmypdf IN OUT` makes of it",
    "not-this-format": "it is no PDF, DOCX or XLSX file, whatever its name says",
    "empty": "it is empty",
    "too-large": "it is too large to be read here, in 1 GiB of memory and a short time: print it to a new PDF",
    "too-slow": "reading it took too long and was given up",
}


def in_words(problem: Problem) -> str:
    """Returns why a document cannot be read, and what helps, for the end of a sentence."""
    return _WORDS[problem]
