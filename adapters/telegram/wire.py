"""The library's connection to Telegram, mended where it would log people's words or fail in ways of its own."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import httpx
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

SERVER_TROUBLE = 500


class ServerTrouble(NetworkError):
    """Telegram, or what stands before it, failed over a call: an HTTP status of 500 or more."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP status {status}")
        self.status = status


# Reading the list of certificates takes a tenth of a second.
_certificates = cache(httpx.create_ssl_context)


class Line(HTTPXRequest):
    """Tells a server in trouble, and what is no answer, from a call that was wrong.

    At most `width` calls are made at once; times in seconds.
    """

    def __init__(self, width: int, read_timeout: float, pool_timeout: float) -> None:
        super().__init__(
            connection_pool_size=width,
            read_timeout=read_timeout,
            pool_timeout=pool_timeout,
            httpx_kwargs={"verify": _certificates()},
        )

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As the library's. Raises ServerTrouble."""
        status, payload = await super().do_request(*args, **kwargs)
        if status >= SERVER_TROUBLE:
            raise ServerTrouble(status)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library's, but what cannot be read is not logged: it may be somebody's words."""
        try:
            told: dict[str, Any] = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            raise TelegramError("an answer that cannot be read") from None
        return told
