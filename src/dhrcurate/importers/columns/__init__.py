"""What tables of every format have: headings that tell their columns, sides, wrapped and continued rows."""
