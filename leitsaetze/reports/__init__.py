"""What readers report: a comment that breaks a rule or the law, and what they hear of it."""
