"""Search: what can be read in public, found by its words."""
