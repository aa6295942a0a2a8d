"""The queue: decide, reply, invite."""
