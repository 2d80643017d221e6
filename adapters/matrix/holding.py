"""What was said where nobody tells yet whether it is a direct chat: kept over restarts, and heard when that is known.

Heard as if it were said to a group it would be filed among the room's notes, where who said it never finds it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from adapters.matrix import files
from adapters.matrix.fields import Raw, objects, part, text
from bot.errors import NeverSent

FILE = "held.json"
MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An event as it came, and its room, which was nobody's but somebody's and ours then."""

    room: str
    event: Raw

    @property
    def id(self) -> str:
        return text(self.event, "event_id")


class Holding:
    """What waits, oldest first. What `keep` was given is on the disk when it returns. Raises DataFolderError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        read = files.read(self._path)
        listed = objects(read, "waiting") if isinstance(read, dict) else ()
        self.waiting = tuple(Held(room=text(each, "room"), event=part(each, "event")) for each in listed)

    @property
    def rooms(self) -> frozenset[str]:
        return frozenset(each.room for each in self.waiting)

    def keep(self, more: Iterable[Held]) -> None:
        """Raises NeverSent where too much waits: then all that is said waits with the homeserver."""
        known = {each.id for each in self.waiting}
        fresh = [each for each in more if each.id not in known]
        if len(self.waiting) + len(fresh) > MOST:
            raise NeverSent("the homeserver does not tell which rooms are direct chats, and too much waits for it")
        if fresh:
            self._write((*self.waiting, *fresh))

    def drop(self, ids: frozenset[str]) -> None:
        """These were heard."""
        if any(each.id in ids for each in self.waiting):
            self._write(tuple(each for each in self.waiting if each.id not in ids))

    def _write(self, waiting: tuple[Held, ...]) -> None:
        files.write(self._path, {"waiting": [{"room": each.room, "event": each.event} for each in waiting]})
        self.waiting = waiting
