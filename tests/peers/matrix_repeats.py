"""What was handed to the bot is handed to it again, among what is new."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import cast

from tests.peers.matrix_sight import Json

AT_ONCE = 50


class Repeats:
    """Adds to the rooms of a sync. `times` is how often each message is handed out in all."""

    def __init__(self, seed: int) -> None:
        self.times = 1
        self.owed: list[tuple[str, Json]] = []
        self._known: set[str] = set()
        self._chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret

    def add_to(self, rooms: Json) -> None:
        new = [(room, event) for room, event in spoken(rooms) if event["event_id"] not in self._known]
        self._chance.shuffle(self.owed)
        again, self.owed = self.owed[:AT_ONCE], self.owed[AT_ONCE:]
        for room, event in again:
            events = _timeline(rooms, room)
            events.insert(self._chance.randint(0, len(events)), event)
        if self.times > 1:
            self._known |= {str(event["event_id"]) for _, event in new}
            self.owed += new * (self.times - 1)


def spoken(rooms: Json) -> Iterator[tuple[str, Json]]:
    """Each message in the rooms of a sync, with its room."""
    for room, news in cast("dict[str, Json]", rooms.get("join", {})).items():
        for event in cast("dict[str, list[Json]]", news.get("timeline", {})).get("events", ()):
            if event["type"] in ("m.room.message", "m.room.encrypted"):
                yield room, event


def _timeline(rooms: Json, room: str) -> list[Json]:
    joined = cast("dict[str, Json]", rooms.setdefault("join", {}))
    news = joined.setdefault(room, {"timeline": {"events": [], "limited": False}, "state": {"events": []}})
    return cast("dict[str, list[Json]]", news["timeline"])["events"]
