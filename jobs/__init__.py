"""What speaks first: pure judgements about when to nudge."""
