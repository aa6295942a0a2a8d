"""The outbox: letters waiting, and sending them."""
