"""Files as pages: plain text, Markdown and HTML, and the tables that are drawn in their lines."""
