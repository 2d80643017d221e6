"""Calls of Slack's Web API: paced, tried once, and with our errors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.pace import Pace
from adapters.slack.errors import translated
from adapters.slack.fields import Raw, rows, text
from bot.errors import MaybeSent, NeverSent, RateLimited

TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
LONGEST_WAIT = timedelta(minutes=2)
PAGE = 200


class Web:
    """One bot's calls, over connections that are kept."""

    def __init__(self, token: str, api: str) -> None:
        self._token = token
        self._api = api
        self._pace = Pace()
        self._client: AsyncWebClient | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The connections, for what is no method."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        return self._session

    @property
    def bearer(self) -> Raw:
        """What shows who we are where it is no method that is called."""
        return {"Authorization": f"Bearer {self._token}"}

    async def post(self, method: str, **arguments: object) -> Raw:
        """Do something, once. Limits hold for a method and the channel that it is about."""
        return await self._call(method, str(arguments.get("channel") or arguments.get("user_id") or ""), json=arguments)

    async def look_up(self, method: str, **arguments: object) -> Raw:
        """Ask for something: whatever goes wrong, nothing has happened."""
        try:
            return await self._call(method, "", data=arguments)
        except MaybeSent as lost:
            raise NeverSent("Slack did not answer; I try again") from lost.__cause__

    async def ask(self, method: str, **arguments: object) -> Raw:
        """The same, and where Slack wants us to wait, wait."""
        while True:
            try:
                return await self.look_up(method, **arguments)
            except RateLimited as limit:
                if limit.after > LONGEST_WAIT:
                    raise
                await asyncio.sleep(limit.after.total_seconds())

    async def pages(self, method: str, name: str, **arguments: object) -> AsyncIterator[tuple[Raw, ...]]:
        """The objects of a list, a page at a time."""
        cursor = ""
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = await self.ask(method, limit=PAGE, **more, **arguments)
            yield rows(page, name)
            cursor = text(page, "response_metadata", "next_cursor")
            if not cursor:
                return

    async def ticket(self, app_token: str) -> str:
        """An address for one connection of Socket Mode."""
        with translated():
            response = await self._ready().apps_connections_open(app_token=app_token)
        return str(response.get("url") or "")

    async def aclose(self) -> None:
        """Let go of the connections; a later call makes new ones."""
        if self._session is not None:
            await self._session.close()
        self._session = self._client = None

    async def _call(self, method: str, about: str, **arguments: object) -> Raw:
        self._pace.refuse_early(method, f"{method} {about}")
        try:
            with translated():
                response = await self._ready().api_call(method, **arguments)  # type: ignore[arg-type]  # json or data
        except RateLimited as limit:
            self._pace.hold(f"{method} {about}", limit.after)
            raise
        return response.data if isinstance(response.data, dict) else {}

    def _ready(self) -> AsyncWebClient:
        if self._client is None or self._client.session is not self.session:
            # The SDK's own retries would post twice.
            self._client = AsyncWebClient(
                token=self._token, base_url=self._api, session=self.session, retry_handlers=[]
            )
        return self._client
