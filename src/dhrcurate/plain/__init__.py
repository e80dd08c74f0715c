"""Review line by line, for screen readers and slow links.

It has the same session, filter, findings, suggestions, letters and place as the screen, and prints plain sentences:
no colours, no cursor movement, no bells. Nothing here imports Textual.
"""
