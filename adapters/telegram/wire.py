"""The connection to Telegram below the library: it logs no words, and costs half of what the library's own does.

It uploads no files: nothing here sends any.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import aiohttp
import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

SERVER_TROUBLE = 500
CONNECT_S = 5.0
IDLE_S = 5.0
"""So long a connection is kept for the next call: one that Telegram has just closed may swallow it."""


class ServerTrouble(NetworkError):
    """Telegram, or what stands before it, failed over a call: an HTTP status of 500 or more."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP status {status}")
        self.status = status


# Reading the list of certificates takes a tenth of a second.
_certificates = cache(httpx.create_ssl_context)


class Line(BaseRequest):
    """Tells a server in trouble, and what is no answer, from a call that was wrong.

    At most `width` calls are made at once; times in seconds.
    """

    def __init__(self, width: int, read_timeout: float, pool_timeout: float) -> None:
        self._width = width
        self._read_timeout = read_timeout
        self._pool_timeout = pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        """Connections are opened by the first call."""

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """As the library's. Raises ServerTrouble."""
        patience = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        timeout = aiohttp.ClientTimeout(connect=self._pool_timeout, sock_connect=CONNECT_S, sock_read=patience)
        data = request_data.json_parameters if request_data else None
        try:
            async with self._open().request(method, url, data=data, timeout=timeout, allow_redirects=False) as response:
                status, payload = response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Its words may hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from error
        if status >= SERVER_TROUBLE:
            raise ServerTrouble(status)
        return status, payload

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._width, ssl=_certificates(), keepalive_timeout=IDLE_S),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )
        return self._session

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library's, but what cannot be read is not logged: it may be somebody's words."""
        try:
            told: dict[str, Any] = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            raise TelegramError("an answer that cannot be read") from None
        return told
