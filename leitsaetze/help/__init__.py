"""Help: the handbook of the staff, and where help begins."""
