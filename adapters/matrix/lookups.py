"""Asks the homeserver what decides whether an event is for us: how we came to a room, and what the event is about."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from adapters.matrix import directness
from adapters.matrix.connection import Connection
from adapters.matrix.edits import Change
from adapters.matrix.fields import Raw, part, text
from adapters.matrix.past import Earlier
from adapters.matrix.relations import about
from adapters.matrix.retelling import NOTHING, Reading, shown
from adapters.matrix.scene import Scene
from adapters.matrix.spoken_to import called_by
from adapters.matrix.translate import ENCRYPTED
from bot.errors import MaybeSent, Undeliverable

PAUSE_S = 1.0
"""Before the second try, which is the last."""

REST_S = 60.0

Told = TypeVar("Told")

_log = logging.getLogger(__name__)


class LookUps:
    """Those of one run. What cannot be looked up is unknown, and holds nobody else up."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._not_before: dict[str, float] = {}

    async def knows_directness(self, scene: Scene, *, asks: bool) -> bool:
        """Whether it is known, or decides nothing; where it `asks`, the homeserver too."""
        room, me, wire = scene.room, scene.me.user, self._line.wire
        if directness.recall(self._line, scene.id, room):
            return True
        direct = await self._asked(scene.id, partial(directness.told, wire, scene.id, me), None) if asks else None
        room.door.direct |= {} if direct is None else {me: direct}
        return direct is not None

    async def learn(self, raw: Raw, scene: Scene) -> None:
        """Know what an event in the clear refers to, where that matters and can be told."""
        if text(raw, "sender") == scene.me.user:
            return
        relation = about(raw)
        for each in filter(None, (relation.replaces,) if scene.is_for_two else relation.earlier):
            if each not in self._line.past.messages:
                found = await self._asked(scene.id, partial(self._earlier, scene.id, each), Earlier())
                if found is not None:
                    self._line.past.saw(each, found)

    async def says_now(self, change: Change) -> Reading | None:
        """What a message says without an edit; nothing where nobody ever tells, None where it may be told later."""
        opened = partial(self._opened, change.room)
        return await self._asked(change.room, partial(shown, self._line.wire, change, opened), NOTHING)

    async def _asked(self, room: str, ask: Callable[[], Awaitable[Told]], otherwise: Told | None) -> Told | None:
        """What is told; `otherwise` where it never will be, and None where it may be another time.

        In a room where that happened nothing is asked for a while.
        """
        if time.monotonic() < self._not_before.get(room, 0.0):
            return None
        for pause in (PAUSE_S, None):
            try:
                return await ask()
            except Undeliverable:
                return otherwise
            except MaybeSent as error:
                if pause is not None:
                    await asyncio.sleep(pause)
                    continue
                _log.warning("what must be known of a message in a room of Matrix cannot be asked for: %s", error)
        self._not_before[room] = time.monotonic() + REST_S
        return None

    async def _earlier(self, room: str, event: str) -> Earlier:
        raw = await self._line.wire.get("rooms", room, "event", event, wait_s=directness.PATIENCE_S)
        thread = part(raw, "unsigned", "m.relations", "m.thread")
        opened = self._opened(room, raw)
        return Earlier(
            sender=text(raw, "sender"),
            calls_us=opened is not None and called_by(part(opened, "content"), self._line.me),
            answered=thread.get("current_user_participated") is True,
        )

    def _opened(self, room: str, raw: Raw) -> Raw | None:
        return self._line.keys.open(room, raw).clear if raw.get("type") == ENCRYPTED else raw
