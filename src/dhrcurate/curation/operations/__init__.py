"""Operations: pure functions from a record's content to a proposal of edits, one kind of decision a file.

A new one is added here without touching the session, which applies whatever is proposed.
"""
