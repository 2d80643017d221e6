"""What goes wrong with a homeserver, as our errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp

from bot.errors import AccountRefused, DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable

UNTOLD_WAIT = timedelta(seconds=5)
LONGEST_TOLD = 200

FORBIDDEN = "M_FORBIDDEN"
NOT_FOUND = "M_NOT_FOUND"
LIMITED = "M_LIMIT_EXCEEDED"
SAID_ALREADY = "M_DUPLICATE_ANNOTATION"
UNKNOWN = "M_UNKNOWN"
NO_HOMESERVER = frozenset({"", "M_UNRECOGNIZED"})
_SIGNED_OUT = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN")

_TOLD = {
    FORBIDDEN: "Matrix does not let me do that in this room ({}); invite me again, or give me the right to write there",
    NOT_FOUND: "Matrix does not know that room or message any more ({})",
    "M_TOO_LARGE": "that is larger than Matrix takes ({})",
}
_CLOSED = "M_USER_DEACTIVATED"


class Refusal(Exception):
    """The homeserver's own word: an HTTP status and mostly a code. `soft`: our device is not forgotten."""

    def __init__(
        self, status: int, code: str = "", said: str = "", after: timedelta | None = None, *, soft: bool = False
    ) -> None:
        super().__init__(f"{code or status} {said}"[:LONGEST_TOLD].strip())
        self.status = status
        self.code = code
        self.after = after
        self.soft = soft


class SignedOut(AccountRefused):
    """Our login holds no more. `soft`: the same device may log in again."""

    def __init__(self, message: str, *, soft: bool = False) -> None:
        super().__init__(message)
        self.soft = soft


def code_of(error: DeliveryError) -> str:
    """The homeserver's code behind an error of ours; nothing where it said none."""
    return error.__cause__.code if isinstance(error.__cause__, Refusal) else ""


def refusal(status: int, body: bytes, retry_after: str | None) -> Refusal:
    """What an answer that is no success says; a proxy's page says nothing."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        read = None
    told = read if isinstance(read, dict) else {}
    code, said, wait = told.get("errcode"), told.get("error"), told.get("retry_after_ms")
    return Refusal(
        status,
        code if isinstance(code, str) else "",
        said if isinstance(said, str) else "",
        _wait(wait, retry_after),
        soft=told.get("soft_logout") is True,
    )


def _wait(milliseconds: object, header: str | None) -> timedelta | None:
    if isinstance(milliseconds, int | float) and 0 <= milliseconds < 1e9:
        return timedelta(milliseconds=milliseconds)
    return timedelta(seconds=int(header)) if header and header.isdecimal() and len(header) < 7 else None


def ours(error: Refusal) -> DeliveryError:
    """The homeserver's word as ours."""
    if error.status == 429 or error.code == LIMITED:
        after = error.after if error.after is not None else UNTOLD_WAIT
        return RateLimited(f"Matrix asks to wait {after.total_seconds():.0f} seconds", after)
    if error.code in _SIGNED_OUT:
        return SignedOut(
            f"the bot is logged in to Matrix no more: set it up again with `satchel setup matrix` ({error})",
            soft=error.soft,
        )
    if error.code == _CLOSED:
        return AccountRefused(
            f"the bot's own account was closed: set another one up with `satchel setup matrix` ({error})"
        )
    if error.code in _TOLD:
        return Undeliverable(_TOLD[error.code].format(error))
    if error.status >= 500 or error.status < 400:
        return MaybeSent(f"the homeserver is in trouble ({error}), so nobody knows whether it arrived")
    return Undeliverable(f"Matrix refused it ({error})")


def of_the_network(error: aiohttp.ClientError | TimeoutError) -> DeliveryError:
    """What befell a connection, as ours."""
    if isinstance(error, aiohttp.InvalidURL):
        return Undeliverable("matrix_homeserver: that is no address; write it as https://matrix.org")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NeverSent(f"the homeserver cannot be reached ({type(error).__name__}); I try again")
    return MaybeSent("the homeserver did not answer, so nobody knows whether it arrived")


@contextmanager
def only_asking() -> Iterator[None]:
    """What fails in here was a question: nothing was sent yet. Raises NeverSent for MaybeSent."""
    try:
        yield
    except MaybeSent as error:
        raise NeverSent("the homeserver does not tell what must be known before; I try again") from error
