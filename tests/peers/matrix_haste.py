"""Counts what a client says although it knows that it was asked to wait."""

from __future__ import annotations

import time
from asyncio import BaseTransport
from dataclasses import dataclass

Connection = BaseTransport | None


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when, and over which connection that was told."""

    until: float
    connection: Connection

    @property
    def holds(self) -> bool:
        """Whether it goes on, for a process that lives: who was killed took what it knew along."""
        return time.monotonic() < self.until and self.connection is not None and not self.connection.is_closing()


class Haste:
    """What was under way when a refusal was told is no haste, however late it comes to be seen here.

    A client surely knows of a refusal when the connection over which it was told carries its next request: answers are
    read first. From then on each answer, over any connection, comes to a client that knows: what follows there is said
    knowingly. In the room of the refusal it says one thing at a time, and so knows at once.
    """

    def __init__(self) -> None:
        self.early = 0
        self._rooms: dict[str, Wait] = {}
        self._told: dict[Connection, Wait] = {}
        self._known: Wait | None = None

    def refused(self, room: str, seconds: float, connection: Connection) -> None:
        wait = Wait(time.monotonic() + seconds, connection)
        self._rooms[room] = self._told[connection] = wait

    def answered(self, connection: Connection) -> None:
        """Anything but a refusal is about to be told."""
        if self._known is not None:
            self._told[connection] = self._known

    def asks(self, connection: Connection) -> None:
        """Anything at all is asked."""
        wait = self._told.get(connection)
        if wait is not None and (self._known is None or self._known.until < wait.until):
            self._known = wait

    def speaks(self, room: str, connection: Connection) -> None:
        known = (self._rooms.get(room), self._told.get(connection))
        self.early += any(wait is not None and wait.holds for wait in known)
