"""Messages whose key has not come yet, kept over restarts. Bounded in number, size and age."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from adapters.matrix import files
from adapters.matrix.fields import Raw, moment, objects, part, text

FILE = "undecrypted.json"
MOST = 5_000
MOST_OF_A_ROOM = 200
"""So that nobody pushes out what others wait for by what they say in a room of theirs."""

LARGEST = 2**16
AGE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An encrypted event as it came, and its room."""

    room: str
    event: Raw

    @property
    def id(self) -> str:
        return text(self.event, "event_id")


class Late:
    """What waits for its key. What `keep` was given is on the disk when it returns. Raises DataFolderError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        read = files.read(self._path)
        listed = objects(read, "waiting") if isinstance(read, dict) else ()
        self.waiting = tuple(Closed(room=text(each, "room"), event=part(each, "event")) for each in listed)

    def keep(self, more: Iterable[Closed], now: datetime) -> None:
        """Keep these too; where they become too many the oldest go, first those of the same room."""
        known = {each.id for each in self.waiting}
        fresh = [each for each in more if each.id not in known and len(json.dumps(each.event)) <= LARGEST]
        if fresh:
            young = [each for each in self.waiting if now - moment(each.event, now) < AGE]
            self._write(_bounded((*young, *fresh)))

    def drop(self, ids: frozenset[str]) -> None:
        """These are read, or were taken back."""
        if any(each.id in ids for each in self.waiting):
            self._write(tuple(each for each in self.waiting if each.id not in ids))

    def _write(self, waiting: tuple[Closed, ...]) -> None:
        files.write(self._path, {"waiting": [{"room": each.room, "event": each.event} for each in waiting]})
        self.waiting = waiting


def _bounded(waiting: Iterable[Closed]) -> tuple[Closed, ...]:
    """The latest of each room, and of all rooms."""
    kept: list[Closed] = []
    of_room: Counter[str] = Counter()
    for each in reversed(tuple(waiting)):
        of_room[each.room] += 1
        if of_room[each.room] <= MOST_OF_A_ROOM and len(kept) < MOST:
            kept.append(each)
    return tuple(reversed(kept))
