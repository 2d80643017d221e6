"""Telegram's errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.errors import DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)
"""What httpx raises before a byte of a request is on its way."""

_TOLD: tuple[tuple[type[TelegramError], str], ...] = (
    (Forbidden, "Telegram says that this person or chat does not take my messages ({})"),
    (InvalidToken, "Telegram does not know the bot's token: correct it with `satchel setup telegram` ({})"),
    (EndPointNotFound, "this Bot API server does not know what Satchel asks of it: update that server ({})"),
    (Conflict, "another program uses this bot's token: stop that one, or take a token of its own for each ({})"),
    (BadRequest, "Telegram refused it ({})"),
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise what the block's calls raise as a DeliveryError."""
    try:
        yield
    except TelegramError as error:
        raise ours(error) from error


def ours(error: TelegramError) -> DeliveryError:
    """One of Telegram's errors as ours."""
    if isinstance(error, RetryAfter):
        after = error.retry_after if isinstance(error.retry_after, timedelta) else timedelta(seconds=error.retry_after)
        return RateLimited(f"Telegram asks to wait {after.total_seconds():.0f} seconds", after)
    for kind, told in _TOLD:
        if isinstance(error, kind):
            return Undeliverable(told.format(error.message))
    if isinstance(error.__cause__, NEVER_LEFT):
        return NeverSent(f"Telegram cannot be reached ({type(error.__cause__).__name__}); I try again")
    if error.__cause__ is None and "(5" in error.message:
        return NeverSent(f"Telegram is in trouble itself ({error.message}); I try again")
    return MaybeSent("Telegram did not answer, so nobody knows whether it arrived")
