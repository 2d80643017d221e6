"""Stands between a bot and its homeserver for days: refuses, loses answers, repeats, delays, and counts haste."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from urllib.parse import unquote

from aiohttp import web

from tests.adapters_matrix.proxy import Proxy, sends
from tests.peers.matrix_haste import Haste
from tests.peers.matrix_repeats import Repeats
from tests.peers.matrix_sight import Json

REFUSED, LOST = 0.3, 0.05
"""Shares of the bot's messages."""

WAIT_S = 0.1
TOO_MANY = 429
SEED = 4711


class Gate(Proxy):
    """`on_sync` is called with the place from which the bot goes on; `on_events` with what is on its way to it."""

    def __init__(self, target: str) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
        self._troubled = False
        self.haste = Haste()
        self.repeats = Repeats(SEED)
        self.slow: dict[str, float] = {}
        self.touched: dict[str, float] = {}
        self.on_sync: Callable[[str], None] = lambda _: None
        self.on_events: Callable[[str, Json], None] = lambda *_: None
        super().__init__(target)

    def trouble(self, *, on: bool) -> None:
        """Whether some messages are refused for a moment, and some are sent without an answer."""
        self._troubled = on

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path
        room, speaks = _room_of(path), sends(request.method, path) or "/redact/" in path
        self.haste.asks(request.transport)
        if speaks:
            # Before it is held up here: what it may not know yet is told meanwhile.
            self.haste.speaks(room, request.transport)
        await asyncio.sleep(self.slow.get(room, 0.0))
        answer = await self._answered(request, room, speaks=speaks)
        if answer.status != TOO_MANY:
            self.haste.answered(request.transport)
        return answer

    async def _answered(self, request: web.Request, room: str, *, speaks: bool) -> web.Response:
        path = request.rel_url.raw_path
        if path.endswith("/sync") and "since" in request.rel_url.query:
            return await self._synced(request)
        if speaks:
            return await self._sent(request, room)
        answer = await self._asked_of_target(request, request.rel_url)
        if path.endswith("/messages") and answer.status == 200:
            self.on_events("", {"join": {room: {"timeline": {"events": _read(answer)["chunk"]}}}})
        return answer

    async def _sent(self, request: web.Request, room: str) -> web.Response:
        drawn = self._chance.random() if self._troubled else 1.0
        if drawn < REFUSED:
            self.haste.refused(room, WAIT_S, request.transport)
            said = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many", "retry_after_ms": int(WAIT_S * 1000)}
            return web.json_response(said, status=TOO_MANY)
        try:
            answer = await self._asked_of_target(request, request.rel_url)
        finally:
            self.touched[room] = time.monotonic()
        if drawn < REFUSED + LOST and request.transport is not None:
            request.transport.abort()
        return answer

    async def _synced(self, request: web.Request) -> web.Response:
        url = request.rel_url
        self.on_sync(url.query["since"])
        answer = await self._asked_of_target(request, url.update_query(timeout="0") if self.repeats.owed else url)
        if answer.status != 200:
            return answer
        sync = _read(answer)
        rooms = sync.setdefault("rooms", {})
        assert isinstance(rooms, dict)
        self.repeats.add_to(rooms)
        self.on_events(str(sync["next_batch"]), rooms)
        return web.json_response(sync)


def _room_of(path: str) -> str:
    _, _, rest = path.partition("/rooms/")
    return unquote(rest.partition("/")[0])


def _read(answer: web.Response) -> Json:
    assert isinstance(answer.body, bytes)
    read: Json = json.loads(answer.body)
    return read
