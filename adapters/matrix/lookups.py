"""Asks the homeserver what an event is about: only that decides, in a group, whether it is for us."""

from __future__ import annotations

import asyncio
import logging
import time

from adapters.matrix.connection import Connection
from adapters.matrix.fields import Raw, part, text
from adapters.matrix.past import Earlier
from adapters.matrix.relations import about
from adapters.matrix.scene import Scene
from adapters.matrix.spoken_to import called_by
from adapters.matrix.translate import ENCRYPTED
from bot.errors import MaybeSent, Undeliverable

PAUSE_S = 1.0
"""Before the second try, which is the last."""

REST_S = 60.0
PATIENCE_S = 10.0

_log = logging.getLogger(__name__)


class LookUps:
    """Those of one run. What cannot be looked up counts as unknown: nobody makes us deaf by what they reply to."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._not_before: dict[str, float] = {}

    async def learn(self, raw: Raw, scene: Scene) -> None:
        """Know what an event in the clear refers to, so far as that matters, and can be told."""
        if text(raw, "sender") == scene.me.user:
            return
        relation = about(raw)
        for each in filter(None, (relation.replaces,) if scene.is_private else relation.earlier):
            if each not in self._line.past.messages:
                found = await self._asked(scene.id, each)
                if found is not None:
                    self._line.past.saw(each, found)

    async def _asked(self, room: str, event: str) -> Earlier | None:
        """None where it may be told another time; in a room where that happened nothing is asked for a while."""
        if time.monotonic() < self._not_before.get(room, 0.0):
            return None
        for pause in (PAUSE_S, None):
            try:
                raw = await self._line.wire.get("rooms", room, "event", event, wait_s=PATIENCE_S)
            except Undeliverable:
                return Earlier()
            except MaybeSent as error:
                if pause is not None:
                    await asyncio.sleep(pause)
                    continue
                _log.warning("what a message in a room of Matrix is about cannot be asked for: %s", error)
            else:
                return self._understood(room, raw)
        self._not_before[room] = time.monotonic() + REST_S
        return None

    def _understood(self, room: str, raw: Raw) -> Earlier:
        thread = part(raw, "unsigned", "m.relations", "m.thread")
        opened = self._line.keys.open(room, raw).clear if raw.get("type") == ENCRYPTED else raw
        return Earlier(
            sender=text(raw, "sender"),
            calls_us=opened is not None and called_by(part(opened, "content"), self._line.me),
            answered=thread.get("current_user_participated") is True,
        )
