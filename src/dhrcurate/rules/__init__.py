"""Rules: coded checks of records and of whole libraries, each a pure function from what it is shown to findings."""
