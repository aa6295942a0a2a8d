"""The demonstration dialogue; registered only in demonstration mode."""
