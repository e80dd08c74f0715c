"""Dialogs over a screen: questions, forms, help, the tour."""
