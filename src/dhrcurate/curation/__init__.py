"""The one orchestrator: what screens and commands call to load, check, decide, edit and undo."""
