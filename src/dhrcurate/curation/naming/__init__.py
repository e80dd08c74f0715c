"""The agency names of a library: decisions about them, groups of similar ones, suggestions, and the own register."""
