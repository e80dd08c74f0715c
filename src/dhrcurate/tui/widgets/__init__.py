"""Widgets: they are given data and post messages, and neither open files nor know sessions."""
