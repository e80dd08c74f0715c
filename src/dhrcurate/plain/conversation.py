"""A conversation with a curator, line by line: what is said, what is asked, and where a script has to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console, Strayed

_SHORT = 5
"""So many characters are no reason where they are a command: `go 12`, and not `List is repeated in 4`."""


class Conversation:
    """Says sentences and asks questions.

    Args:
        console: Prints and asks.
        letters: What can be typed.
    """

    def __init__(self, console: Console, letters: Letters) -> None:
        self.console, self.letters = console, letters

    @property
    def say(self) -> Callable[..., None]:
        """Says sentences."""
        return self.console.say

    def fail(self, *sentences: str) -> None:
        """Says why a command did not do what it says.

        Raises:
            Strayed: In a script, whose next lines are meant for what it would have done.
        """
        self.say(*sentences)
        self.stop_script(" ".join(sentences))

    def stop_script(self, why: str) -> None:
        """Stops a script where it failed, once that has been said.

        Raises:
            Strayed: In a script.
        """
        if self.console.is_script:
            raise Strayed(why)

    def ask_words(self, question: str, *, sentence: bool = True) -> str:
        """Asks for words; a command that is typed in place of a sentence is not taken for one.

        Args:
            question: The question.
            sentence: Whether a reason or a note is asked for; a number or a name may be what a command is called.

        Returns:
            The words; empty, once that has been said, where there were none.
        """
        words = self.console.ask(question)
        typed = self.letters.read(words) if words and sentence else None
        if typed is not None and (not typed.rest or len(words) <= _SHORT):
            self.fail(f"“{words}” is a command, and no answer. Left as it was.")
            return ""
        if not words:
            self.fail("There were no words. Left as it was.")
        return words

    def agrees(self, question: str, *, listed: bool = False) -> bool:
        """Asks for a yes; returns True if it is given.

        Args:
            question: The question.
            listed: Whether it is about a list that was told before it, which one can go on with or hear again.
        """
        while True:
            answer = self.console.ask(f"{question} yes or no:").casefold()
            if listed and self._reads_on(answer):
                continue
            if answer in {"y", "yes"}:
                return True
            if answer in {"n", "no"} or not (answer or self.console.is_script):
                self.leave()
                return False
            self.fail(*([f"“{answer}” is no answer."] if self.console.is_script else []), "Please say yes or no.")

    def _reads_on(self, answer: str) -> bool:
        """Goes on with a list that is asked about, or reads it again, where that is the answer."""
        typed = self.letters.read(answer) if answer and not self.console.is_script else None
        if typed is not None and typed.command.id == "more":
            if not self.console.more():
                self.say("That was all.")
        elif typed is not None and typed.command.id == "show":
            self.console.list_again()
        else:
            return False
        return True

    def pick(self, question: str, choices: Sequence[str]) -> int | None:
        """Asks for one of some choices; returns its position, `None` for none."""
        for number, choice in enumerate(choices, 1):
            self.say(f"{number}: {choice}.")
        while answer := self.console.ask(f"{question} A number, or an empty line to leave it:"):
            if answer in {str(n) for n in range(1, len(choices) + 1)}:
                return int(answer) - 1
            self.fail(f"There is no {answer} to choose.")
        return None

    def leave(self) -> None:
        """Says that nothing came of a question."""
        self.say("Left as it was.")

    def pick_several(self, question: str, choices: Sequence[str], typed: str = "") -> list[int]:
        """Lists some choices and asks for numbers of them; returns their positions, none where it was left.

        Args:
            question: The question.
            choices: The choices.
            typed: What was typed already, so that nothing is asked; empty for nothing.
        """
        lines = [f"{number}: {choice}." for number, choice in enumerate(choices, 1)]
        if not typed:
            self.console.list(lines, called="the choices")
        while answer := typed or self.console.ask(f"{question} Numbers, all, or an empty line to leave it:"):
            if not typed and self._reads_on(answer):
                continue
            numbers = dict.fromkeys(answer.replace(",", " ").split())
            if answer.casefold() == "all":
                return list(range(len(choices)))
            known = {str(at + 1): at for at in range(len(choices))}
            if (unknown := next((number for number in numbers if number not in known), None)) is None:
                return [known[number] for number in numbers]
            self.fail(f"There is no {unknown} to choose.")
            if typed:  # nobody heard yet what there is
                self.console.list(lines, called="the choices")
            typed = ""
        self.leave()
        return []
