"""Operations: pure functions from a record's content to a proposal of edits, one kind of decision per file.

A new one is added here without touching the session, which applies any proposal.
"""
