"""On a real homeserver, with rooms as people's programs make them: which is somebody's own, and which a group."""

from __future__ import annotations

import pytest
from nio import RoomPreset

from bot.content import Audience
from bot.errors import Undeliverable
from bot.events import MembersChanged
from bot.ids import AccountId, ChatId, Conversation
from bot.replies import Reply
from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.proxy import Answer, Proxy
from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver

DIRECT, GROUP = RoomPreset.trusted_private_chat, RoomPreset.private_chat
"""What Element makes its direct chats and its other private rooms of."""


async def heard(bot: Bot, ada: Person, room: str, text: str) -> Audience:
    await ada.joined(room, bot.id)
    await ada.say(room, text)
    return (await bot.hears(text)).audience


async def is_private(bot: Bot, room: str) -> bool:
    """What the adapter says, and what it does."""
    where = Conversation(platform=bot.adapter.platform, account=AccountId(bot.id), chat=ChatId(room))
    private = await bot.adapter.is_private(where)
    (part,) = bot.adapter.render(where, Reply(text="Your code is 4711.", private=True))
    if private:
        assert await bot.adapter.send(where, part, "a code")
    else:
        with pytest.raises(Undeliverable, match="others are in this room now, or can come"):
            await bot.adapter.send(where, part, "a code")
    return private


async def is_renamed(bot: Bot, ada: Person, room: str) -> None:
    """What we are there by now tells nothing of our invitation."""
    wire = (await bot.adapter._connections.get()).wire
    for name in ("Satchel", "The Satchel"):
        await wire.put("profile", bot.id, "displayname", body={"displayname": name})
    await heard(bot, ada, room, "a fine name")


def greetings(bot: Bot) -> list[str]:
    """Which we owe."""
    changes = [each for each in bot.heard.events if isinstance(each, MembersChanged) and each.welcome]
    return ["two" if each.of_two else "group" for each in changes]


@pytest.mark.parametrize("encrypted", [False, True])
async def test_a_direct_chat_is_private_over_restarts_and_whatever_name_we_take(
    bot: Bot, ada: Person, encrypted: bool
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, encrypted=encrypted, preset=DIRECT)
        assert await heard(bot, ada, room, "one") is Audience.PRIVATE
        assert await is_private(bot, room)
        await is_renamed(bot, ada, room)
    async with bot.running():
        assert await heard(bot, ada, room, "two") is Audience.PRIVATE
        assert await is_private(bot, room)
    assert greetings(bot) == []
    bot.adapter = bot.fresh()
    assert await is_private(bot, room)
    await bot.adapter.aclose()


@pytest.mark.parametrize("encrypted", [False, True])
async def test_a_room_of_two_that_is_no_direct_chat_is_a_group_in_which_all_is_said_to_us(
    synapse: Homeserver, bot: Bot, ada: Person, encrypted: bool
) -> None:
    async with bot.running():
        room = await ada.group("Plans", bot.id, encrypted=encrypted, preset=GROUP)
        assert await heard(bot, ada, room, "one") is Audience.ADDRESSED
        assert not await is_private(bot, room)
        assert greetings(bot) == ["two"]
    bot.adapter = bot.fresh()
    assert not await is_private(bot, room)
    await bot.adapter.aclose()
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        assert await heard(bot, ada, room, "two") is Audience.ADDRESSED
        assert not await is_private(bot, room)
        await ada.invite(room, ben.id)
        await bot.until(lambda: greetings(bot) == ["two", "group"])
        await ben.join(room)
        await ada.joined(room, ben.id)
        await ada.say(room, "between us")
        await ada.say(room, f"{bot.id}: to you")
        await bot.hears("to you")
        assert bot.heard.messages[-2].audience is Audience.OVERHEARD
        await ben.leave(room)
        assert await heard(bot, ada, room, "alone again") is Audience.ADDRESSED
        assert not await is_private(bot, room)
    assert greetings(bot) == ["two", "group"]


async def test_a_room_of_three_that_becomes_one_of_two_stays_a_group(
    synapse: Homeserver, bot: Bot, ada: Person
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        room = await ada.group("Plans", bot.id, ben.id, preset=GROUP)
        await ben.join(room)
        assert await heard(bot, ada, room, "between us") is Audience.OVERHEARD
        await ben.leave(room)
        assert await heard(bot, ada, room, "to you") is Audience.ADDRESSED
        assert not await is_private(bot, room)
        assert greetings(bot) == ["group"]
    async with bot.running():
        assert await heard(bot, ada, room, "to you, too") is Audience.ADDRESSED
        assert not await is_private(bot, room)


async def test_a_direct_chat_of_three_is_a_group(synapse: Homeserver, bot: Bot, ada: Person) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, synapse.register("ben").id, preset=DIRECT)
        assert await heard(bot, ada, room, "between us") is Audience.OVERHEARD
        assert not await is_private(bot, room)
        assert greetings(bot) == ["group"]


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("m.room.join_rules", {"join_rule": "public"}),
        ("m.room.history_visibility", {"history_visibility": "world_readable"}),
    ],
)
async def test_a_direct_chat_that_is_opened_to_others_is_private_no_more(
    bot: Bot, ada: Person, kind: str, content: dict[str, str], restart: bool
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, preset=DIRECT)
        assert await heard(bot, ada, room, "one") is Audience.PRIVATE
        await ada.client.room_put_state(room, kind, content)
        assert await heard(bot, ada, room, "two") is Audience.ADDRESSED
        assert not await is_private(bot, room)
        assert greetings(bot) == ["two"]
    if restart:
        bot.adapter = bot.fresh()
        assert not await is_private(bot, room)
        await bot.adapter.aclose()
        async with bot.running():
            assert await heard(bot, ada, room, "three") is Audience.ADDRESSED


async def test_where_nobody_tells_how_we_came_to_a_room_it_is_not_private_until_somebody_does(
    bot: Bot, ada: Person, proxy: Proxy
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, preset=DIRECT)
        assert await heard(bot, ada, room, "one") is Audience.PRIVATE
        await is_renamed(bot, ada, room)
    for _ in range(2):
        proxy.next(Answer(status=500, body={}), lambda method, path: method == "GET" and path.endswith("/members"))
    async with bot.running():
        assert await heard(bot, ada, room, "two") is Audience.ADDRESSED
        assert await is_private(bot, room)
        assert await heard(bot, ada, room, "three") is Audience.PRIVATE
