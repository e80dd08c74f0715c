"""DOCX files: the text of their runs as Word prints it, with the numbers of lists, which stand nowhere in the text."""
