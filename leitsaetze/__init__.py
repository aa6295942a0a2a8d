"""A county publishes numbered guiding principles, citizens comment, moderators answer."""
