"""Requests to the homeserver: the login in a header and nowhere else, and every failure one of ours."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from itertools import count
from typing import cast
from urllib.parse import quote, urlencode

import aiohttp
from yarl import URL

from adapters.matrix.errors import Refusal, of_the_network, ours, refusal
from adapters.matrix.fields import Raw, encodable, objects
from bot.errors import NeverSent, Undeliverable

Query = Mapping[str, str]

CLIENT = "/_matrix/client/v3"
MEDIA = "/_matrix/client/v1/media"
PATIENCE_S = 30.0
CHUNK = 2**16
MUCH = 2**20
"""Bytes of JSON that take so long to read that it is done beside everything else."""

_LISTED = "listed"


class Wire:
    """One login's way to its homeserver. `token` is empty before the login."""

    def __init__(self, homeserver: str, token: str = "") -> None:
        self._homeserver = homeserver.rstrip("/")
        self._token = token
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def get(self, *path: str, query: Query | None = None, wait_s: float = PATIENCE_S) -> Raw:
        return await self._asked("GET", path, None, query or {}, wait_s)

    async def state(self, room: str) -> tuple[Raw, ...]:
        """All state events of a room."""
        read = await self._asked("GET", ("rooms", room, "state"), None, {}, PATIENCE_S, listed=True)
        return objects(read, _LISTED)

    async def post(self, *path: str, body: Raw, query: Query | None = None) -> Raw:
        return await self._asked("POST", path, body, query or {}, PATIENCE_S)

    async def put(self, *path: str, body: Raw) -> Raw:
        return await self._asked("PUT", path, body, {}, PATIENCE_S)

    async def download(self, server: str, media: str, limit: int) -> bytes:
        """The bytes of a file. Raises Undeliverable where they are more than `limit`."""
        url = URL(f"{self._homeserver}{MEDIA}/{_joined(('download', server, media))}", encoded=True)
        try:
            async with self._opened().get(url, headers=self._headers(), timeout=_within(2 * PATIENCE_S)) as answer:
                if answer.status != 200:
                    raise await _refused(answer)
                data = bytearray()
                async for chunk in answer.content.iter_chunked(CHUNK):
                    data += chunk
                    if len(data) > limit:
                        raise Undeliverable(f"that file is larger than {limit:,} bytes")
                return bytes(data)
        except Refusal as error:
            raise ours(error) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise of_the_network(error) from error

    async def close(self) -> None:
        """Nothing is asked any more."""
        self._closed = True
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _asked(
        self,
        method: str,
        path: tuple[str, ...],
        body: Raw | None,
        query: Query,
        wait_s: float,
        *,
        listed: bool = False,
    ) -> Raw:
        asked = f"?{urlencode(query)}" if query else ""
        url = URL(f"{self._homeserver}{CLIENT}/{_joined(path)}{asked}", encoded=True)
        data = None if body is None else json.dumps(body).encode()
        try:
            async with self._opened().request(
                method,
                url,
                data=data,
                headers=self._headers(),
                timeout=_within(wait_s),
                middlewares=() if method == "GET" else (_once(),),
            ) as answer:
                if answer.status != 200:
                    raise await _refused(answer)
                return await _read(await answer.read(), listed=listed)
        except Refusal as error:
            raise ours(error) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise of_the_network(error) from error

    def _opened(self) -> aiohttp.ClientSession:
        if self._closed:
            raise NeverSent("the connection to the homeserver was let go of; I try again")
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    def _headers(self) -> dict[str, str]:
        login = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return {"Content-Type": "application/json", **login}


def _once() -> aiohttp.ClientMiddlewareType:
    """One try: where a connection breaks, the library would ask again at once, and knows nothing of our pace."""
    tries = count()

    async def tried(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        if next(tries):
            raise aiohttp.ServerDisconnectedError
        return await handler(request)

    return tried


def _joined(path: tuple[str, ...]) -> str:
    return "/".join(quote(each, safe="") for each in path)


def _within(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds)


async def _refused(answer: aiohttp.ClientResponse) -> Refusal:
    return refusal(answer.status, await answer.read(), answer.headers.get("Retry-After"))


async def _read(data: bytes, *, listed: bool) -> Raw:
    """The object that an answer holds, or one that has the list in it. Raises Refusal where it is none."""
    try:
        read = await asyncio.to_thread(_parsed, data) if len(data) > MUCH else _parsed(data)
    except (ValueError, RecursionError) as error:
        raise Refusal(200, said="its answer cannot be read") from error
    if not isinstance(read, list if listed else dict):
        raise Refusal(200, said="its answer is not what was asked for")
    return {_LISTED: read} if listed else cast("Raw", read)


def _parsed(data: bytes) -> object:
    read: object = json.loads(data)
    return encodable(read) if b"\\ud" in data or b"\\uD" in data else read
