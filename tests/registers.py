"""A small invented register with everything that the matcher tells apart."""

from __future__ import annotations

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Area, Register, Resolved
from dhrcurate.domain.agency import Agency, Alias

AREAS = (
    Area("Exampleshire", within=("Exampleshire police area",)),
    Area("Exampleshire police area", within=("England",)),
    Area("Exampleton", within=("Exampleshire",), aliases=("Ex-on-Sea",)),
    Area("Otterford", within=("Exampleton",)),
    Area("Borsetshire", within=("England",)),
    Area("Borchester", within=("Borsetshire",)),
)


def body(name: str, kind: str, *aliases: str | Alias, **more: object) -> Agency:
    """An entry with an id made of its name."""
    named = tuple(alias if isinstance(alias, Alias) else Alias(alias) for alias in aliases)
    return Agency(name.lower().replace(" ", "-"), name, kind, aliases=named, **more)  # type: ignore[arg-type]  # checked by Agency's use


BODIES = (
    body("Exampleshire Police", "police", areas=("Exampleshire police area",), acronyms=("EXP",)),
    body("Exampleshire Police Authority", "police-authority", areas=("Exampleshire police area",)),
    body("Police and Crime Commissioner for Exampleshire", "pcc", areas=("Exampleshire police area",)),
    body("Borsetshire Police", "police", areas=("Borsetshire",)),
    body("Borchester Police", "police", areas=("Borchester",), valid_to="1967"),
    body("Exampleshire County Council", "council", areas=("Exampleshire",), acronyms=("ECC",)),
    body("Essexville County Council", "council", areas=("Essexville",), acronyms=("ECC",)),
    body("Exampleton Borough Council", "council", areas=("Exampleton",)),
    body(
        "Exampleton Community Safety Partnership", "csp", "Safer Exampleton Partnership", areas=("Exampleton",)
    ),
    body(
        "Exampleshire Probation Trust", "probation-trust", areas=("Exampleshire",),
        valid_from="2010-04-01", valid_to="2014-05-31", successors=("Exampleshire Community Rehabilitation Company",),
    ),
    body(
        "Exampleshire Community Rehabilitation Company", "crc", areas=("Exampleshire",),
        valid_from="2014-06-01", valid_to="2021-06-25", successors=("Probation Service",),
    ),
    body("Probation Service", "probation", valid_from="2021-06-26"),
    body("Exampleshire Hospitals NHS Foundation Trust", "nhs-trust", sites=(Alias("Oakfield Hospital"),)),
    body("Exampleshire Partnership NHS Trust", "nhs-trust", areas=("Exampleshire",)),
    body("Exampleshire and Borsetshire Ambulance Service NHS Trust", "ambulance-trust"),
    body("NHS Exampleton Clinical Commissioning Group", "ccg", valid_from="2013-04-01", valid_to="2022-06-30"),
    body("Oldname", "charity", valid_to="2015", successors=("Newname",)),
    body("Newname", "charity", Alias("Oldname Trust", until="2015"), valid_from="2015"),
    body("Home Office", "gov", "Home Department"),
    body("Ministry of Justice", "gov", acronyms=("MoJ",)),
    body("Crown Prosecution Service", "cjs", acronyms=("CPS",)),
    body("Refuge", "charity"),
    body("Royal College of Examiners", "membership"),
    body("Police", "relative", "The Police", "Local police"),
    body("The Trust", "relative"),
    body("All agencies", "collective", "Every agency"),
    body("MARAC", "meeting"),
    body("Medical Centre", "anonymised"),
)  # fmt: skip


def matcher(*more: Agency, resolved: tuple[Resolved, ...] = (), distinct: tuple[frozenset[str], ...] = ()) -> Matcher:
    """A matcher over the invented register, and some more."""
    return Matcher(Register((*BODIES, *more), areas=AREAS, resolved=resolved, distinct=distinct))
