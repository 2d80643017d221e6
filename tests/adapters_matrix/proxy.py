"""Stands between the bot and its homeserver, and does to single requests what networks and servers do."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from aiohttp import ClientSession, ClientTimeout, web
from yarl import URL

Result = TypeVar("Result")
Matches = Callable[[str, str], bool]

LARGEST = 1 << 27
PATIENCE_S = 30.0
ROUNDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered in the homeserver's place."""

    status: int
    body: object
    headers: dict[str, str] = field(default_factory=dict)


Fault = Answer | Literal["drop", "lose", "hang"]
"""An answer; or the connection dies before (drop) or after (lose) it arrived; or nothing comes back."""


def sends(method: str, path: str) -> bool:
    """Whether a request sends a message or a reaction."""
    return method == "PUT" and "/send/" in path


class Proxy:
    """Runs in a thread of its own, so that the test's loop holds nothing but what is tested."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._faults: deque[tuple[Matches, Fault]] = deque()
        self._held_until: float = 0.0
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._again = asyncio.Event()
        self._first = ""
        self.asked: list[tuple[str, str]] = []
        self.early = 0
        self._thread.start()
        self._do(self._open())

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def next(self, fault: Fault, matches: Matches = sends) -> None:
        """What befalls the next such request."""
        self._faults.append((matches, fault))

    def forgive(self) -> None:
        """What was to befall befalls no more."""
        self._faults.clear()

    def limit(self, seconds: float) -> None:
        """The next message is refused with this wait; whatever is sent before it is over is counted as early."""
        said = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": int(seconds * 1000)}
        self.next(Answer(status=429, body=said))
        self._held_until = time.monotonic() + seconds

    def repeat(self) -> None:
        """The sync that is waited for, or the next one, tells everything since the first one again."""
        self._loop.call_soon_threadsafe(self._again.set)

    def stop(self) -> None:
        """Nobody listens any more."""
        self._do(self._shut())

    def start(self) -> None:
        self._do(self._listen())

    def close(self) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[None, None, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _open(self) -> None:
        self._session = ClientSession(auto_decompress=False, timeout=ClientTimeout(total=None))
        await self._listen()

    async def _listen(self) -> None:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/{path:.*}", self._hear)
        self._runner = web.AppRunner(app, shutdown_timeout=0, access_log=None, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def _shut(self) -> None:
        if self._runner is not None:
            # Who is being let in while the door closes would be forgotten there.
            await _rounds()
            await self._runner.cleanup()
            self._runner = None

    async def _end(self) -> None:
        await self._shut()
        await self._session.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        # What was aborted is closed only then.
        await _rounds()

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path
        self.asked.append((request.method, path))
        if sends(request.method, path) and time.monotonic() < self._held_until and not self._faults:
            self.early += 1
        fault = self._fault(request.method, path)
        if isinstance(fault, Answer):
            body = fault.body if isinstance(fault.body, str) else json.dumps(fault.body)
            return web.Response(status=fault.status, text=body, headers=fault.headers)
        if fault == "hang":
            await asyncio.Event().wait()
        if fault != "drop":
            answer = await self._passed_on(request)
        if fault in ("drop", "lose"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return answer

    def _fault(self, method: str, path: str) -> Fault | None:
        for place, (matches, fault) in enumerate(self._faults):
            if matches(method, path):
                del self._faults[place]
                return fault
        return None

    async def _passed_on(self, request: web.Request) -> web.Response:
        url = request.rel_url
        if not url.raw_path.endswith("/sync") or "since" not in url.query:
            return await self._asked_of_target(request, url)
        self._first = self._first or url.query["since"]
        answering = asyncio.ensure_future(self._asked_of_target(request, url))
        waiting = asyncio.ensure_future(self._again.wait())
        try:
            await asyncio.wait({answering, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not self._again.is_set():
                return await answering
        finally:
            waiting.cancel()
            answering.cancel()
        self._again.clear()
        return await self._asked_of_target(request, url.update_query(since=self._first))

    async def _asked_of_target(self, request: web.Request, url: URL) -> web.Response:
        kept = {name: value for name, value in request.headers.items() if name in ("Authorization", "Content-Type")}
        whole = URL(f"{self._target}{url.raw_path_qs}", encoded=True)
        async with self._session.request(request.method, whole, data=await request.read(), headers=kept) as answer:
            body = await answer.read()
            headers = {name: value for name, value in answer.headers.items() if name in ("Content-Type", "Retry-After")}
            return web.Response(status=answer.status, body=body, headers=headers)


async def _rounds() -> None:
    """Let the loop do what is due."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
