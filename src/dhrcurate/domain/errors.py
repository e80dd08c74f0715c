"""Errors that carry a message for the person who made the call."""

from __future__ import annotations


class DhrcurateError(Exception):
    """Something that a user can understand and mend; the command line prints its message as one line.

    The message says what is wrong, where (`file:line:column` where there is one) and what to do.
    """


class UnusableError(DhrcurateError):
    """The call, the configuration or the files could not be used; the command line exits with 2."""


class RefusedError(DhrcurateError):
    """The content is not what it would have to be, such as a page that holds no review; exits with 1."""


class ConflictError(DhrcurateError):
    """What is on disk has changed since it was read, in a way that cannot be joined by itself.

    Attributes:
        paths: JSON Pointers of the fields that were changed on both sides.
    """

    def __init__(self, message: str, paths: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.paths = paths


class SignedOffError(DhrcurateError):
    """The record is signed off and takes no edits until it is reopened."""


class NotSavedError(DhrcurateError):
    """A decision could not be made durable (disk full, no permission); on disk all is as it was before it."""
