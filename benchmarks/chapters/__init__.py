"""One file for each part of the measurements; each returns what it found."""
