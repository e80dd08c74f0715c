"""Attaching a document to the record: its file is read beside the interface, and then kept beside the record."""

from __future__ import annotations

from pathlib import Path

from dhrcurate.curation.folder_names import in_library, program
from dhrcurate.domain.edit import DOCUMENTS
from dhrcurate.domain.printed_place import kind_in_words
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.queries import ReadyToAttach
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.dialogs.prompts import Ask, Choice, Confirm, Pick, narrowed


class Attaching:
    """Asks for a file and attaches it as evidence."""

    def __init__(self, view: ReviewView) -> None:
        self._view = view
        self._refused = "", ""

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"attach-document": self.ask, "remove-document": self.ask_which}

    def ask(self) -> None:
        """Ask for the file, and have it read."""
        from dhrcurate.tui.controllers.paths import completed, document_at  # noqa: PLC0415  # only where it is asked

        shell, record_id = self._view.shell, self._view.record_id
        if not self._view.state.readable:
            shell.say("This record cannot be read, so nothing can be attached to it.", severity="warning")
            return
        if shell.pages is not None:  # whoever sits at a browser must not choose among the files of the server
            command = f"{program()} document add {record_id} FILE{in_library(self._view.workspace.library.root)}"
            shell.say(f"In a browser nothing is attached: `{command}` does it.", timeout=12)
            return

        def answered(typed: str | None) -> None:
            if typed:
                shell.when_signed(lambda: self._begin(record_id, Path(typed).expanduser()))

        hint = "PDF, DOCX or XLSX. A copy is kept beside the record, and the record is compared with it."
        title, (typed, wrong) = "Which document? A file's path.", self._refused
        self._refused = "", ""
        shell.ask(
            Ask(title, typed, hint=hint, needed=True, check=document_at, complete=completed, wrong=wrong), answered
        )

    def ask_which(self) -> None:
        """Ask which document is to be removed, where there are several; then whether it is."""
        shell, record_id = self._view.shell, self._view.record_id
        documents = {str(one["sha256"]): one for one in self._view.state.data.get(DOCUMENTS) or ()}
        names = {sha256: str(one.get("name") or sha256[:12]) for sha256, one in documents.items()}
        if not names:
            shell.say("No document was attached to this record.")
            return
        if shell.pages is not None:
            command = f"{program()} document remove {record_id} NAME{in_library(self._view.workspace.library.root)}"
            shell.say(f"In a browser nothing is removed: `{command}` does it.", timeout=12)
            return
        if len(names) == 1:
            self._ask_whether(record_id, *next(iter(names.items())))
            return
        choices = [
            Choice(sha256, clean(name), kind_in_words(str(documents[sha256].get("kind") or "other")))
            for sha256, name in names.items()
        ]

        def chosen(sha256: str | None) -> None:
            if sha256:
                self._ask_whether(record_id, sha256, names[sha256])

        shell.ask(Pick("Remove which document?", lambda typed: narrowed(choices, typed)), chosen)

    def _ask_whether(self, record_id: str, sha256: str, name: str) -> None:
        shell = self._view.shell

        def answered(yes: bool | None) -> None:
            if yes:
                shell.when_signed(lambda: self._view.workspace.remove_document(record_id, sha256, name))

        question = f"Remove {name}? Its copy is deleted too; undo names it again, and the file has to be given anew."
        shell.ask(Confirm(question, yes="remove it", safe=False), answered)

    def _begin(self, record_id: str, path: Path) -> None:
        shell = self._view.shell
        shell.say(f"{clean(path.name)} is being read; go on meanwhile.")
        shell.queries.read_to_attach(record_id, path)

    def refused(self, path: Path, why: str) -> None:
        """Say why a file is not attached; the next question begins with it, as none may open below quick fingers."""
        self._refused = str(path), why
        self._view.shell.say(f"{why} Attach a document asks again, with its path.", severity="warning", timeout=12)

    def read(self, result: ReadyToAttach) -> None:
        """Attach a file that was read."""
        given = result.given
        documents = self._view.workspace.record(result.query.record_id).data.get(DOCUMENTS) or ()
        if any(one.get("sha256") == given.sha256 for one in documents):
            self.refused(result.query.path, f"{clean(given.name)} is attached to this record already.")
            return
        self._view.workspace.attach(result.query.record_id, given)
        if given.warning:
            self._view.shell.say(sentence(f"{given.name}: {given.warning}"), severity="warning", timeout=12)
