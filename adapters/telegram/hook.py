"""Being called by Telegram: each update is committed before it is answered with 200.

Telegram brings a chat's next update only when the last one is answered. So the parts of an album cannot wait for each
other in here: its first part is answered with 503, and the whole of it is asked for.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256

from aiohttp import web
from telegram import Bot, WebhookInfo

from adapters.hooks import Serve, listening
from adapters.telegram.albums import album_of
from adapters.telegram.limits import Limits
from adapters.telegram.listening import OnUpdates
from adapters.telegram.translate import ALLOWED_UPDATES, Raw
from bot.errors import NeverSent

LARGEST_UPDATE = 2**20
LOOK_EVERY_S = 60.0
LATELY = timedelta(seconds=2 * LOOK_EVERY_S)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name, not what it holds


def secret_for(token: str) -> str:
    """What Telegram shows us with each call: the same at each start, and nobody else can know it."""
    return hmac.new(token.encode(), b"satchel webhook", sha256).hexdigest()


class Heard:
    """What Telegram's calls brought; `album` is set when one of them begins an album."""

    def __init__(self, on_updates: OnUpdates) -> None:
        self._on_updates = on_updates
        self.album = asyncio.Event()

    async def takes(self, update: Raw) -> bool:
        """Commit an update, unless an album is to be asked for first: then Telegram keeps it."""
        if "message" in update and album_of(update):
            self.album.set()
        if not self.album.is_set():
            await self._on_updates([update])
        return not self.album.is_set()

    async def album_within(self, seconds: float) -> bool:
        """Wait for an album to begin."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.album.wait(), seconds)
        return self.album.is_set()


@asynccontextmanager
async def webhook(bot: Bot, limits: Limits, address: str, listen: str, heard: Heard) -> AsyncIterator[None]:
    """Have Telegram call us at `address`, which leads to `listen` (HOST:PORT), while the block runs.

    It keeps calling later, too, and what nobody took comes to the next process. Raises DeliveryError.
    """
    secret = secret_for(bot.token)
    async with listening("telegram_listen", listen, _judging(secret, heard), LARGEST_UPDATE):
        await limits.ask(
            "setWebhook",
            lambda: bot.set_webhook(
                address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=1
            ),
        )
        yield


async def look(bot: Bot, limits: Limits, address: str, now: datetime) -> None:
    """Raise NeverSent where Telegram does not call us, or could not of late: it never forgets its last failure."""
    info: WebhookInfo = await limits.ask("getWebhookInfo", bot.get_webhook_info)
    if info.url != address:
        raise NeverSent("another program took this bot's updates over: stop that one, or take a token of its own")
    failed = info.last_error_date
    if info.pending_update_count and failed and now - failed < LATELY:
        raise NeverSent(f"telegram_webhook: Telegram cannot reach {address} ({info.last_error_message})")


def _judging(secret: str, heard: Heard) -> Serve:
    async def hear(request: web.Request) -> web.Response:
        shown = [each.encode(errors="surrogateescape") for each in request.headers.getall(SECRET_HEADER, [])]
        if len(shown) != 1 or not hmac.compare_digest(shown[0], secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        return web.Response(status=200 if await heard.takes(update) else 503)

    return hear
