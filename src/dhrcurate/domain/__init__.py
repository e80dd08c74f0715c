"""Records, numbers, findings, edits and agencies as frozen values, without input or output."""
