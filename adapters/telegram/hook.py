"""Being called by Telegram: each update is committed before it is answered with 200."""

from __future__ import annotations

import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256

from aiohttp import web
from telegram import Bot, WebhookInfo

from adapters.hooks import Serve, listening
from adapters.telegram.limits import Limits
from adapters.telegram.listening import OnUpdates
from adapters.telegram.translate import ALLOWED_UPDATES
from bot.errors import NeverSent

LARGEST_UPDATE = 2**20
LOOK_EVERY_S = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name, not what it holds


def secret_for(token: str) -> str:
    """What Telegram shows us with each call: the same at each start, and nobody else can know it."""
    return hmac.new(token.encode(), b"satchel webhook", sha256).hexdigest()


@asynccontextmanager
async def webhook(bot: Bot, limits: Limits, address: str, listen: str, on_updates: OnUpdates) -> AsyncIterator[None]:
    """Have Telegram call us at `address`, which leads to `listen` (HOST:PORT), while the block runs.

    It keeps calling later, too, and what nobody took comes to the next process. Raises DeliveryError.
    """
    secret = secret_for(bot.token)
    async with listening("telegram_listen", listen, _judging(secret, on_updates), LARGEST_UPDATE):
        await limits.ask(
            "setWebhook",
            lambda: bot.set_webhook(
                address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=1
            ),
        )
        yield


async def look(bot: Bot, limits: Limits, address: str) -> None:
    """Raise NeverSent where Telegram does not call us, or could not."""
    info: WebhookInfo = await limits.ask("getWebhookInfo", bot.get_webhook_info)
    if info.url != address:
        raise NeverSent("another program took this bot's updates over: stop that one, or take a token of its own")
    if info.pending_update_count and info.last_error_message:
        raise NeverSent(f"telegram_webhook: Telegram cannot reach {address} ({info.last_error_message})")


def _judging(secret: str, on_updates: OnUpdates) -> Serve:
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
        await on_updates([update])
        return web.Response()

    return hear
