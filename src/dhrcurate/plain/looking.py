"""Looking closer: the source, the history, the review, help."""

from __future__ import annotations

from dhrcurate.domain import edit
from dhrcurate.plain.phrases import count, event_lines, known_of_review, passage_lines
from dhrcurate.plain.resolving import Resolving
from dhrcurate.review.passage import find_passage, readable
from dhrcurate.trail.history import concerning, reversed_events
from dhrcurate.trail.log import Trail, read_events


class Looking(Resolving):
    """What changes nothing and tells more."""

    def do_source(self, _rest: str) -> None:
        """Reads the passage of the source page."""
        place, rec = self.place, self.place.rec
        loaded = place.library.load(place.state.id)
        page = place.library.page(loaded)
        if page is None:
            why = place.library.why_no_page(loaded)
            self.say(f"The source page cannot be read: {why}." if why else "No copy of the source page is kept here.")
            return
        page = readable(page, str(edit.get(place.state.data, "/source/page") or ""))
        if rec is None:
            self.say("The source page:")
            self.voice.list(f"  {line}" for line in page.splitlines())
            return
        text = " ".join(str(rec.get(field) or "") for field in ("title", "text")).strip()
        passage = find_passage(text, page) if text else None
        if passage is None:
            self.say("This text was not found in the source page.")
            return
        how = "Found in the source page" if passage.found else "Not found in the source page; the nearest passage"
        few = count(passage.differences, "difference") if passage.differences else "no differences"
        marks = " [- -] stands only in the page, [+ +] only in the record." if passage.differences else ""
        self.say(f"{how}, {few} in the words.{marks}")
        self.voice.quote(passage_lines(text, page, passage.pieces, passage.start, passage.end))

    def do_history(self, _rest: str) -> None:
        """Tells what was changed here."""
        place = self.place
        path = place.library.folder.trail_path(place.state.id)
        trail = read_events(path.read_bytes(), path.name) if path.is_file() else Trail()
        events = concerning(trail, place.key or None)
        what = f"to {self.name}" if place.key else "to the record"
        self.say(
            f"{count(len(events), 'event')} happened {what}, newest first." if events else "Nothing was changed here."
        )
        self.voice.list(event_lines(events, reversed_events(trail), place.state.data))

    def do_review_details(self, _rest: str) -> None:
        """Tells what is known of the review."""
        data = self.place.state.data
        self.say(f"{edit.get(data, '/review/title') or self.place.state.id}.")
        for sentence in known_of_review(data):
            self.say(sentence)
        if summary := edit.get(data, "/review/summary"):
            self.say("Summary:")
            self.voice.quote(str(summary).strip())

    def do_more(self, _rest: str) -> None:
        """Goes on with a list."""
        if not self.voice.more():
            self.say("There is no list to go on with.")

    def do_help(self, rest: str) -> None:
        """Tells the commands."""
        self.say("Type a letter or the words, then Enter. An empty line reads this again. Everything is saved at once.")
        self.voice.list(self.letters.help(rest))
