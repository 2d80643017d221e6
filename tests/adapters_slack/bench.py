"""The adapter at work on a loopback Slack, and who hears it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from adapters.slack.adapter import SlackAdapter
from adapters.slack.options import SlackKeys, SlackOptions
from bot.clock import SystemClock
from bot.events import CommandInvoked, Event, MessageReceived
from bot.ports import Bookmark
from tests.contracts.platforms.stage import Listener
from tests.peers.slack import SlackPeer

COMMANDS = ("help", "note", "ask", "recent", "forget")
WAIT_S = 60


class Core(Listener):
    """Notes what was committed, and which bookmarks came with it."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []

    async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        if bookmark is not None:
            self.places.append(bookmark.value)
        await super().__call__(events, bookmark)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    @property
    def commands(self) -> list[CommandInvoked]:
        return [event for event in self.events if isinstance(event, CommandInvoked)]

    def of_kind(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.kind == kind]

    def once(self) -> dict[object, Event]:
        """Each event by its key."""
        return {event.key: event for event in self.events}


@asynccontextmanager
async def adapter_for(
    slack: SlackPeer, *, listen: str = "", heartbeat_s: float = 10.0, look_every_s: float = 3600.0
) -> AsyncIterator[SlackAdapter]:
    """An adapter that is not running; with `listen` it is called by Slack."""
    keys = SlackKeys(bot=slack.bot_token, app="" if listen else slack.app_token, secret=slack.signing_secret)
    options = SlackOptions(
        api=slack.api_url,
        listen=listen or "127.0.0.1:0",
        commands=COMMANDS,
        heartbeat_s=heartbeat_s,
        look_every_s=look_every_s,
    )
    adapter = SlackAdapter(keys, options, SystemClock())
    try:
        yield adapter
    finally:
        await adapter.aclose()


def said(core: Core) -> list[str]:
    """The words of all messages, each once, by when they were said."""
    messages = {event.key: event for event in core.events if isinstance(event, MessageReceived)}
    return [message.text for message in sorted(messages.values(), key=lambda message: message.at)]
