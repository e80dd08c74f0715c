"""Reviewing, whatever it is shown on: what is open, what a command needs and proposes, what is asked beside it.

The screen (`tui`), the line-by-line review (`plain`) and the browser (`web`) stand on this package and know nothing of
one another. Nothing here imports Textual.
"""
