"""Settings, texts and house rules with versions, stamps, submission keys, links in letters."""
