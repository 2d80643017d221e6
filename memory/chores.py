"""Housekeeping for quiet moments."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.errors import SatchelError

LONGEST_REST = 64
"""Moments."""

_log = logging.getLogger(__name__)


class Chore:
    """Done in each quiet moment; after trouble, which is logged once, it rests for ever more of them.

    A server that is away, or a model that is paid for each try, is not asked every second.
    """

    def __init__(self, trouble: str) -> None:
        self._trouble = trouble
        self._told = ""
        self._rest = 1
        self._resting = 0

    def attempt(self, work: Callable[[], object]) -> None:
        """Do it, unless it rests."""
        if self._resting:
            self._resting -= 1
            return
        try:
            work()
            self._told, self._rest = "", 1
        except SatchelError as fault:
            if str(fault) != self._told:
                _log.warning("%s: %s", self._trouble, fault)
            self._told, self._resting = str(fault), self._rest
            self._rest = min(2 * self._rest, LONGEST_REST)
