from dhrcurate.curation.naming.register_search import RegisterSearch
from dhrcurate.domain.agency import Agency, Candidate, Context, Decision, Suggestion
from fake_names import FakeNames

ANYWHERE = Context()


def council(name: str, *areas: str) -> Agency:
    return Agency(name.lower(), name, "local-authority", areas=areas)


def found(search: RegisterSearch, typed: str, limit: int = 60) -> list[str]:
    return [hit.name for hit in search.find(typed, limit)]


def test_agencies_of_the_record_s_area_come_first() -> None:
    names = FakeNames([council("Borough Hill Council"), council("Exampleton Borough Council", "Exampleton")])
    near = Context(csp="Safer Exampleton Partnership")
    assert found(RegisterSearch(names, near), "borough") == ["Exampleton Borough Council", "Borough Hill Council"]
    assert found(RegisterSearch(names, Context()), "borough") == ["Borough Hill Council", "Exampleton Borough Council"]


def test_suggestions_come_before_agencies_that_only_have_the_words() -> None:
    hits = RegisterSearch(FakeNames(), Context()).find("  exampleshire   police ", 60)
    assert [(hit.name, hit.certain) for hit in hits] == [("Exampleshire Police", True)]
    assert hits[0].agency is not None
    assert hits[0].candidate is not None
    first, *rest = RegisterSearch(FakeNames(), Context()).find("ebc", 60)
    assert (first.name, rest) == ("Exampleton Borough Council", [])


def test_every_word_must_be_in_some_name_of_an_agency() -> None:
    search = RegisterSearch(FakeNames(), Context())
    assert found(search, "constab exampleshire") == ["Exampleshire Police"]
    assert [hit.candidate for hit in search.find("constab exampleshire", 60)] == [None]
    assert found(search, "constab nowhere") == []


def test_blanks_find_nothing_and_a_limit_holds() -> None:
    search = RegisterSearch(FakeNames(), Context())
    assert found(search, "   ") == []
    assert len(found(search, "e", 3)) == 3


def test_a_decision_for_an_agency_that_the_register_lacks_has_no_entry() -> None:
    names = FakeNames(resolved={"oakleaf": ["Oakleaf Haven"]})
    (hit,) = RegisterSearch(names, Context()).find("Oakleaf", 60)
    assert (hit.name, hit.agency, hit.certain) == ("Oakleaf Haven", None, True)


def test_an_unlikely_suggestion_follows_the_agencies_that_have_the_typed_words() -> None:
    class Unsure(FakeNames):
        def suggest(self, name: str, context: Context = ANYWHERE, limit: int = 5) -> Suggestion:
            del context, limit
            candidates = (Candidate("Exampleshire Police", 0.5, "like it"), Candidate("Northwick Council", 0.05, "far"))
            return Suggestion(name, Decision.CANDIDATES, candidates)

    names = found(RegisterSearch(Unsure(), Context()), "exampleton")
    assert names[0] == "Exampleshire Police"
    assert names[-1] == "Northwick Council"
    assert "Exampleton Borough Council" in names[1:-1]
