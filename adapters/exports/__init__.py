"""Conversations recorded elsewhere, as events. Each format has a file."""
