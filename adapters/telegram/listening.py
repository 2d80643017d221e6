"""Hearing Telegram: what is fetched or pushed is committed, and only then confirmed."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256

from aiohttp import web
from telegram import Bot

from adapters.telegram.albums import album_of
from adapters.telegram.errors import translated
from adapters.telegram.translate import ALLOWED_UPDATES, Raw
from bot.errors import NeverSent

LONG_POLL_S = 25
"""How long Telegram holds a request open when there is nothing new."""

SLACK_S = 10
MOST_AT_ONCE = 100
REST_OF_ALBUM_S = 1
LARGEST_UPDATE = 2**20
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name, not what it holds

RAW_UPDATES = "get_Updates"
"""Spelt so, the library asks for `getUpdates` without a warning that it could also parse them, all or none."""

OnUpdates = Callable[[Sequence[Raw]], Awaitable[None]]


async def poll(bot: Bot, on_updates: OnUpdates) -> None:
    """Fetch for ever. An update is confirmed by the request after the one that brought it.

    No place is kept over a restart: Telegram gives again what was not confirmed, and after a week of silence
    its numbers begin anew, so that an old number would make it drop new updates.
    """
    with translated():
        await bot.delete_webhook()
    offset: int | None = None
    while True:
        updates = await _fetched(bot, offset, LONG_POLL_S)
        while len(updates) < MOST_AT_ONCE and updates and album_of(updates[-1]):
            # The rest of an album is on its way; nothing of it is confirmed yet.
            before, updates = len(updates), await _fetched(bot, offset, REST_OF_ALBUM_S, more_than=len(updates))
            if len(updates) <= before:
                break
        await on_updates(updates)
        offset = max(map(number_of, updates)) + 1 if updates else None


async def _fetched(bot: Bot, offset: int | None, wait_s: int, more_than: int = 0) -> Sequence[Raw]:
    if more_than:
        # A long poll would answer at once with what is there already.
        await asyncio.sleep(wait_s)
        wait_s = 0
    asked = {"timeout": wait_s, "limit": MOST_AT_ONCE, "allowed_updates": list(ALLOWED_UPDATES)}
    with translated():
        updates = await bot.do_api_request(
            RAW_UPDATES,
            api_kwargs=asked if offset is None else {**asked, "offset": offset},
            read_timeout=wait_s + SLACK_S,
        )
    return [update for update in updates if isinstance(update, dict)] if isinstance(updates, list) else []


def number_of(update: Raw) -> int:
    """An update's number; one without a usable number cannot be confirmed by it."""
    number = update.get("update_id")
    return number if isinstance(number, int) else 0


def secret_for(token: str) -> str:
    """What Telegram shows us with each call: the same at each start, and nobody else can know it."""
    return hmac.new(token.encode(), b"satchel webhook", sha256).hexdigest()


@asynccontextmanager
async def webhook(bot: Bot, address: str, listen: str, on_updates: OnUpdates) -> AsyncIterator[None]:
    """Be called by Telegram while the block runs: each update is committed before it is answered with 200."""
    secret = secret_for(bot.token)
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(_app(secret, on_updates), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            raise NeverSent(f"telegram_listen: {listen} cannot be listened on ({error.strerror})") from error
        with translated():
            await bot.set_webhook(
                address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=1
            )
        yield
    finally:
        await runner.cleanup()


def _app(secret: str, on_updates: OnUpdates) -> web.Application:
    async def hear(request: web.Request) -> web.Response:
        shown = request.headers.getall(SECRET_HEADER, [])
        if len(shown) != 1 or not hmac.compare_digest(shown[0].encode(), secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        await on_updates([update])
        return web.Response()

    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.add_routes([web.post("/{path:.*}", hear)])
    return app
