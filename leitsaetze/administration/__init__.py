"""The administrators' desk: people, texts, rules and settings of the site, the log."""
