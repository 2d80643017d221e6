"""The peer as a test holds it: its addresses, its life, and waiting for what the bot does."""

from __future__ import annotations

import asyncio
import random
from asyncio import AbstractEventLoop, Event
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Self

from aiohttp import web

from tests.peers.telegram.bell import Bell
from tests.peers.telegram.cast import Cast
from tests.peers.telegram.faults import Faults
from tests.peers.telegram.happenings import Happenings
from tests.peers.telegram.limits import Limits
from tests.peers.telegram.pushing import Pusher
from tests.peers.telegram.record import Record
from tests.peers.telegram.server import Server
from tests.peers.telegram.state import OnConfirm, State
from tests.peers.telegram.talk import Talk
from tests.peers.telegram.world import Person, World

TOKEN = "7000000001:AAH-made-up-for-tests-0123456789abcdef"
PATIENCE_S = 20.0


class TelegramPeer(Cast, Talk, Happenings):
    """One bot's Telegram. `async with` serves from this loop, `with` from a thread of its own.

    It can be stopped and started again: the port, the people and all that waits stay.
    """

    def __init__(self, *, token: str = TOKEN, privacy: bool = False) -> None:
        bell = Bell()
        me = Person(id=int(token.partition(":")[0]), first_name="Satchel", username="satchel_bot", is_bot=True)
        self.state = State(token=token, privacy=privacy, world=World(me=me), bell=bell, faults=Faults(bell=bell))
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._pushing: asyncio.Task[None] | None = None
        self._thread: Thread | None = None
        self._over: tuple[AbstractEventLoop, Event] | None = None

    @property
    def token(self) -> str:
        return self.state.token

    @property
    def address(self) -> str:
        """Where it serves, without a path. Known once it was started."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """What `telegram.Bot(base_url=…)` takes."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """What `telegram.Bot(base_file_url=…)` takes."""
        return f"{self.address}/file/bot"

    @property
    def did(self) -> Record:
        """What the bot did."""
        return self.state.did

    @property
    def faults(self) -> Faults:
        return self.state.faults

    def limit(self, limits: Limits | None) -> None:
        """Switch the rate limits on, or off."""
        self.state.gatekeeper.limits = limits

    def on_confirm(self, hook: OnConfirm | None) -> None:
        """Call `hook` with each update as it is confirmed; False from it means: not committed yet."""
        self.state.on_confirm = hook

    def reorder(self, seed: int | None) -> None:
        """Mix what is handed out, the same for the same seed; None ends it."""
        self.state.queue.shuffle = None if seed is None else random.Random(seed)  # noqa: S311 -- nothing secret

    @property
    def polls(self) -> int:
        """How often the bot asked for updates."""
        return self.state.polls

    @property
    def polling(self) -> bool:
        """Whether the bot stands by in a long poll now."""
        return self.state.polling > 0

    @property
    def waiting(self) -> list[int]:
        """The ids of the updates that are not confirmed."""
        with self.state.bell.lock:
            return list(self.state.queue.waiting)

    def wait(self, true: Callable[[], bool], within: float = PATIENCE_S) -> None:
        """Block until something came true; looked at whenever anything happened here."""
        assert self.state.bell.wait(true, within), f"it did not come true within {within} s"

    async def until(self, true: Callable[[], bool], within: float = PATIENCE_S) -> None:
        """The same for a test in a loop."""
        assert await self.state.bell.heard_within(true, within), f"it did not come true within {within} s"

    async def start(self) -> None:
        """Serve from this loop, on the port of the last time if there was one."""
        assert self._runner is None, "it runs already"
        app = Server(state=self.state).app()
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self._pushing = asyncio.create_task(Pusher(state=self.state).run())

    async def stop(self) -> None:
        """Close the door: connections die, later ones are refused."""
        if self._runner is None or self._pushing is None:
            return
        self._pushing.cancel()
        with suppress(asyncio.CancelledError):
            await self._pushing
        await self._runner.cleanup()
        self._runner = self._pushing = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def start_thread(self) -> None:
        """Serve from a thread with a loop of its own."""
        assert self._thread is None, "it runs already"
        bound: Future[tuple[AbstractEventLoop, Event]] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._serve(bound)), daemon=True)
        self._thread.start()
        self._over = bound.result()

    def stop_thread(self) -> None:
        if self._thread is None or self._over is None:
            return
        loop, over = self._over
        loop.call_soon_threadsafe(over.set)
        self._thread.join()
        self._thread = self._over = None

    def __enter__(self) -> Self:
        self.start_thread()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_thread()

    async def _serve(self, bound: Future[tuple[AbstractEventLoop, Event]]) -> None:
        over = Event()
        try:
            await self.start()
        except OSError as taken:
            bound.set_exception(taken)
            return
        bound.set_result((asyncio.get_running_loop(), over))
        await over.wait()
        await self.stop()
