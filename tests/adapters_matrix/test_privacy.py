"""What is for one person's eyes is shown in no room that has more members by then."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from adapters.matrix.addresses import MATRIX
from adapters.matrix.render import rendered
from bot.content import Audience
from bot.errors import DeliveryError, NeverSent, Undeliverable
from bot.events import MembersChanged
from bot.ids import AccountId, ChatId, Conversation, MessageId
from bot.replies import Part, Reply
from tests.adapters_matrix.bots import Bot, met
from tests.adapters_matrix.proxy import Answer, Proxy
from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver, User


@pytest.fixture
def ben(synapse: Homeserver) -> User:
    return synapse.register("ben")


def private(where: Conversation) -> Part:
    (part,) = rendered(where, Reply(text="Your code is 4711.", private=True))
    return part


async def kept_from(bot: Bot, where: Conversation) -> bool:
    """Whether the room is not private, so that nothing private gets into it."""
    try:
        await bot.adapter.send(where, private(where), f"key {len(bot.heard.events)}")
    except Undeliverable as error:
        return "others are in this room" in str(error)
    return False


async def test_somebody_who_was_invited_sees_nothing_private_until_they_declined(
    synapse: Homeserver, bot: Bot, ada: Person, ben: User
) -> None:
    async with bot.running(), person(synapse.address, ben) as other:
        where = await met(bot, ada)
        assert await bot.adapter.is_private(where)
        assert not await kept_from(bot, where)
        await ada.invite(where.chat, ben.id)
        await bot.until(lambda: bool([each for each in bot.all_of(MembersChanged) if getattr(each, "welcome", False)]))
        assert not await bot.adapter.is_private(where)
        assert await kept_from(bot, where)
        assert await bot.says(where, "This room has more members now.", "open words")
        await other.leave(where.chat)
        await ada.say(where.chat, "alone again")
        await bot.hears("alone again")
        assert await bot.adapter.is_private(where)


async def test_what_one_sync_tells_with_who_came_is_not_answered_before_them(
    synapse: Homeserver, bot: Bot, ada: Person, ben: User
) -> None:
    async with bot.running():
        where = await met(bot, ada)
    await ada.say(where.chat, "what is my code?")
    await ada.invite(where.chat, ben.id)
    async with person(synapse.address, ben) as other:
        await other.join(where.chat)
        await other.leave(where.chat)
    async with bot.running():
        heard = await bot.hears("what is my code?")
        # What was said to us alone stays so; whether it may be answered there is asked anew.
        assert heard.audience is Audience.PRIVATE
        assert not await bot.adapter.is_private(where)
        assert await kept_from(bot, where)


@pytest.mark.parametrize("company", [False, True])
async def test_who_does_not_listen_asks_who_is_there(bot: Bot, ada: Person, ben: User, company: bool) -> None:
    async with bot.running():
        where = await met(bot, ada)
    if company:
        await ada.invite(where.chat, ben.id)
    bot.adapter = bot.fresh()
    assert await bot.adapter.is_private(where) is not company
    assert await kept_from(bot, where) is company
    await bot.adapter.aclose()


async def test_what_was_known_before_the_connection_broke_is_asked_for_again(bot: Bot, ada: Person, ben: User) -> None:
    where = await lost(bot, ada)
    await ada.invite(where.chat, ben.id)
    assert not await bot.adapter.is_private(where)
    assert await kept_from(bot, where)
    await bot.adapter.aclose()


async def test_where_nobody_can_tell_nothing_is_shown_yet(bot: Bot, ada: Person, proxy: Proxy) -> None:
    where = await lost(bot, ada)
    for ask in (bot.adapter.is_private(where), bot.adapter.send(where, private(where), "key")):
        proxy.next(Answer(status=500, body={}), lambda _, path: path.endswith("/state"))
        with pytest.raises(NeverSent):
            await ask
    nowhere = Conversation(platform=where.platform, account=where.account, chat=ChatId("!none:localhost"))
    with pytest.raises(DeliveryError):
        await bot.adapter.is_private(nowhere)
    await bot.adapter.aclose()


async def lost(bot: Bot, ada: Person) -> Conversation:
    """They met; then the bot's listening ended, while it still may speak."""
    run = asyncio.create_task(bot.adapter.run(bot.heard, ()))
    where = await met(bot, ada)
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run
    return where


@pytest.mark.parametrize("acknowledges", [False, True])
def test_each_part_says_whether_it_is_private(acknowledges: bool) -> None:
    where = Conversation(platform=MATRIX, account=AccountId("@bot:hs"), chat=ChatId("!room"))
    for private in (False, True):
        reply = Reply(text="x" * 40_000, private=private, acknowledges=acknowledges, in_reply_to=MessageId("$m"))
        assert {('"private": true' in part.body) for part in rendered(where, reply)} == {private}
