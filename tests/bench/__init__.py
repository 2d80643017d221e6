"""Measures the product as it stands: `python -m tests.bench`."""
