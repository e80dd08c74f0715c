"""Why a document cannot be read, in words for people."""

from __future__ import annotations

from dhrcurate.documents.model import Problem

_WORDS: dict[Problem, str] = {
    "password": "it asks for a password: save a copy without one and attach that",
    "damaged": "the file is damaged or cut off: get it again from where it was published",
    "no-text": "none of its pages has text that can be read, as of a scan: attach what `ocrmypdf --force-ocr IN OUT`"
    " makes of it, printed to a PDF first if it is none",
    "not-this-format": "it is no PDF, DOCX or XLSX file, whatever its name says",
    "empty": "it is empty",
    "too-large": "it is too large to be read here: attach the part that is about this review, or print it to a new PDF",
    "too-slow": "reading it took too long and was given up: attach a copy that is printed to a new PDF, or remove it"
    " and add it again for another try",
    "ended": "the process that read it was ended from outside, perhaps for want of memory: try again",
}


def in_words(problem: Problem) -> str:
    """Returns why a document cannot be read, and what helps, for the end of a sentence."""
    return _WORDS[problem]
