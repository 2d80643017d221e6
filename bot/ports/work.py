"""The journal's slow work: off the lanes, and it survives kills. The promises of bot.ports.journal hold here too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ids import EventKey


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """Slow work that came of an event (a page to fetch, a voice note to hear)."""

    id: int
    cause: EventKey
    task: str
    argument: str
    tries: int


class WorkQueue(Protocol):
    """Slow work, off the lanes; it survives kills."""

    def add(self, cause: EventKey, task: str, argument: str, due: datetime) -> None:
        """Commit one piece of work; the same (cause, task, argument) is added once."""
        ...

    def claim(self, now: datetime) -> WorkItem | None:
        """The first piece that is due, counted as tried; None where none is."""
        ...

    def done(self, item: WorkItem) -> None:
        """Commit that it is done."""
        ...

    def put_off(self, item: WorkItem, until: datetime | None, why: str) -> None:
        """Commit that it failed: tried again at `until`, or given up where that is None."""
        ...
