"""The terminal as a platform: the reference adapter."""
