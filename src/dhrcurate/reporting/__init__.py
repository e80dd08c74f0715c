"""Findings made into text, JSON, SARIF, JUnit and other forms."""
