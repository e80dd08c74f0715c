"""What words are: names of bodies, themes, numbers, wishes, headings."""
