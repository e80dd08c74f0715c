"""Errors that carry a message for the person who made the call."""

from __future__ import annotations


class DhrcurateError(Exception):
    """An error that a user can understand and fix; the command line prints its message as one line.

    The message says what is wrong, where (`file:line:column` if known) and what to do.
    """


class UnusableError(DhrcurateError):
    """The call, the configuration or the files could not be used; the command line exits with 2."""


class RefusedError(DhrcurateError):
    """The content is not as required, such as a page without a review; the command line exits with 1."""


class ConflictError(DhrcurateError):
    """The file has changed since it was read, in a way that cannot be merged automatically.

    Attributes:
        paths: JSON Pointers of the fields that were changed on both sides.
    """

    def __init__(self, message: str, paths: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.paths = paths


class SignedOffError(DhrcurateError):
    """The record is signed off and takes no edits until it is reopened."""


class NotSavedError(DhrcurateError):
    """A change could not be made durable (disk full, no permission); the files are as they were before it."""
