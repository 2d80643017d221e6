"""The peer, and Slack's own SDK at its other end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.peers.slack import SlackPeer


@pytest.fixture
async def slack() -> AsyncIterator[SlackPeer]:
    async with SlackPeer() as peer:
        yield peer


@pytest.fixture
async def client(slack: SlackPeer) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


class Listener:
    """A bot that acknowledges what it hears, unless it is told not to."""

    def __init__(self, sdk: SocketModeClient) -> None:
        self.sdk = sdk
        self.heard: list[SocketModeRequest] = []
        self.acknowledges = True

    async def hear(self, _: object, request: SocketModeRequest) -> None:
        self.heard.append(request)
        if self.acknowledges:
            await self.sdk.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    @property
    def texts(self) -> list[str]:
        return [request.payload["event"].get("text", "") for request in self.heard if request.type == "events_api"]


Listens = Callable[[], Awaitable[Listener]]


@asynccontextmanager
async def listening(slack: SlackPeer, client: AsyncWebClient) -> AsyncIterator[Listener]:
    sdk = SocketModeClient(app_token=slack.app_token, web_client=client, ping_interval=0.1)
    listener = Listener(sdk)
    sdk.socket_mode_request_listeners.append(listener.hear)
    await sdk.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it bare
    try:
        yield listener
    finally:
        await sdk.close()  # type: ignore[no-untyped-call]  # the SDK leaves it bare


@pytest.fixture
async def listens(slack: SlackPeer, client: AsyncWebClient) -> AsyncIterator[Listens]:
    """Starts one more bot."""
    async with AsyncExitStack() as stack:

        async def another() -> Listener:
            listener = await stack.enter_async_context(listening(slack, client))
            await slack.until(lambda: slack.sockets.connections)
            return listener

        yield another
