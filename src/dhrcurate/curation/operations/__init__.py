"""Operations: functions from a record to a proposal of edits, one kind of decision a file."""
