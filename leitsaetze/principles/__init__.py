"""Dialogues, fields of action, the numbered principles and their revisions."""
