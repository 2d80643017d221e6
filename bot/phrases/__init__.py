"""What we know of each language: how people ask in it, and how we speak it."""
