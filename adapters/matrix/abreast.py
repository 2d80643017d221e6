"""Whether we know what the homeserver knows."""

from __future__ import annotations

import time

BRIEFLY_S = 2.0


class Abreast:
    """True while a sync is waited for, which comes as soon as there is news, and for a moment after it came."""

    def __init__(self) -> None:
        self._until = 0.0

    def __bool__(self) -> bool:
        return time.monotonic() < self._until

    def waits(self) -> None:
        """A sync is asked for."""
        self._until = float("inf")

    def hears(self) -> None:
        """It came; while it is taken in, more may happen."""
        self._until = time.monotonic() + BRIEFLY_S

    def ends(self) -> None:
        """Nothing is asked for any more."""
        self._until = 0.0
