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
Aaliyah Aaron Abbie Abby Abdi Abdul Abdullah Abdullahi Abena Abigail Adam Adebayo Adeel Adele Aderonke Adrian Adrienne
Afzal Agata Agnes Agnieszka Ahmed Aidan Aiden Aileen Ailsa Aimee Aisha Ajay Akash Akbar Akua Alan Alana Alastair Aled
Aleksander Aleksandra Alex Alexa Alexander Alexandra Alexei Alexia Alfie Alfred Ali Alice Alicia Alina Alisha Alison
Alistair Althea Alun Alwyn Alyssa Amanda Amani Amardeep Amarjit Ameer Amelia Amelie Amina Amir Amrit Amrita Amy
Anastasia Andre Andrea Andreea Andrei Andrew Andrzej Aneta Aneurin Angela Angharad Angie Angus Anika Anil Anisa Anisha
Anita Anjali Anjum Ann Anna Anne Anneliese Annette Annie Annika Anouk Anthony Anton Antonia Antony Anwar Anwen Anya
Aoife Archie Ardal Arif Arjun Arnold Arron Arslan Arthur Arwen Ashleigh Ashley Ashok Ashraf Asif Asiya Asma Astrid Atif
Atiya Audrey Ava Awais Ayaan Ayesha Ayodele Azhar Aziz Babatunde Balbir Baldev Baljit Balvinder Barbara Barrie Barry
Bartosz Beata Beatrice Becky Belinda Ben Benjamin Berenice Bernadette Bernard Bernice Bernie Beth Bethan Bethanie
Bethany Betty Beverley Bhavna Bilal Billy Blanche Blodwen Bobby Bogdan Bozena Bradley Brandi Brandon Branwen Breda
Brenda Brendan Brian Bridget Bridie Bronagh Bronwen Bruce Bryan Bryony Caitlin Caleb Callum Cameron Candice Carl Carla
Carlos Carly Carmen Carol Carole Caroline Carolyn Carrie Carys Cassandra Cath Cathal Catherine Cathleen Cathy Catrin
Catriona Cecilia Cedric Celia Celine Ceri Cerys Chanel Chantal Chantelle Charan Charis Charlene Charles Charlie
Charlotte Charmaine Cheryl Chidi Chinedu Chinwe Chioma Chloe Chris Christa Christiana Christie Christina Christine
Christopher Christos Ciaran Claire Clara Clare Clarissa Claudette Claudia Claudine Clement Clifford Clive Clodagh Coleen
Colette Colin Colleen Connor Conor Cordelia Corey Corinne Craig Cristina Cynthia Cyril Dafydd Daisy Daljit Damian Damien
Damon Dan Dana Danica Daniel Danielle Danny Danuta Daphne Darcy Darius Dariusz Darragh Darren Darryl Dave David Davina
Davinder Dawn Dean Deanna Deanne Debbie Deborah Debra Declan Deepak Deirdre Delroy Delyth Demetrius Demi Denise Dennis
Derek Dervla Desiree Desmond Dewi Dharmesh Diane Dianne Dilip Dilys Dimitri Dinesh Dipak Dipti Dolores Dominic Dominika
Donal Donald Donna Donovan Doreen Doris Dorota Dorothy Dougal Douglas Duncan Dwayne Dylan Ebony Eddie Edith Edmund Edna
Edward Edwin Edwina Efua Eibhlin Eileen Eilidh Eimear Eira Eirlys Elaina Elaine Eldon Eleanor Elen Elena Eleri Elijah
Elisa Elise Elisha Eliza Elizabeth Ellen Ellie Elliot Elliott Elodie Eloise Elsie Elspeth Elvira Elwyn Emeka Emer Emilia
Emily Emlyn Emma Emmanuel Emyr Enid Eoghan Eoin Eric Erica Erika Erin Ernest Errol Erwin Esme Esmee Estelle Esther Ethan
Ethel Euan Eugene Eugenia Eunice Eva Evan Evangeline Evelyn Evie Ewa Ewan Fabian Faisal Faiza Farah Farhan Farhana
Farida Farooq Farzana Fatima Faye Felix Fenella Fergus Fernando Ffion Fidelma Filip Finlay Finley Fiona Fionnuala Flavia
Fleur Folasade Frances Francesca Francis Frank Frankie Fred Freddie Frederick Freya Gabriel Gabriela Gabriella Gabrielle
Gail Gareth Garry Gary Gavin Gaynor Gbenga Gemma Genevieve Geoff Geoffrey George Georgia Georgie Georgina Gerald
Geraldine Gerard Gerry Gertrude Gethin Ghulam Giancarlo Gillian Gina Giorgio Giovanni Giulia Gladys Glen Glenn Glenys
Gloria Glyn Godfrey Gopal Gordon Grace Graham Grainne Grazyna Greg Gregory Greta Gulshan Gurdeep Gurdip Gurjit Gurmit
Gurpreet Gursharan Gwen Gwenda Gwendolen Gwendoline Gwenllian Gwilym Gwyn Gwyneth Habib Hadiza Hafsa Haider Hakeem
Halima Hamish Hamza Hanna Hannah Hardeep Harish Harjinder Harjit Harold Harpreet Harriet Harry Harvey Hasan Haseeb
Hasina Hassan Hayley Hazel Heather Heidi Heledd Helen Helena Henrietta Henry Hester Hilary Hilda Hollie Holly Horace
Howard Hugh Hugo Humaira Humphrey Hussain Huw Hywel Iain Ian Ibrahim Ida Iestyn Ieuan Ifan Ifeoma Ikram Illtyd Ilona
Imelda Imogen Imran Imtiaz Inderjit Inderpal Indira Inga Ingrid Ioana Iqbal Iqra Irena Irene Irfan Irina Isaac Isabel
Isabella Isabelle Ishaan Ishmael Isla Ismail Ivan Ivor Iwona Jacek Jacinta Jack Jackie Jacob Jacqueline Jada Jagdeep
Jagdish Jagjit Jaime Jake Jakub Jamal Jameel Jameela James Jamie Jamila Jan Jana Jane Janek Janelle Janet Janette Janice
Janine Jared Jaroslaw Jasmin Jasmine Jason Jaspreet Jaswinder Jatinder Javed Jayden Jayne Jean Jeanette Jeannette Jeff
Jeffrey Jemima Jemma Jenna Jennifer Jenny Jeremy Jermaine Jerome Jerry Jerzy Jess Jessica Jessie Jethro Jill Jim
Jitendra Jo Joan Joann Joanna Joanne Jocelyn Jodie Joe Joel Johanna John Johnny Jolanta Jolene Jon Jonathan Jordan Jorge
Josef Joseph Josephine Josh Joshua Josiah Josie Joyce Juan Judith Judy Julia Julian Juliana Julianne Julie Juliet June
Justin Justina Justyna Kai Kaleb Kamal Kamila Kamran Karan Karanjit Kareem Karen Karim Karina Karl Karly Karolina
Karthik Kashif Kasia Katarzyna Kate Kath Katherine Kathleen Kathryn Katie Kausar Kavita Kayla Kaylee Kayleigh Kazimierz
Keeley Keira Keisha Keith Kelechi Kelly Kelsey Kelvin Kemi Ken Kendra Kenneth Kenza Keri Kerrie Kerry Ketan Kevin
Khadija Khadijah Khalid Khalida Khalil Khurram Kieran Kieron Kim Kimberley Kinga Kiran Kiranjit Kirk Kirsten Kirsty
Kishan Kitty Klaudia Kofi Komal Konrad Kris Kristian Kristina Krystyna Krzysztof Kubra Kuldip Kulvinder Kulwinder Kushal
Kwame Kyle Laila Lakshmi Lamar Lara Larissa Latifa Latoya Laura Lauren Laurence Lavinia Layla Leah Leanna Leanne Lee
Leena Leila Lena Leon Leonard Leonie Leroy Lesley Leslie Leszek Letitia Lewis Liam Libby Lidia Lila Lilian Lillian Lily
Linda Lindsay Lionel Lisa Liz Llinos Loretta Lorna Lorraine Lottie Louis Louise Lowri Lucas Lucia Lucille Lucinda Lucy
Ludmila Luis Lukasz Luke Lydia Lynda Lynette Lynn Lynne Lynsey Lyra Mabel Maciej Maddison Madeleine Madhu Madison
Magdalena Maggie Mahmood Mahmoud Mairead Maisie Malachy Malcolm Malgorzata Malik Malika Mamta Mandeep Mandy Manjit
Manjula Manoj Mansoor Manuel Marcel Marcia Marcin Marco Marcus Marek Margaret Margarita Margery Margot Maria Mariam
Marian Mariana Marianne Marie Marilyn Marina Marion Mariusz Marjan Marjorie Mark Marlene Marlon Marta Martha Martin
Martina Martyn Marvin Mary Maryam Marzena Mateusz Mathew Matt Matthew Maura Maureen Maurice Mavis Maxine Meena Meera
Megan Mehmet Mehreen Mehwish Melanie Melinda Melissa Melvin Menna Meredith Mervyn Meryl Mia Michael Michaela Michal
Michele Michelle Mick Mihai Mikaela Mike Mikhail Mildred Milena Millicent Millie Milo Minal Minnie Miriam Miroslaw Mirza
Misbah Mo Mohamed Mohammad Mohammed Mohan Mohsin Moira Molly Mona Monica Monika Monique Morag Mordecai Morgan Morwenna
Moshe Mudassar Muhammad Mukesh Mungo Munira Murali Muriel Mustafa Myfanwy Myra Myrtle Nabeel Nabila Nadeem Nadia Nadine
Nadira Naeem Nafisa Nahid Najma Nancy Nanette Naomi Narinder Nasima Nasir Nasra Nasreen Natalia Natalie Natasha Nathan
Nathaniel Naveed Nazia Nazir Neelam Neha Neil Nell Nerys Neville Ngozi Nia Niall Niamh Nichola Nicholas Nick Nicky
Nicola Nicolas Nicole Nigel Nihal Nikita Nimra Nina Nirmal Nisha Noah Noelle Nora Norah Norbert Noreen Norma Norman
Nuala Nusrat Nyah Obinna Odette Oksana Olaf Olayinka Oleksandr Olena Olga Oliver Olivia Oluwaseun Oluwole Olwen Omar
Omari Oonagh Orla Orlaith Oscar Osman Oswald Owain Owen Padraig Paloma Pamela Parminder Parveen Parvinder Pat Patrice
Patricia Patrick Patrycja Patsy Paul Paula Paulette Paulina Pauline Pavel Pawel Pedro Peggy Penelope Perry Peter Petra
Petronella Philip Philippa Phillip Philomena Phoebe Phyllis Pieter Piotr Pippa Polly Poonam Pradeep Prakash Pranav
Priscilla Priti Pritpal Priya Przemyslaw Qasim Quentin Quincy Rabia Rachael Rachel Rachelle Radoslaw Rafael Raheem Rahel
Rahima Rahul Raj Rajan Rajesh Rajinder Rajveer Rakesh Ralph Ramesh Ramon Randolph Ranjit Raphael Raquel Rashid Rashida
Ravi Ravinder Raymond Rebecca Rebekah Reece Reena Reginald Rehana Rekha Renata Renee Rhian Rhiannon Rhoda Rhodri Rhona
Rhys Riaz Ricardo Richard Ricky Ridwan Rita Riya Rizwan Rob Robert Roberta Roberto Robin Rochelle Roderick Rodney
Rodrigo Roger Rohan Rohit Roisin Roland Romana Rona Ronald Ronan Ronnie Rory Rosalie Rosalind Rosanna Rosemarie Rosemary
Roshan Rosie Rosina Ross Rowena Roxanne Roy Roza Rubina Rudolph Rukhsana Rukhsar Rupert Rupinder Russell Ruth Ryan
Ryszard Saad Sabiha Sabina Sabir Sabrina Sachin Sadia Sadie Safia Safiya Sahar Saima Sajid Sajida Sakina Saleem Salim
Sally Salma Salman Sam Samantha Sameer Samina Samir Samira Samuel Sanaa Sandeep Sandra Sangeeta Sanjana Sanjay Sanjeev
Saoirse Sara Sarah Sarita Satnam Satvinder Scott Seamus Sean Sebastian Selina Selma Serena Shabana Shabir Shabnam Shafiq
Shaheen Shahid Shahida Shaista Shakeel Shakira Shamim Shanaz Shane Shanelle Shania Shanice Shannon Sharmila Sharne
Sharon Shaun Shauna Shauni Shayla Shayne Shazad Shazia Sheena Shehnaz Sheila Shelagh Sheldon Shelley Sheree Sherry
Sheryl Shirin Shirley Shivani Shobha Shona Shreya Shyam Sian Sidney Silvia Simon Simone Simran Sinead Siobhan Sioned
Sofia Sofie Sonia Sonja Sonya Sophia Sophie Soraya Stacey Stacie Stacy Stanislaw Stanley Stefan Stefania Stella Steph
Stephanie Stephen Steve Steven Stewart Stuart Sue Sufian Suhail Sukhdev Sukhjit Sukhvinder Suleman Sultana Sumaira Sunil
Sunita Suraj Suresh Surinder Surjit Susan Susanna Susannah Sushma Susie Suzanna Suzanne Suzi Sven Swati Syed Sylvia
Sylvie Sylwia Tabitha Tadeusz Tahir Tahira Taiwo Tallulah Tamara Tamika Tammy Tamsin Tania Tanisha Tanveer Tanya Tariq
Tasha Tasleem Tasnim Tatiana Tayyab Ted Tegan Tegwen Temitope Terence Teresa Terri Tessa Thaddeus Thandiwe Thelma Theo
Theodora Theodore Theresa Thomas Tiana Tiegan Tiffany Tilly Tim Timothy Tina Tirion Titilayo Tobias Toby Tom Tomas
Tomasz Tommy Toni Tony Tonya Tracey Tracie Tracy Trevor Tristan Trudy Tunde Tyler Tyrone Ubaid Umair Umar Una Ursula
Urszula Usha Usman Uzma Valentina Valerie Vanda Vanessa Varsha Veena Venetia Vera Veronica Vesna Vicki Vicky Victor
Vijay Vikram Viktor Vinay Vincent Vinod Violeta Vishal Vivek Vivian Vivien Vivienne Vladimir Waheed Wahida Walter Wanda
Waqar Waseem Wayne Wendy Wesley Wiktoria Wilfred Wilhelmina William Wilma Winifred Wojciech Xavier Yahya Yakub Yana
Yasin Yasir Yasmeen Yasmin Yetunde Yolande Youssef Yousuf Yusuf Yvette Yvonne Zac Zachariah Zachary Zack Zaheer Zahid
Zahida Zahra Zainab Zak Zakaria Zaki Zakir Zakiya Zara Zaynab Zbigniew Zeeshan Zeynep Zoe Zofia Zoltan Zoya Zubair
Zuleika Zygmunt
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
