"""The editors' desk: dialogues, fields and principles, from the first word to publication."""
