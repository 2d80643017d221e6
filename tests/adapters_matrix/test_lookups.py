"""What a message is about, where the homeserver does not tell."""

from __future__ import annotations

import pytest

from bot.content import Audience
from bot.events import MessageEdited
from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.proxy import Answer, Fault, Proxy
from tests.peers.matrix_person import Person
from tests.peers.synapse import Homeserver

MANY = 5


def looks_up(method: str, path: str) -> bool:
    return method == "GET" and "/event/" in path


async def in_group(synapse: Homeserver, bot: Bot, ada: Person) -> tuple[str, str]:
    """A group with the bot in it, and a message in it from before it came."""
    group = await ada.group("Boat", synapse.register("ben").id)
    before = await ada.say(group, "before")
    await ada.invite(group, bot.id)
    await ada.joined(group, bot.id)
    return group, before


@pytest.mark.parametrize("fault", [Answer(status=500, body={}), "lose"])
async def test_what_can_never_be_looked_up_is_not_for_us_and_stops_nobody(
    synapse: Homeserver, bot: Bot, ada: Person, proxy: Proxy, fault: Fault
) -> None:
    async with bot.running():
        group, before = await in_group(synapse, bot, ada)
        direct = await ada.direct(bot.id)
        await ada.joined(direct, bot.id)
        # The HTTP library asks once more by itself where the connection is lost.
        for _ in range(100):
            proxy.next(fault, looks_up)
        for number in range(MANY):
            await ada.say(group, f"about it {number}", reply_to=before)
        await ada.say(group, f"{bot.id}: hello", reply_to=before)
        await ada.say(direct, "and I?")
        await bot.hears("and I?")
        await bot.hears("hello")
        audiences = {each.text: each.audience for each in bot.heard.messages}
    assert {audiences[f"about it {number}"] for number in range(MANY)} == {Audience.OVERHEARD}
    assert (audiences["hello"], audiences["and I?"]) == (Audience.ADDRESSED, Audience.PRIVATE)


async def test_what_can_be_looked_up_at_the_second_try_is_known(
    synapse: Homeserver, bot: Bot, ada: Person, proxy: Proxy
) -> None:
    async with bot.running():
        group, _ = await in_group(synapse, bot, ada)
        await ada.say(group, f"{bot.id}: which?")
        where = (await bot.hears("which?")).where
        ours = await bot.says(where, "The red ones.", "key")
        await ada.sees(group, lambda seen: seen.id == ours)
    proxy.next(Answer(status=500, body={}), looks_up)
    async with bot.running():
        await ada.say(group, "really?", reply_to=ours)
        assert (await bot.hears("really?")).audience is Audience.ADDRESSED


async def test_an_edit_is_told_though_nobody_tells_whose_the_message_was(bot: Bot, ada: Person, proxy: Proxy) -> None:
    async with bot.running():
        room = await ada.direct(bot.id)
        await ada.joined(room, bot.id)
        said = [await ada.say(room, f"the lease ends in June {number}") for number in range(2)]
        await bot.hears("the lease ends in June 1")
    for _ in range(100):
        proxy.next(Answer(status=502, body={}), looks_up)
    async with bot.running():
        edits = [await ada.edit(room, each, "the lease ends in July") for each in said]
        await bot.until(lambda: len(bot.all_of(MessageEdited)) == len(edits))
    told = [(each.message, each.edit) for each in bot.all_of(MessageEdited) if isinstance(each, MessageEdited)]
    assert told == list(zip(said, edits, strict=True))
