"""What people tell of barriers on these pages, and the answer they get."""
