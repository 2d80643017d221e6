"""Telegram: what is said there in, what we say out, and all that goes wrong between."""
