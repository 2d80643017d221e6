"""On a real homeserver, with rooms as people's programs make them: which is somebody's own, and which a group."""

from __future__ import annotations

import pytest
from nio import RoomPreset

from adapters.matrix import recalled
from adapters.matrix.holding import Holding
from bot.content import Audience
from bot.errors import DeliveryError, Undeliverable
from bot.events import MembersChanged
from bot.ids import AccountId, ChatId, Conversation
from bot.replies import Reply
from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.proxy import Answer, Fault, Proxy
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
    line = await bot.adapter._connections.get()
    for name in ("Satchel", "The Satchel"):
        await line.wire.put("profile", bot.id, "displayname", body={"displayname": name})
    while line.rooms[room].name(bot.id) != "The Satchel":
        await heard(bot, ada, room, f"a fine name {len(bot.texts)}")
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


def asks_members(method: str, path: str) -> bool:
    return method == "GET" and path.endswith("/members")


async def test_what_was_told_of_how_we_came_to_a_room_is_not_asked_for_by_the_next_process(
    bot: Bot, ada: Person, proxy: Proxy
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, preset=DIRECT)
        assert await heard(bot, ada, room, "one") is Audience.PRIVATE
        await is_renamed(bot, ada, room)
    async with bot.running():
        assert await heard(bot, ada, room, "two") is Audience.PRIVATE
    assert not [path for method, path in proxy.asked if asks_members(method, path)]


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("fault", [Answer(status=500, body={}), Answer(status=404, body="<html>"), "lose"])
async def test_what_is_said_where_nobody_tells_how_we_came_waits_alone_and_is_heard_once_somebody_does(
    synapse: Homeserver, bot: Bot, ada: Person, proxy: Proxy, fault: Fault, encrypted: bool
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, preset=DIRECT, encrypted=encrypted)
        assert await heard(bot, ada, room, "one") is Audience.PRIVATE
        await is_renamed(bot, ada, room)
    (bot.folder / recalled.FILE).unlink()
    for _ in range(100):
        proxy.next(fault, asks_members)
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        await ada.say(room, "two")
        another = await ben.direct(bot.id, preset=DIRECT)
        assert await heard(bot, ben, another, "and I?") is Audience.PRIVATE
        where = Conversation(platform=bot.adapter.platform, account=AccountId(bot.id), chat=ChatId(room))
        with pytest.raises(DeliveryError):
            await bot.adapter.is_private(where)
        await ada.say(room, "three")
        assert await heard(bot, ben, another, "and now?") is Audience.PRIVATE
        assert not {"two", "three"} & set(bot.texts)
    proxy.forgive()
    async with bot.running():
        assert await is_private(bot, room)
        await ada.say(room, "four")
        await bot.hears("four")
    of_ada = [each for each in bot.heard.messages if each.text in ("two", "three", "four")]
    assert [(each.text, each.audience) for each in of_ada] == [
        ("two", Audience.PRIVATE),
        ("three", Audience.PRIVATE),
        ("four", Audience.PRIVATE),
    ]
    assert Holding(bot.folder).waiting == ()


async def test_what_waited_is_one_persons_own_whoever_came_meanwhile(
    synapse: Homeserver, bot: Bot, ada: Person, proxy: Proxy
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, preset=DIRECT)
        assert await heard(bot, ada, room, "one") is Audience.PRIVATE
        await is_renamed(bot, ada, room)
    (bot.folder / recalled.FILE).unlink()
    for _ in range(100):
        proxy.next(Answer(status=500, body={}), asks_members)
    async with bot.running():
        await ada.say(room, "two")
        await bot.until(lambda: bool(Holding(bot.folder).waiting))
        ben = synapse.register("ben")
        await ada.invite(room, ben.id)
        await bot.until(lambda: greetings(bot) == ["group"])
    proxy.forgive()
    async with bot.running():
        await ada.say(room, f"{bot.id}: three")
        assert (await bot.hears("three")).audience is Audience.ADDRESSED
        await ada.say(room, f"{bot.id}: four")
        assert (await bot.hears("two")).audience is Audience.PRIVATE
        assert not await is_private(bot, room)
