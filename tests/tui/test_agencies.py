"""The names of the library on screen: what is counted, left out and filtered is told as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.curation.naming.agencies import Change, Name, NamedPlace, Preview, Use
from dhrcurate.curation.naming.clustering import Cluster
from dhrcurate.curation.naming.register_search import RegisterSearch
from dhrcurate.domain.agency import Agency, Candidate, Context, Decision, Suggestion
from dhrcurate.review.naming import nothing_to_decide, question
from dhrcurate.tui.controllers.agency_choices import choices_of, kinds_of_agency
from dhrcurate.tui.controllers.name_resolver import preview_blocks
from dhrcurate.tui.glyphs import MARKED, SEVERITY, STATUS, SURE
from dhrcurate.tui.screens.agencies import AgenciesScreen
from dhrcurate.tui.widgets.name_list import grouped
from fake_names import REGISTER, FakeNames, entry
from tui_help import Program, write_record

Make = Callable[..., Program]


def name(written: str, *keys: str, decided: str = "") -> Name:
    agencies = (decided,) if decided else ()
    uses = tuple(Use("a", key, written, agencies, agencies, Context()) for key in keys)
    return Name(
        written, uses, Suggestion(written, Decision.CANDIDATES, (Candidate("Exampleshire Police", 0.6, "alike"),))
    )


GROUP = Cluster(
    "Exampleshire Police", (name("Exampleshire Plice", "r1", "r2"), name("Police Exampleshire", "r2", "r3"))
)


def test_a_group_counts_the_recommendations_that_wait_and_not_the_names_left_out() -> None:
    done = Cluster("Exampleshire Police", (*GROUP.members, name("The Police", "r9", decided="Exampleshire Police")))
    assert next(iter(grouped([done], frozenset()))).waiting == 3
    assert next(iter(grouped([done], frozenset({GROUP.members[1].key})))).waiting == 2


def test_a_filter_keeps_the_group_of_a_name_that_fits_and_shows_no_others() -> None:
    other = Cluster("Exampleton Refuge", (name("Refuge at Exampleton", "r4"),))
    rows = list(grouped([GROUP, other], frozenset(), ["plice"]))
    assert [(r.name.written if r.name else r.cluster and r.cluster.proposed) for r in rows] == [
        "Exampleshire Police",
        "Exampleshire Plice",
    ]
    assert len(list(grouped([GROUP, other], frozenset(), ["police"]))) == 3
    assert not list(grouped([GROUP, other], frozenset(), ["nothing"]))


@pytest.mark.parametrize(
    ("skipped", "asked", "why"),
    [
        ({}, "change 0 recommendations?", "Nothing has to change: it is so already."),
        (
            {NamedPlace("a", "r003", "3"): "“X” beside it undecided"},
            "change 0 recommendations? 1 place is left as it is, see below.",
            "Nothing can be changed: a 3 is left as it is, “X” beside it undecided.",
        ),
        (
            {NamedPlace("a"): "signed off", NamedPlace("b"): "signed off"},
            "change 0 recommendations? 2 places are left as they are, see below.",
            "Nothing can be changed: a is left as it is, signed off. So is 1 other place.",
        ),
    ],
)
def test_what_is_left_as_it_is_is_said(skipped: dict[NamedPlace, str], asked: str, why: str) -> None:
    assert question(Preview((), skipped)) == asked
    assert nothing_to_decide(Preview((), skipped)) == why


def test_a_preview_tells_recommendations_of_one_cell_in_a_line_under_their_record() -> None:
    police = ("Exampleshire Police",)
    preview = Preview(
        (
            Change("a", "r1", "R10", "The Police", (), police),
            Change("a", "r2", "R2", "The Police", (), police),
            Change("a", "r3", None, "Plice", (), police),
            Change("b", "r1", "1", "The Police", (), police),
        )
    )
    assert [b.content.plain for b in preview_blocks(preview, {"a": "Review of A", "b": ""}.__getitem__)] == [
        "Review of A  a",
        "R2, R10  The Police → Exampleshire Police",
        "r3  Plice → Exampleshire Police",
        "  b",
        "1  The Police → Exampleshire Police",
    ]


async def test_every_key_answers_in_groups_and_outside(library: Path, program: Make) -> None:
    write_record(
        library,
        "southwick-2020",
        [
            {"key": "r001", "text": "Train.", "addressed_to": "Exampleshire Constabulary"},
            {"key": "r002", "text": "Train.", "addressed_to": "Exampleshire Constabulary"},
        ],
    )
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "m")
        assert "shows the groups" in p.app.said[-1]
        await p.press(pilot, "c", "home")
        screen = p.app.screen
        assert isinstance(screen, AgenciesScreen)
        row = screen.listing.current
        assert row is not None
        assert row.name is None
        assert "1 name, undecided in 2 recommendations" in p.text
        await p.press(pilot, "m")
        assert p.app.said[-1] == "This is the group; m on one of its names leaves that out."
        await p.press(pilot, "down", "m", "home")
        assert "0 names, undecided in 0 recommendations" in p.text
        await p.press(pilot, "enter")
        assert p.app.said[-1] == "Every name of this group is left out."
        await p.press(pilot, "slash")
        await p.type(pilot, "zzz")
        await p.press(pilot, "enter")
        assert "No name here fits “zzz”." in p.text
        await p.press(pilot, "question_mark")
        assert "the register is sure what it means" in p.text


async def test_a_name_is_not_told_from_itself_and_a_suggestion_can_be_refused(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "exampleshire police")
        await p.press(pilot, "enter", "minus")
        assert p.app.said[-1] == "The suggestion is this very name: the register lists it so."
        await p.press(pilot, "escape", "slash")
        await p.type(pilot, "exampleton council")
        await p.press(pilot, "enter", "minus", "enter")
        assert "distinct" in (library / "agencies.toml").read_text()


async def test_a_new_agency_is_given_a_kind_that_is_known(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "northwick")
        await p.press(pilot, "enter", "plus")
        assert "is new. Of which kind?" in p.text
        await p.type(pilot, "district c")
        await p.press(pilot, "enter")
        assert "Which area does “Northwick Council” serve?" in p.text
        await p.press(pilot, "enter")
        (added,) = tomllib.loads((library / "agencies.toml").read_text())["agencies"]
        assert (added["kind"], added["areas"]) == ("district-council", ["Northwick"])
        await p.press(pilot, "u")
        assert p.app.said[-1] == "Undone in the register: “Northwick Council” is out of it again."


def test_a_search_of_the_register_puts_bodies_of_the_record_s_area_first() -> None:
    def council(name: str, *areas: str) -> Agency:
        return Agency(name.lower(), name, "local-authority", areas=areas)

    bodies = [council("Borough Hill Council"), council("Exampleton Borough Council", "Exampleton")]
    names = FakeNames(bodies)
    near = Context(csp="Safer Exampleton Partnership")
    found = [c.value for c in choices_of(RegisterSearch(names, near), "borough", "Hill")]
    assert found[:2] == ["Exampleton Borough Council", "Borough Hill Council"]
    found = [c.value for c in choices_of(RegisterSearch(names, Context()), "borough", "Hill")]
    assert found[:2] == ["Borough Hill Council", "Exampleton Borough Council"]


def test_what_stays_as_written_is_the_name_of_the_cell_and_not_what_was_typed() -> None:
    search = RegisterSearch(FakeNames([Agency("wold", "Wold Body", "council")]), Context())
    *_, last = choices_of(search, "bod", "Wald Body")
    assert (last.label, last.more) == ("as it is written: Wald Body", "a name that is in no register")
    *_, last = choices_of(search, "bod", "Wold Body")
    assert (last.label, last.more) == ("as it is written: Wold Body", "")


async def test_the_cursor_stays_in_its_group_while_the_groups_are_made_anew(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "G", "c", "end")
        screen = p.app.screen
        assert isinstance(screen, AgenciesScreen)
        at, row = screen.listing.cursor, screen.listing.current
        assert at > 0
        screen.something_saved()
        await p.settle(pilot)
        assert (screen.listing.cursor, screen.listing.current) == (at, row)


def test_a_kind_of_ones_own_comes_last_and_is_told_as_such() -> None:
    assert kinds_of_agency("safeguarding")[0].value == "safeguarding-board"
    own = kinds_of_agency("Sports Club")
    assert [choice.value for choice in own] == ["sports-club"]
    assert own[0].label == "your own: Sports Club"
    assert own[0].more.startswith("stored as sports-club; ")
    assert len(kinds_of_agency("")) > 40


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("ccg", "ccg", "clinical commissioning group"),
        ("clinical", "ccg", "clinical commissioning group"),
        ("cjs", "cjs", "criminal justice body"),
        ("childrens-trust", "childrens-trust", "children’s trust"),
    ],
)
def test_a_kind_is_shown_in_words_and_found_by_its_short_form_too(typed: str, kind: str, words: str) -> None:
    choice = kinds_of_agency(typed)[0]
    assert (choice.value, choice.label) == (kind, words)
    names = FakeNames([Agency("wold", "Wold Body", kind)])
    (hit,) = [c for c in choices_of(RegisterSearch(names, Context()), "wold", "Wold") if c.value == "Wold Body"]
    assert hit.more == words


async def test_an_undo_of_one_record_is_told_among_the_names_too(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "down", "a", "G", "u")
        await p.settle(pilot)
        assert p.app.said[-1] == "Undone in Exampleton review: R2 is pending again."


async def test_a_letter_that_is_no_key_is_told_and_one_that_is_typed_is_not(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "L")
        told = "L does nothing here; ? lists the keys."
        assert p.app.said[-1] == told
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "L Z")
        await p.press(pilot, "enter", "home")
        assert [said for said in p.app.said if "does nothing" in said] == [told]


async def test_a_name_that_the_register_has_as_written_is_not_perhaps_itself(library: Path, program: Make) -> None:
    write_record(
        library, "southwick-2022", [{"key": "r001", "text": "Train all staff.", "addressed_to": "All agencies"}]
    )
    p = program(library)
    async with p.app.run_test(size=(140, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "All agencies")
        await p.press(pilot, "enter")
        assert p.text.count("many agencies at once; not one") == 2
        assert "perhaps All agencies" not in p.text


async def test_what_the_register_lacks_is_no_finding_once_it_has_it(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"key": f"r00{at}", "number": f"{at}", "text": f"Oak Hub should keep {at} rotas.", "addressed_to": "Oak Hub",
         "agencies": ["Oak Hub"]} for at in (1, 2)
    ]  # fmt: skip
    write_record(library, "aldwick-2020", rows)
    p = program(library, asked_for="aldwick-2020")

    def names() -> FakeNames:
        own = library / "agencies.toml"
        added = own.is_file() and "Oak Hub" in own.read_text()
        return FakeNames((*REGISTER, entry("Oak Hub", "police")) if added else REGISTER)

    kept = p.app.workspace.library
    monkeypatch.setattr(kept, "refresh_names", lambda: kept.__dict__.update(names=names()))
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)

        def told() -> list[str]:
            state = p.app.workspace.record("aldwick-2020")
            return [f.rule for key in ("r001", "r002") for f in state.findings_of(key) if f.rule == "DHR208"]

        assert told()
        await p.press(pilot, "G", "o", "slash")
        await p.type(pilot, "oak")
        await p.press(pilot, "enter", "plus")
        await p.type(pilot, "police")
        await p.press(pilot, "enter", "enter")
        assert told() == []
        await p.press(pilot, "u")
        assert told()


def test_what_is_no_body_is_not_preselected_before_the_name_as_it_is_written() -> None:
    names = FakeNames([entry("Referral Hub", "meeting"), entry("Oak Referral Service", "charity")])
    search = RegisterSearch(names, Context())
    found = [(choice.label, choice.more) for choice in choices_of(search, "Referral", "Referral")]
    assert found[0] == ("as it is written: Referral", "a name that is in no register")
    assert ("Referral Hub", "▲ a meeting; not an agency") in found[1:]
    assert any(label == "Oak Referral Service" for label, _ in found[1:]), "one word of its name makes it no likely one"
    typed = [choice.label for choice in choices_of(search, "referral hub", "Referral")]
    assert typed[0] == "Referral Hub"


def test_a_name_that_is_a_meeting_is_kept_as_it_is_written_by_one_row_and_not_by_two() -> None:
    search = RegisterSearch(FakeNames([entry("Referral Hub", "meeting")]), Context())
    found = [(choice.label, choice.more) for choice in choices_of(search, "Referral Hub", "Referral Hub")]
    assert found == [("as it is written: Referral Hub", "▲ a meeting; not an agency")]


class _Unsure(FakeNames):
    """Finds a body from elsewhere that is a little like any name, as a matcher does."""

    def suggest(self, name: str, context: Context = Context(), limit: int = 5) -> Suggestion:  # noqa: B008  # frozen
        found = super().suggest(name, context, limit)
        unlike = Suggestion(name, Decision.CANDIDATES, (Candidate("Borderland Police", 0.23, "like its name"),))
        return unlike if found.decision is Decision.NONE else found


def test_what_is_not_likely_is_not_preselected_before_the_name_as_it_is_written() -> None:
    search = RegisterSearch(_Unsure(), Context())

    def labels(typed: str, written: str) -> list[str]:
        return [choice.label for choice in choices_of(search, typed, written)]

    assert labels("The Forum", "The Forum") == ["as it is written: The Forum", "Borderland Police"]
    assert labels("zorgblat", "The Forum") == ["as it is written: The Forum", "Borderland Police"]
    assert labels("borderl", "The Forum")[0] == "Borderland Police", "it has what was typed"
    assert labels("exampleton ref", "The Forum")[0] == "Exampleton Refuge"
    assert labels("NHS Exampleton Refuge", "NHS Exampleton Refuge")[0] == "Exampleton Refuge"


async def test_that_a_name_is_remembered_is_said_before_it_is_confirmed(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "G", "o", "enter")
        await p.type(pilot, "borderland")
        await p.press(pilot, "enter")
        assert "remember it" in p.text
        await p.press(pilot, "escape", "enter")
        await p.type(pilot, "zorgblat")
        await p.press(pilot, "enter")
        assert "remember" not in p.text, "what stays as it is written is not remembered"


async def test_a_meeting_is_told_as_what_it_is_in_the_list_and_beside_it(library: Path, program: Make) -> None:
    write_record(library, "aldwick-2020", [{"key": "r001", "text": "Keep a rota.", "addressed_to": "MARAC"}])
    p = program(library)
    async with p.app.run_test(size=(140, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "marac")
        await p.press(pilot, "enter")
        assert p.text.count("a meeting; not an agency") == 2
        assert "in the register as written" not in p.text
        assert "No match" not in p.text


async def test_the_sign_of_what_is_sure_is_no_sign_of_review_and_is_told(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "question_mark")
        assert f"{SURE}   the register is sure what it means" in p.text
        assert SURE not in {MARKED, *(sign for sign, _ in (*STATUS.values(), *SEVERITY.values()))}


def test_a_team_a_unit_of_several_agencies_and_another_kind_can_be_chosen_the_last_one_last() -> None:
    assert kinds_of_agency("multi")[0].value == "multi-agency-unit"
    assert kinds_of_agency("team")[0].value == "team"
    assert kinds_of_agency("")[-1].value == "other"
    assert kinds_of_agency("other")[0].value == "other"


async def test_the_head_names_the_filter_and_counts_what_it_lists(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "o", "end", "slash")
        await p.type(pilot, "exampleton")
        head = p.text.splitlines()[0]
        assert "2 of 5 names, 5 undecided  /exampleton" in head
        screen = p.app.screen
        assert isinstance(screen, AgenciesScreen)
        assert screen.listing.cursor == 0
        await p.type(pilot, " council of the borough and county of it")
        head = p.text.splitlines()[0]
        assert "0 of 5 names, 5 undecided  /exampleton council" in head
        assert "✓ saved" in head


async def test_what_was_done_is_told_beside_the_list_and_not_over_it(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    rows = [{"key": "r001", "text": "Keep a rota.", "addressed_to": "Exampleton Community Safety Partnership"}]
    write_record(root, "aldwick-2020", rows)
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "1")
        await p.press(pilot, "enter")
        assert "is Safer Exampleton Partnership: 1 recommendation changed" in " ".join(p.text.split())
        assert not p.app._notifications
        await p.press(pilot, "o")
        assert "recommendation changed" not in p.text


async def test_a_notice_that_comes_while_the_names_are_opened_is_shown_with_them(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        p.app.open_agencies()
        p.app.say("aldwick-2020.toml: this is told once the first screen is painted, wherever the curator is by then.")
        await p.settle(pilot)
        assert "wherever the curator is by then" in " ".join(p.text.replace("│", " ").split())


async def test_a_name_that_was_decided_to_mean_what_no_register_has_is_told_from_the_others(
    tmp_path: Path, program: Make
) -> None:
    root = tmp_path / "records"
    rows = [
        {"key": "r001", "number": "1", "text": "Keep a rota.", "addressed_to": "Oak Hub", "agencies": ["Oak Hub"]},
        {"key": "r002", "number": "2", "text": "Keep two.", "addressed_to": "Exampleshire Constabulary",
         "agencies": ["Exampleshire Police"]},
    ]  # fmt: skip
    write_record(root, "exampleton-2023-06", rows)
    p = program(root)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "o")
        await p.settle(pilot)
        unknown = next(line for line in p.text.splitlines() if "+ Oak Hub" in line)
        known = next(line for line in p.text.splitlines() if "Exampleshire Constabulary  " in line)
        assert "in no register" in unknown
        assert "✓ Exampleshire" in known
