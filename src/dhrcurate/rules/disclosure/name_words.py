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
Aaliyah Aaron Abdul Abena Abigail Adam Adebayo Adele Adrian Agnes Agnieszka Ahmed Aidan Aiden Ailsa Aisha Alan Alana
Aled Alex Alexander Alexandra Alfie Ali Alice Alina Alison Alistair Amanda Amelia Amina Amir Amy Andrea Andrei Andrew
Aneurin Angela Angharad Angie Angus Anika Anil Anita Anjali Ann Anna Anne Annette Annie Anthony Anton Antonia Antony
Anwar Aoife Archie Arthur Ashraf Asif Asma Astrid Audrey Ava Ayesha Barbara Barry Beatrice Becky Belinda Ben Benjamin
Bernadette Bernard Bernie Beth Bethan Bethany Betty Beverley Bilal Billy Bobby Bogdan Bradley Brandon Brenda Brendan
Brian Bridget Bronwen Bruce Bryan Caitlin Callum Cameron Carl Carla Carly Carol Carole Caroline Carys Cassandra
Catherine Catrin Cecilia Celia Ceri Chantelle Charlene Charles Charlie Charlotte Cheryl Chloe Chris Christina Christine
Christopher Ciaran Claire Clara Clare Clifford Clive Colin Connor Craig Cristina Cyril Daisy Damian Damien Dan Dana
Daniel Danielle Danny Darius Dariusz Darren Darryl Dave David Dawn Dean Debbie Deborah Declan Deepak Delroy Denise
Dennis Derek Desmond Dewi Diane Dilip Dominic Dominika Donald Donna Doreen Doris Dorota Dorothy Douglas Duncan Dylan
Edith Edna Edward Edwin Eileen Eira Elaine Eleanor Elena Eleri Elijah Elizabeth Ellen Ellie Eloise Elsie Emilia Emily
Emma Emmanuel Enid Eric Erin Ernest Errol Esther Ethan Eunice Eva Evelyn Evie Ewa Faisal Farah Farida Farooq Fatima
Felix Ffion Finley Fiona Frances Francesca Francis Frank Fred Freddie Gabrielle Gail Gareth Gary Gavin Gemma Geoff
Geoffrey George Georgia Gerald Geraldine Gerard Gethin Gillian Gladys Glen Glenn Glenys Gloria Glyn Gordon Grace Graham
Greg Gregory Gurpreet Gwen Gwyneth Habib Hafsa Hamish Hamza Hannah Harold Harpreet Harriet Harry Harvey Hassan Hayley
Hazel Heather Helen Helena Henrietta Henry Hilary Hilda Holly Howard Hugh Hugo Hussain Huw Iain Ian Ibrahim Ida Ieuan
Imogen Imran Inga Ingrid Ioana Irena Irene Isaac Isabella Isla Ivan Iwona Jack Jackie Jacob Jacqueline Jake Jakub Jamal
James Jamie Jan Jane Janet Janette Janice Janine Jared Jason Jaswinder Javed Jayden Jean Jeanette Jeff Jeffrey Jennifer
Jenny Jeremy Jess Jessica Jill Jim Jo Joan Joanna Joanne Jodie Joe John Jon Jonathan Jordan Joseph Josh Joshua Josie
Joyce Judith Julia Julian Julie Juliet June Kai Kamal Karen Karim Karina Karl Karolina Katarzyna Kate Kath Katherine
Kathleen Kathryn Katie Kavita Kayla Kayleigh Keeley Keith Kelly Kelvin Ken Kenneth Kerry Kevin Khadija Khalid Kieran
Kim Kiran Kirk Kirsten Kirsty Kofi Kristina Krzysztof Kulwinder Kwame Kyle Lakshmi Lara Laura Lauren Leah Leanne Lee
Lena Leon Leroy Lesley Leslie Lewis Liam Libby Lily Linda Lisa Liz Lorna Lorraine Louis Louise Lucas Lucia Lucy Luke
Lydia Lynda Lynette Lynn Lynne Mabel Maciej Madeleine Magdalena Mairead Maisie Malcolm Malik Mandy Manjit Manjula
Marcia Marcus Marek Margaret Margot Maria Mariam Marian Marie Marilyn Marina Marion Marjan Marjorie Mark Marta Martha
Martin Martina Martyn Mary Maryam Mateusz Matt Matthew Maureen Mavis Maxine Meena Meera Megan Mehmet Melanie Melissa
Mia Michael Michelle Mick Mihai Mike Mikhail Millie Minnie Miriam Mo Mohamed Mohammad Mohammed Moira Molly Mona Monica
Morag Morgan Muhammad Muriel Mustafa Myra Nabila Nadeem Nadia Nadine Naomi Nasir Nasreen Natalie Natasha Nathan
Nathaniel Neil Nell Ngozi Nia Niamh Nicholas Nick Nicola Nicole Nigel Nikita Nina Noah Nora Noreen Norma Norman Odette
Oleksandr Olena Olga Oliver Olivia Olwen Omar Oonagh Oscar Owen Pamela Parveen Pat Patricia Patrick Patsy Paul Paula
Pauline Pawel Peggy Penelope Perry Peter Petra Philip Philippa Phillip Phoebe Phyllis Piotr Poonam Priya Rachel Rafael
Rajesh Rajinder Ralph Rashid Ravi Raymond Rebecca Reece Reginald Rehana Rhian Rhiannon Rhona Rhys Richard Rita Rob
Robert Robin Rodney Roger Roisin Ronald Rosalind Rosemarie Rosemary Rosie Ross Rowena Roy Roza Rukhsana Rupert Russell
Ruth Ryan Sabina Sabrina Sadia Sadie Saima Salim Sally Salma Salman Sam Samantha Samina Samuel Sandra Sanjay Sanjeev
Sara Sarah Scott Seamus Sean Selina Serena Shabana Shabnam Shaheen Shahid Shane Shanice Shannon Sharon Shaun Shauna
Shazia Sheena Sheila Shelley Sheryl Shirley Shona Sian Sidney Simon Sinead Siobhan Sofia Sonia Sophia Sophie Stacey
Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Sukhdev Sunil Susan Suzanne Sven Sylvia Sylvie Tahir Tamara
Tamsin Tania Tanisha Tanya Tariq Tayyab Ted Terence Teresa Thelma Theo Theresa Thomas Tiffany Tilly Tim Timothy Tina
Toby Tom Tomasz Tommy Tony Tracey Tracie Tracy Trevor Tunde Umar Una Ursula Usman Valerie Vanessa Vera Veronica Vicky
Vijay Viktor Vincent Vivian Vivien Vivienne Walter Wanda Wayne Wendy Wilfred William Winifred Wojciech Yasmeen Yasmin
Yusuf Yvette Yvonne Zac Zachary Zahra Zainab Zara Zoe Zofia Zoya
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
