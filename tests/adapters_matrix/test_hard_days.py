"""On a real homeserver behind a gate: what comes again, in disorder, too late, all at once, or was taken back."""

from __future__ import annotations

from collections import Counter
from typing import cast

import pytest

from bot.content import Audience
from bot.events import MembersChanged, MessageDeleted, MessageEdited, MessageReceived, Unreadable
from bot.ids import MessageId
from bot.replies import Reply
from tests.adapters_matrix.bots import Bot
from tests.peers.matrix_gate import Gate
from tests.peers.matrix_plain import Plain
from tests.peers.matrix_sight import Json
from tests.peers.synapse import Homeserver
from tests.peers.synapse.users import ask

MANY = 1_000


@pytest.fixture
def ada(synapse: Homeserver, bot: Bot) -> Plain:
    ada = Plain(synapse.address, synapse.register("ada"), bot.id)
    ada.open()
    return ada


async def met(bot: Bot, ada: Plain) -> None:
    """They have spoken, and the bot is gone again: what is said now is one sync of the next process."""
    async with bot.running():
        ada.say("hello")
        await bot.hears("hello")


def backwards(_: str, rooms: Json) -> None:
    for news in cast("dict[str, dict[str, dict[str, list[Json]]]]", rooms.get("join", {})).values():
        news["timeline"]["events"].reverse()


def edited(ada: Plain, message: str, text: str) -> str:
    relation = {"rel_type": "m.replace", "event_id": message}
    return ada.say(f"* {text}", **{"m.new_content": {"msgtype": "m.text", "body": text}, "m.relates_to": relation})


async def test_what_comes_five_times_among_others_is_one_message_each(bot: Bot, ada: Plain, gate: Gate) -> None:
    await met(bot, ada)
    gate.repeats.times = 5
    said = {ada.say(f"line {number}") for number in range(10)}
    async with bot.running():
        await bot.until(lambda: len(bot.heard.messages) == 1 + 5 * len(said))
    heard = bot.heard.messages[1:]
    assert Counter(each.message for each in heard) == Counter(dict.fromkeys(said, 5))
    assert len({each.key for each in heard}) == len(said)


async def test_what_comes_in_disorder_is_heard_with_its_own_time(bot: Bot, ada: Plain, gate: Gate) -> None:
    await met(bot, ada)
    said = [ada.say(f"line {number}") for number in range(5)]
    gate.on_events = backwards
    async with bot.running():
        await bot.hears("line 0")
    heard = bot.heard.messages[1:]
    assert [each.message for each in heard] == said[::-1]
    assert [each.message for each in sorted(heard, key=lambda each: each.at)] == said


async def test_an_edit_that_comes_before_its_original_is_told_as_the_edit_of_it(
    bot: Bot, ada: Plain, gate: Gate
) -> None:
    await met(bot, ada)
    said = ada.say("the lease ends in June")
    edit = edited(ada, said, "the lease ends in July")
    gate.on_events = backwards
    async with bot.running():
        await bot.hears("the lease ends in June")
    change, original = bot.heard.events[-2:]
    assert isinstance(change, MessageEdited)
    assert isinstance(original, MessageReceived)
    assert (change.message, change.edit, change.text) == (said, edit, "the lease ends in July")
    assert original.message == said


async def test_what_is_taken_back_before_it_is_heard_is_never_read(bot: Bot, ada: Plain) -> None:
    await met(bot, ada)
    said = ada.say("a slip")
    ada.redact(said)
    ada.say("after it")
    async with bot.running():
        await bot.hears("after it")
    assert "a slip" not in bot.texts
    assert [each.message for each in bot.all_of(MessageDeleted) if isinstance(each, MessageDeleted)] == [said]


async def test_what_is_taken_back_or_changed_while_we_answer_it_is_answered_and_told(bot: Bot, ada: Plain) -> None:
    async with bot.running():
        said = ada.say("when does the lease end?")
        heard = await bot.hears("when does the lease end?")
        ada.redact(said)
        await bot.until(lambda: bool(bot.all_of(MessageDeleted)))
        assert await bot.says(heard.where, "In June.", "reply", answers=said)
        for number, taken_back in enumerate((said, ada.say("another"))):
            reply = Reply(text="Kept.", acknowledges=True, in_reply_to=MessageId(taken_back))
            (part,) = bot.adapter.render(heard.where, reply)
            assert await bot.adapter.send(heard.where, part, f"note {number}")
        second = ada.say("when does it begin?")
        await bot.hears("when does it begin?")
        await bot.says(heard.where, "In May.", "second", answers=second)
        edited(ada, second, "when did it begin?")
        await bot.until(lambda: bool(bot.all_of(MessageEdited)))


async def test_what_is_nobody_s_or_nobody_s_kind_or_another_bot_s_stops_nothing(
    bot: Bot, ada: Plain, gate: Gate
) -> None:
    def forged(_: str, rooms: Json) -> None:
        body = {"msgtype": "m.text", "body": "whose?"}
        for news in cast("dict[str, dict[str, dict[str, list[Json]]]]", rooms.get("join", {})).values():
            news["timeline"]["events"][:0] = [
                {"type": "m.room.message", "event_id": "$nobody", "origin_server_ts": 1, "content": body},
                {"type": "m.room.message", "event_id": "$list", "sender": ["@a:b"], "content": body},
                {"type": 5, "event_id": "$kind", "sender": "@a:b", "content": []},
                {"type": "m.room.message", "event_id": "$words", "sender": "@a:b", "content": {"body": 5}},
                {},
            ]

    await met(bot, ada)
    gate.on_events = forged
    ada.send("m.room.message", {"msgtype": "m.notice", "body": "I am a bot, too"})
    ada.send("org.example.unknown", {"body": "what nobody knows"})
    ada.say(
        "plain", format="org.matrix.custom.html", formatted_body="<mx-reply>x</mx-reply><script>y</script><img src=z>"
    )
    ask(
        f"{bot.address}/_matrix/client/v3/rooms/{ada.room}/send/m.room.message",
        token=bot.user.token,
        body={"msgtype": "m.text", "body": "I am you"},
    )
    ada.say("after it")
    async with bot.running():
        await bot.hears("after it")
    assert bot.texts == ["hello", "plain", "after it"]
    assert len(bot.all_of(Unreadable)) == 1


async def test_the_last_words_of_somebody_who_left_are_heard(bot: Bot, ada: Plain) -> None:
    await met(bot, ada)
    ada.say("the key is under the pot")
    ask(f"{ada.address}/_matrix/client/v3/rooms/{ada.room}/leave", token=ada.user.token, body={})
    async with bot.running():
        heard = await bot.hears("the key is under the pot")
        await bot.until(lambda: any(ada.user.id in getattr(each, "left", ()) for each in bot.all_of(MembersChanged)))
        assert (heard.sender.id, heard.audience) == (ada.user.id, Audience.PRIVATE)
        assert await bot.says(heard.where, "Kept.", "key", answers=heard.message)


async def test_a_thousand_that_were_missed_are_heard_in_order_once(bot: Bot, ada: Plain) -> None:
    await met(bot, ada)
    said = [f"line {number}" for number in range(MANY)]
    for text in said:
        ada.say(text)
    async with bot.running():
        await bot.hears(said[-1])
    assert bot.texts == ["hello", *said]
