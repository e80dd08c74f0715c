"""The names of what a DOCX file is made of."""

from __future__ import annotations

from lxml import etree

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Return the full name of an element or attribute of a text."""
    return f"{{{_WORDS}}}{name}"


VAL = w("val")


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return the value that a property has, `None` where it is not set."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else found.get(VAL)


def number(parent: etree._Element | None, name: str) -> int | None:
    """Return the whole number that a property has, `None` where it is not set or is none."""
    return whole(value(parent, name))


def whole(text: str | None) -> int | None:
    """Return a whole number, `None` for anything else."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """Return whether a property is on, `None` where it is not set."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else found.get(VAL, "true").casefold() not in _OFF
