"""A loopback Slack, and the adapter connected to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Protocol

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.ports import Bookmark
from tests.adapters_slack.bench import Core, adapter_for
from tests.peers.slack import SlackPeer


class Runs(Protocol):
    """Runs an adapter while the block does."""

    def __call__(
        self, core: Core, bookmarks: Sequence[Bookmark] = ..., heartbeat_s: float = ...
    ) -> AbstractAsyncContextManager[asyncio.Task[None]]: ...


@pytest.fixture
async def slack() -> AsyncIterator[SlackPeer]:
    async with SlackPeer() as peer:
        yield peer


@pytest.fixture
async def adapter(slack: SlackPeer) -> AsyncIterator[SlackAdapter]:
    async with adapter_for(slack) as made:
        yield made


@pytest.fixture
def runs(slack: SlackPeer) -> Runs:
    @asynccontextmanager
    async def running(
        core: Core, bookmarks: Sequence[Bookmark] = (), heartbeat_s: float = 10.0
    ) -> AsyncIterator[asyncio.Task[None]]:
        async with adapter_for(slack, heartbeat_s=heartbeat_s) as adapter:
            run = asyncio.create_task(adapter.run(core, bookmarks))
            try:
                yield run
            finally:
                if not run.done():
                    run.cancel()
                    with suppress(asyncio.CancelledError):
                        await run

    return running
