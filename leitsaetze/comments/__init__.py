"""What citizens say, the county's replies, the states of a comment."""
