"""Words that are, or are not, names of people: given names, and what names of places and bodies end in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.telling_words import TellingWords
from dhrcurate.rules.vocabulary import is_word

_GIVEN = """
Aaliyah Aaron Abdul Abena Abigail Adam Adebayo Adrian Agnieszka Ahmed Aiden Aisha Alan Alex Alexander Alfie Ali Alice
Alison Alistair Amanda Amelia Amina Amir Amy Andrea Andrei Andrew Angela Angharad Anil Anita Anjali Ann Anna Anne
Annette Annie Anthony Antony Aoife Archie Arthur Asif Audrey Ava Ayesha Barbara Barry Becky Ben Benjamin Bernadette
Bernard Beth Bethany Bilal Billy Bobby Bradley Brandon Brenda Brendan Brian Bruce Caitlin Callum Cameron Carl Carol
Carole Caroline Carys Catherine Chantelle Charles Charlotte Cheryl Chloe Chris Christine Christopher Ciaran Claire Clare
Clive Colin Connor Craig Cyril Daisy Dan Daniel Danielle Danny Darren Dave David Dawn Dean Debbie Deborah Declan Deepak
Denise Dennis Derek Desmond Diane Donald Donna Doreen Doris Dorothy Douglas Duncan Dylan Edna Edward Eileen Elaine
Eleanor Elena Eleri Elijah Elizabeth Ellen Ellie Emily Emma Eric Erin Esther Ethan Eva Evelyn Evie Ewa Faisal Farah
Fatima Ffion Finley Fiona Frances Frank Fred Freddie Gabrielle Gareth Gary Gavin Gemma Geoffrey George Georgia Geraldine
Gillian Glenn Gordon Grace Graham Gregory Gurpreet Gwen Hamish Hannah Harold Harpreet Harriet Harry Hassan Heather Helen
Henry Holly Howard Hugh Hussain Huw Iain Ian Ibrahim Imogen Imran Ioana Irene Isaac Isabella Isla Ivan Jack Jackie Jacob
Jacqueline Jake Jakub James Jamie Jan Jane Janet Janice Janine Jason Jayden Jean Jeanette Jeffrey Jennifer Jenny Jeremy
Jessica Jill Jim Jo Joan Joanna Joanne Jodie Joe John Jonathan Jordan Joseph Josh Joshua Joyce Judith Julia Julian Julie
June Kai Karen Karl Katarzyna Kate Kath Katherine Kathleen Katie Kayleigh Keith Kelly Kenneth Kerry Kevin Khalid Kieran
Kim Kirsten Kirsty Kofi Krzysztof Kwame Kyle Lakshmi Laura Lauren Leah Leanne Lee Leon Leslie Lewis Liam Libby Lily
Linda Lisa Liz Louise Lucy Luke Lydia Lynn Madeleine Magdalena Maisie Malcolm Mandy Manjit Marcia Marcus Margaret Maria
Marie Marion Marjorie Mark Martin Martyn Mary Maryam Mateusz Matt Matthew Maureen Maxine Megan Melanie Melissa Mia
Michael Michelle Mihai Mike Millie Miriam Mo Mohamed Mohammad Mohammed Molly Monica Muhammad Muriel Nadia Naomi Nasreen
Natalie Natasha Neil Ngozi Niamh Nicholas Nick Nicola Nicole Nigel Noah Norman Oleksandr Olena Oliver Olivia Omar Oscar
Owen Pamela Parveen Patricia Patrick Paul Paula Pauline Peter Philip Phillip Phoebe Piotr Priya Rachel Rajesh Ralph
Rashid Raymond Rebecca Reginald Rehana Rhiannon Rhys Richard Rob Robert Robin Roger Ronald Rosemary Rosie Ross Roy
Rukhsana Russell Ruth Ryan Sadia Saima Sally Salma Sam Samantha Samina Samuel Sandra Sanjay Sara Sarah Scott Seamus Sean
Shabana Shane Shannon Sharon Shaun Shazia Sheila Sheryl Shirley Sian Sidney Simon Sinead Siobhan Sofia Sophia Sophie
Stacey Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Sukhdev Sunil Susan Suzanne Sylvia Tahir Tania Tanya
Tariq Ted Terence Teresa Theo Thomas Tilly Tim Timothy Tina Toby Tom Tomasz Tommy Tony Tracey Tracy Trevor Tunde Umar
Usman Valerie Vanessa Veronica Vicky Vincent Vivienne Walter Wayne Wendy William Yasmin Yusuf Yvonne Zainab Zara Zoe
Zofia
"""
GIVEN_NAMES = frozenset(_GIVEN.split())
"""Common given names."""
NO_SURNAMES = word_set(
    "Hospital House Court Road Street Avenue Lane Trust Foundation Centre Center School College University Law Act"
    " Review Report Police"
    " Council Project Clinic Surgery Practice Inquiry Unit Ward Team Service Services Group Society Association"
    " Charity Hall Park Home Homes"
    " Church Commission Institute Medical Health Refuge Housing Protocol Test Model Scheme Programme Fund Award Day"
    " Lewis Cross Community Place"
    " Campaign Partnership Board Committee Panel Award Principles Report Way Close Drive Hill Prize Lodge Rooms Suite"
    " Rose District Borough County City Town Valley"
)
"""Words that follow a given name in the name of a place, a body, a law or a report."""
NO_SURNAMES_BEHIND_A_LETTER = word_set(
    "Team Unit Course Level Division Branch Section Shift Rota Group Grade Post Police Health Housing Council Court"
    " Trust Board Ward Hospital School"
)
"""What stands behind a letter that is no initial: "Sergeant A Team", "Mr A Police officers called on"."""
SURNAMES_THAT_ARE_WORDS = word_set(
    "Archer Bailey Baker Banks Barber Bell Berry Bird Bishop Black Brook Brooks Brown Burns Bush Butcher Butler"
    " Carpenter Carter Chambers Chapman Clay Cole Cook Cooper Day Fields Fisher Fletcher Ford Fox Freeman French"
    " Gardner Glover Gray Green Hardy Hill Holmes Hood Hope Hunt Hunter King Knight Lane Law Little Long Love Marsh"
    " Mason May Mills Miller Moore Moss Page Parker Parsons Porter Potter Powers Price Rice Rich Rivers Rose Sharp"
    " Shepherd Short Singer Skinner Small Smart Smith Stone Summers Swift Taylor Thatcher Turner Wade Walker Wall"
    " Waters Weaver Webb Wells West White Winter Wise Wood Woods Woodward Wright Young"
)
"""Common surnames that a dictionary holds as well, or that name places: names of people only behind a rank."""
_BODIES = word_set(
    "Barnardo Barnardos Cafcass Childline Crimestoppers Facebook Galop Google Idva Mappa Marac Mencap Nacro Ofsted"
    " Refuge Samaritans Serco Sodexo Stonewall Victoria Whatsapp"
)
"""Bodies, meetings and firms that are called by one word, which no dictionary holds."""
_NO_PEOPLE = _BODIES | NO_SURNAMES
_OF_A_PEOPLE = re.compile(
    r"(?:[eiu]an|ese|ish|ic|im|i|Afghan|Arab|Czech|Dutch|French|Greek|Hindu|Kurd|Roma|Sikh|Swiss|Tamil|Thai"
    r"|Turk|Welsh)$"
)
"""What words for a nation, a language or a faith end in."""
_OF_A_NOTION = re.compile(r"...(?:able|ance|ence|ible|ics|ism|ities|ity|less|ments?|ness|ology|ships?|[st]ions?)$")
"""What words for a notion end in, of which the vocabulary holds only some."""


def is_likely_name(word: str) -> bool:
    """True for a given name, or a word with a capital that is no word of English, no body and no nation or faith."""
    if word in GIVEN_NAMES:
        return True
    if len(word) < 3 or word.isupper() or word in _NO_PEOPLE or _OF_A_PEOPLE.search(word) or _OF_A_NOTION.search(word):
        return False
    return not any(is_word(part.lower()) for part in re.split(r"[-’']", word) if len(part) > 1)


_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")


def given_names_in(text: str) -> AbstractSet[str]:
    """The common given names in a text."""
    return GIVEN_NAMES.intersection(_CAPITALISED.findall(text))


def given_names_among(words: AbstractSet[str]) -> AbstractSet[str]:
    """The common given names among words with their punctuation."""
    return set(_TELLING.among(words))


def _given_name(word: str) -> str | None:
    written = _as_words()
    return written.get(word) or written.get(word.partition("-")[0])


_TELLING = TellingWords(_given_name)


@cache
def _as_words() -> Mapping[str, str]:
    """The given names as they stand in a text."""
    signs = [(before, after) for before in ("", "(") for after in ("", ",", ".", ";", ")", "’s", "'s")]
    return {f"{before}{name}{after}": name for name in GIVEN_NAMES for before, after in signs}
