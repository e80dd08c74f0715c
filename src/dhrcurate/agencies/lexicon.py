"""Words of English agency names as the matcher takes them: abbreviations, and words that do not distinguish agencies.

General facts of the language only. A fact about one agency belongs in the register.
"""

from __future__ import annotations

from dhrcurate.domain.word_sets import word_set

RANKS = word_set("city county borough district metropolitan unitary")
"""Words of the name of a council that tell the rank of its place and never the place."""

FILLERS = word_set("the of for and in at on by to a an hm co")
"""Words that are ignored when names are compared."""

_ABBREVIATED = {
    # kinds of agency
    "ft": "foundation trust", "nhsft": "nhs foundation trust", "nhst": "nhs trust",
    "ccg": "clinical commissioning group", "ccgs": "clinical commissioning group", "pct": "primary care trust",
    "pcts": "primary care trust", "tpct": "primary care trust", "icb": "integrated care board",
    "icbs": "integrated care board", "ics": "integrated care system", "icp": "integrated care partnership",
    "uhb": "university health board", "lhb": "local health board", "sha": "strategic health authority",
    "cc": "county council", "bc": "borough council", "dc": "district council", "mbc": "metropolitan borough council",
    "mdc": "metropolitan district council", "cbc": "county borough council", "lb": "london borough",
    "lbc": "london borough council",
    "rb": "royal borough", "ua": "unitary authority", "uta": "unitary authority", "la": "local authority",
    "pcc": "police crime commissioner", "opcc": "police crime commissioner", "pfcc": "police fire crime commissioner",
    "frs": "fire rescue service", "fra": "fire rescue authority", "crc": "community rehabilitation company",
    "hmp": "prison", "hmyoi": "young offender institution", "yoi": "young offender institution",
    "csp": "community safety partnership", "cdrp": "crime disorder reduction partnership",
    "lscb": "safeguarding children board", "scb": "safeguarding children board",
    "lscp": "safeguarding children partnership", "scp": "safeguarding children partnership",
    "sab": "safeguarding adult board", "lsab": "safeguarding adult board", "hwb": "health wellbeing board",
    "ltd": "limited", "assoc": "association", "svc": "service", "svce": "service", "svcs": "service",
    "cty": "county", "dist": "district", "nth": "north", "sth": "south", "min": "ministry",
    # services and offices
    "asc": "adult social care", "csc": "children social care", "mh": "mental health", "dept": "department",
    "sos": "secretary state", "hq": "headquarters", "ceo": "chief executive", "gps": "gp",
    # common words
    "hosp": "hospital", "univ": "university", "uni": "university", "natl": "national", "nat": "national",
    "govt": "government", "auth": "authority", "gtr": "greater", "saint": "st", "mgmt": "management",
    "healthcare": "health care", "counties": "county", "boro": "borough", "met": "metropolitan",
    "constab": "constabulary", "mids": "midland", "se": "south east",
    "sw": "south west", "ne": "north east", "nw": "north west", "n": "north", "s": "south", "e": "east", "w": "west",
    # counties and cities as they are shortened
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "carms": "carmarthenshire", "derbys": "derbyshire", "glos": "gloucestershire", "gloucs": "gloucestershire",
    "hants": "hampshire", "heref": "herefordshire", "herts": "hertfordshire", "hunts": "huntingdonshire",
    "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire", "middx": "middlesex",
    "northants": "northamptonshire", "northumb": "northumberland", "notts": "nottinghamshire", "oxon": "oxfordshire",
    "pembs": "pembrokeshire", "salop": "shropshire", "shrops": "shropshire", "staffs": "staffordshire",
    "warks": "warwickshire", "wilts": "wiltshire", "worcs": "worcestershire", "yorks": "yorkshire",
    "bham": "birmingham", "eng": "england", "glam": "glamorgan", "nottm": "nottingham", "soton": "southampton",
}  # fmt: skip

ABBREVIATIONS = {short: tuple(long.split()) for short, long in _ABBREVIATED.items()}
"""Each abbreviation with the words that it stands for among other words."""

SUFFIX_ONLY = word_set("cc bc dc lb rb ua la met nat uni sab scb co sha n s e w se sw ne nw")
"""Abbreviations that mean nothing on their own: two letters may be any agency's initials."""

SYNONYMS = {
    "violence": "abuse",
    "metropolis": "metropolitan",
    "policing": "police",
    "womens": "women",
    "mens": "men",
    "childrens": "children",
    "child": "children",
}
"""Words used for one another in names of agencies."""

DIRECTIONS = word_set(
    "north south east west mid central upper lower greater inner outer northern southern eastern western northeast "
    "northwest southeast southwest new old city"
)
"""Words that are common and yet distinguish one place from another."""

QUALIFIERS = word_set(
    "hospital university teaching general infirmary health care community mental partnership social service acute "
    "learning disability integrated combined specialist group royal trust nhs foundation area district local unit "
    "authority board centre clinic england wales uk national british clinical women children college"
)
"""Words that many agencies of a kind share; one more or one less does not make another agency by itself."""

FUNCTIONS = word_set(
    "adult children young people family social care service services highway highways road roads "
    "transport transportation traffic education schools school learning housing homelessness homeless safeguarding "
    "team unit department directorate division section branch office headquarters hall station legal law public "
    "health planning environmental environment licensing trading standards revenues benefits finance human resources "
    "commissioning commissioners procurement strategy policy quality governance performance training development "
    "mash marac mappa idva isva drug drugs alcohol substance misuse action hub desk front door early help intervention "
    "prevention protection investigation investigations complaints professional crime criminal justice community "
    "safety neighbourhood neighbourhoods management managed solutions options support assessment referral referrals "
    "emergency accident medicine mental nursing midwifery maternity ward wards primary secondary acute infrastructure "
    "maintenance operations operational customer contact democratic corporate dog firearms custody control room "
    "fitness practise practice rural affairs parks estates property communications information data digital youth "
    "offending yot asylum immigration registration electoral economic regeneration leisure culture library waste "
    "domestic abuse charity sexual vulnerability vulnerable county group area region regional local district"
)
"""Words that name a department, a team or a building of an agency."""

ROLES = word_set(
    "chief executive director chair chairman chairwoman chairperson president governor commissioner constable "
    "superintendent inspector sergeant head leader lead manager officer secretary state minister ministers engineer "
    "senior deputy assistant acting interim medical nurse registrar clerk mayor councillor member adviser advisor "
    "consultant practitioner solicitor counsel principal master dean sir dame lord rt hon mp"
)
"""Words for offices that people hold in an agency."""
