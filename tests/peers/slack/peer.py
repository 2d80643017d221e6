"""The peer itself: one object that a test holds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from threading import Event, Thread
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.peers.slack import views
from tests.peers.slack.changes import WITHIN
from tests.peers.slack.deliveries import Deliveries, Delivery
from tests.peers.slack.desk import Desk
from tests.peers.slack.faults import Fault, Hold
from tests.peers.slack.http_events import HttpEvents
from tests.peers.slack.oddities import Oddities
from tests.peers.slack.people import Person
from tests.peers.slack.record import BotRecord
from tests.peers.slack.sockets import Sockets
from tests.peers.slack.stage import Stage
from tests.peers.slack.values import JsonObject, JsonValue
from tests.peers.slack.web_api import APP_TOKEN, BOT_TOKEN, WebApi, cut
from tests.peers.slack.workspace import BOT_USER, Channel, Kind
from tests.peers.slack.world import World

T = TypeVar("T")
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


class SlackPeer:
    """Slack on a free port of the loopback, on this loop (`async with`) or in a thread of its own (`with`).

    Everything that drives it may be called from any thread. `down`: nobody can be reached.
    """

    bot_token, app_token, signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET

    def __init__(self) -> None:
        self.world = World()
        self.api = WebApi(self.world)
        self.odd = Oddities(self.world)
        self.down = False
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._thread: Thread | None = None
        self._over: Callable[[], object] = lambda: None
        self.world.deliveries.answered = lambda ack: views.answered(self.world, ack)

    @property
    def api_url(self) -> str:
        """What slack_sdk wants as `base_url`."""
        return f"{self.world.address}/api/"

    @property
    def bot(self) -> BotRecord:
        """What the bot did."""
        return self.world.bot

    @property
    def deliveries(self) -> Deliveries:
        """What the bot is told."""
        return self.world.deliveries

    @property
    def sockets(self) -> Sockets:
        return self.world.sockets

    @property
    def stage(self) -> Stage:
        return self.world.stage

    @property
    def scopes(self) -> set[str]:
        """What the bot's token is granted."""
        return self.world.scopes

    def use_http(self, address: str) -> HttpEvents:
        """Posts events to the bot from now on, signed, instead of waiting for its WebSocket."""
        route = HttpEvents(address, SIGNING_SECRET, self.stage, self.deliveries)
        self.deliveries.route = route
        return route

    def person(self, name: str) -> Person:
        """A new member of the workspace."""
        with self.world.changes:
            return Person(self.world, self.world.space.user(name))

    def channel(self, name: str, *members: Person, kind: Kind = "channel", bot: bool = True) -> Channel:
        """A new conversation of these people, and of the bot unless it is left out."""
        ids = [*(one.id for one in members), *([BOT_USER] if bot else [])]
        with self.world.changes:
            return self.world.space.channel(kind, name, ids)

    def file(self, name: str, content: bytes, mimetype: str = "text/plain", **more: JsonValue) -> JsonObject:
        """A file to say something with; `more` replaces its fields, such as `mode="tombstone"`."""
        return self.world.new_file(name, content, mimetype, **more)

    def content(self, file: str) -> bytes:
        """The bytes of a file, the bot's too."""
        return self.world.files[file][1]

    def emit(self, event: JsonObject) -> Delivery:
        """Tells the bot of any event at all, as it is."""
        return self.world.emit(event)

    def fails(self, method: str, *faults: Fault) -> None:
        """The next calls of a method go wrong, in this order; "*" stands for any method."""
        self.api.faults.next(method, *faults)

    def release(self, hold: Hold) -> None:
        self.api.release(hold)

    def go_down(self) -> None:
        """An outage: all lines are cut and nobody is let in, until `down` is False again."""
        self.down = True
        self.world.sockets.drop()

    async def until(self, holds: Callable[[], T | None], within: float = WITHIN) -> T:
        """Waits for something to come true here; AssertionError if it does not."""
        return await self.world.changes.until(holds, within)

    def wait_until(self, holds: Callable[[], T | None], within: float = WITHIN) -> T:
        """The same, blocking: for a test without a loop."""
        return self.world.changes.wait_until(holds, within)

    def run(self, work: Coroutine[None, None, T]) -> T:
        """Runs a coroutine on the peer's loop and waits for it, blocking."""
        return asyncio.run_coroutine_threadsafe(work, self.world.stage.loop).result(60)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 << 20, middlewares=[self._reachable])
        desk = Desk(self.api)
        app.router.add_route("*", "/api/{method}", self.api.serve)
        app.router.add_get("/link/", self.world.sockets.serve)
        app.router.add_get("/files-pri/{file}/{name}", desk.file)
        app.router.add_post("/upload/v1/{file}", desk.receive)
        app.router.add_post("/commands/{rest:.*}", desk.respond)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, port = self._runner.addresses[0][:2]
        self._port = port
        self.world.address = f"http://{host}:{port}"
        self.world.stage.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.world.sockets.drop()
        await self.world.stage.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def __enter__(self) -> Self:
        ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._live(ready)), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over()
        if self._thread is not None:
            self._thread.join()

    async def _live(self, ready: Event) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        self._over = lambda: loop.call_soon_threadsafe(over.set)
        async with self:
            ready.set()
            await over.wait()

    @web.middleware
    async def _reachable(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        return cut(request) if self.down else await handler(request)
