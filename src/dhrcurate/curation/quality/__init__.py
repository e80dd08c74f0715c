"""How good extractions were: what they said, beside what curators made of it, as trails tell it."""
