"""Everything outside: platforms, models, pages. Each translates between its world and the core's values."""
