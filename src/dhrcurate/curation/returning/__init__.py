"""An export that was edited elsewhere comes back: what differs from what was exported becomes edits."""
