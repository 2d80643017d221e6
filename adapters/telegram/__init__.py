"""Telegram, through its Bot API."""

import os

# The library's coming way to tell waits; without it each of them is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
