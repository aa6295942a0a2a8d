"""Start, dialogue, principle, permanent link, my contributions: views over all rooms."""
