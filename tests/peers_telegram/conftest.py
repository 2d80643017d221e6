"""A peer, and the real SDK that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Message, Update
from telegram.request import HTTPXRequest

from tests.peers.telegram import TelegramPeer


@pytest.fixture
async def peer() -> AsyncIterator[TelegramPeer]:
    async with TelegramPeer() as peer:
        yield peer


@pytest.fixture
async def bot(peer: TelegramPeer) -> AsyncIterator[Bot]:
    bot = bot_of(peer)
    async with bot:
        yield bot


def bot_of(peer: TelegramPeer, token: str | None = None) -> Bot:
    return Bot(
        token or peer.token,
        base_url=peer.base_url,
        base_file_url=peer.base_file_url,
        request=_plain(),
        get_updates_request=_plain(),
    )


def _plain() -> HTTPXRequest:
    """Without a list of certificates, which takes longer to read than most tests take."""
    return HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": False})


async def fetched(bot: Bot) -> list[Update]:
    return list(await bot.get_updates(timeout=0, allowed_updates=Update.ALL_TYPES))


async def messages(bot: Bot) -> list[Message]:
    return [update.message for update in await fetched(bot) if update.message is not None]
