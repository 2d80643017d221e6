"""Being called by a platform over HTTP: one place to listen, for as long as it is wanted and hardly longer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import NeverSent

LAST_CALLS_S = 2.0
"""How long the calls that are being answered may take when listening ends; whoever was cut off calls again."""

Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def listening(setting: str, listen: str, serve: Serve, largest: int) -> AsyncIterator[None]:
    """Have `serve` answer every POST while the block runs; one of more than `largest` bytes is refused.

    `listen` is HOST:PORT, an IPv6 address in brackets. Raises NeverSent, in the name of the setting, where nobody
    can listen there.
    """
    host, _, port = listen.rpartition(":")
    app = web.Application(client_max_size=largest)
    app.add_routes([web.post("/{path:.*}", serve)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_CALLS_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            raise NeverSent(f"{setting}: {listen} cannot be listened on ({error.strerror})") from error
        yield
    finally:
        await runner.cleanup()
