"""Telegram's errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from adapters.telegram.wire import ServerTrouble
from bot.errors import AccountRefused, DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable

NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
"""What aiohttp raises before a byte of a request is on its way."""

MISREAD = (KeyError, TypeError, ValueError, AttributeError)
"""What the library raises over an answer of another shape than it knows."""

GATEWAY_TIMEOUT = 504
_LONGEST = 200
_TOO_LARGE = "file is too big"

# The library puts the token itself into what it says of a wrong one.
_TOLD: tuple[tuple[type[TelegramError], type[DeliveryError], str], ...] = (
    (Forbidden, Undeliverable, "Telegram says that this person or chat does not take my messages ({})"),
    (InvalidToken, AccountRefused, "Telegram does not know the bot's token: correct it with `satchel setup telegram`"),
    (
        EndPointNotFound,
        AccountRefused,
        "Telegram does not know the bot's token, or this Bot API server is too old for Satchel",
    ),
    (
        Conflict,
        AccountRefused,
        "another program uses this bot's token: stop that one, or take a token of its own for each ({})",
    ),
    (BadRequest, Undeliverable, "Telegram refused it ({})"),
)


class ChatMoved(Undeliverable):
    """The group has become the supergroup `to`."""

    def __init__(self, to: int) -> None:
        super().__init__("the group has become a supergroup, and what was said in it before cannot be reached any more")
        self.to = to


@contextmanager
def translated() -> Iterator[None]:
    """Raise what the block's calls raise as a DeliveryError."""
    try:
        yield
    except TelegramError as error:
        raise ours(error) from error
    except MISREAD as error:
        raise MaybeSent("Telegram's answer cannot be read, so nobody knows whether it arrived") from error


def ours(error: TelegramError) -> DeliveryError:
    """One of Telegram's errors as ours."""
    if isinstance(error, RetryAfter):
        after = error.retry_after if isinstance(error.retry_after, timedelta) else timedelta(seconds=error.retry_after)
        return RateLimited(f"Telegram asks to wait {after.total_seconds():.0f} seconds", after)
    if isinstance(error, ChatMigrated):
        return ChatMoved(error.new_chat_id)
    if isinstance(error, BadRequest) and _TOO_LARGE in error.message.lower():
        return Undeliverable("Telegram gives bots no file that is larger than 20 MB")
    for kind, as_ours, told in _TOLD:
        if isinstance(error, kind):
            return as_ours(told.format(error.message[:_LONGEST]))
    if isinstance(error.__cause__, NEVER_LEFT):
        return NeverSent(f"Telegram cannot be reached ({type(error.__cause__).__name__}); I try again")
    if isinstance(error, ServerTrouble) and error.status != GATEWAY_TIMEOUT:
        return NeverSent(f"Telegram is in trouble itself ({error.message}); I try again")
    return MaybeSent("Telegram did not answer, so nobody knows whether it arrived")


def refusal(error: DeliveryError) -> str:
    """What Telegram found wrong with a call, in lower case; nothing where it is not the call that was wrong."""
    return error.__cause__.message.lower() if isinstance(error.__cause__, BadRequest) else ""
