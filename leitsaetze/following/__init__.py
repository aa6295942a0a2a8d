"""Following a dialogue, a principle or a comment by e-mail; what is new, for letters and feeds."""
