"""Rules: coded checks of records and of whole libraries, each a pure function from its context to findings."""
