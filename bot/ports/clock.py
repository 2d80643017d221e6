"""The clock: time enters the program here and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Never blocks, never raises."""

    def now(self) -> datetime:
        """The present moment, aware, in the owner's zone."""
        ...
