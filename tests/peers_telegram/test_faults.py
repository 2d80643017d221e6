"""Faults fault where they say, and leave done or undone what they say."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.peers.telegram import Delay, Drop, Fail, Garble, HalfClose, Limits, Lose, Refuse, TelegramPeer, TooMany
from tests.peers.telegram.faults import Fault
from tests.peers.telegram.world import Chat


@pytest.fixture
def chat(peer: TelegramPeer) -> Chat:
    return peer.private(peer.person("Anna"))


@pytest.mark.parametrize("fault", [Drop(), Fail(500), Fail(503)])
async def test_some_faults_leave_a_call_undone(peer: TelegramPeer, bot: Bot, chat: Chat, fault: Fault) -> None:
    peer.faults.next("sendMessage", fault)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "hello")
    assert peer.did.texts() == []
    await bot.send_message(chat.id, "hello")
    assert peer.did.texts() == ["hello"]


@pytest.mark.parametrize("fault", [Lose(), HalfClose(), Garble()])
async def test_some_faults_do_it_and_do_not_say_so(peer: TelegramPeer, bot: Bot, chat: Chat, fault: Fault) -> None:
    peer.faults.next("sendMessage", fault)
    with pytest.raises(TelegramError):
        await bot.send_message(chat.id, "hello")
    assert peer.did.texts() == ["hello"]


async def test_an_answer_can_come_late(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    peer.faults.next("sendMessage", Delay(30))
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "hello", read_timeout=0.1)
    assert peer.did.texts() == ["hello"]


async def test_a_lost_answer_of_updates_is_given_again(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    assert chat.person is not None
    said = peer.says(chat.person, chat, "hello")
    for fault in (Lose(), HalfClose(), Garble(), Drop()):
        peer.faults.next("getUpdates", fault)
        with pytest.raises(TelegramError):
            await bot.get_updates(timeout=0)
    assert [update.update_id for update in await bot.get_updates(timeout=0)] == [said.update_id]
    assert peer.did.confirmed == []


async def test_a_gate_holds_a_call_before_it_is_done(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    gate = peer.faults.gate("sendMessage")
    sending = asyncio.create_task(bot.send_message(chat.id, "hello"))
    await peer.until(lambda: gate.reached == 1)
    assert peer.did.texts() == []
    gate.open()
    await sending
    assert peer.did.texts() == ["hello"]


async def test_a_gate_holds_an_answer_after_it_is_done(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    gate = peer.faults.gate("sendMessage", done=True)
    sending = asyncio.create_task(bot.send_message(chat.id, "hello"))
    await peer.until(lambda: gate.reached == 1)
    assert peer.did.texts() == ["hello"]
    assert not sending.done()
    gate.open()
    assert (await sending).text == "hello"


async def test_what_a_bot_asked_for_before_it_died_is_done(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    gate = peer.faults.gate("sendMessage")
    sending = asyncio.create_task(bot.send_message(chat.id, "hello"))
    await peer.until(lambda: gate.reached == 1)
    sending.cancel()
    await asyncio.wait([sending])
    gate.open()
    await peer.until(lambda: peer.did.texts() == ["hello"])


async def test_any_refusal_can_be_had(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    peer.faults.always("sendMessage", Refuse(400, "Bad Request: not enough rights to send text messages to the chat"))
    for _ in range(2):
        with pytest.raises(BadRequest, match="Not enough rights"):
            await bot.send_message(chat.id, "hello")
    peer.faults.none()
    await bot.send_message(chat.id, "hello")


async def test_a_share_of_the_calls_fails_the_same_for_the_same_seed(peer: TelegramPeer) -> None:
    def drawn() -> list[Fault | None]:
        peer.faults.none()
        peer.faults.sometimes(0.3, Drop(), Lose(), methods=["sendMessage"], seed=7)
        return [peer.faults.draw("sendMessage") for _ in range(1_000)]

    first = drawn()
    assert first == drawn()
    assert 250 < sum(fault is not None for fault in first) < 350
    assert {peer.faults.draw("getMe") for _ in range(100)} == {None}


async def test_whoever_does_not_wait_as_told_is_noticed(
    peer: TelegramPeer, bot: Bot, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the SDK warns of each RetryAfter
    now = 0.0
    peer.state.clock = lambda: now
    other = peer.private(peer.person("Ben"))
    peer.faults.next("sendMessage", TooMany(7))
    for _ in range(2):
        with pytest.raises(RetryAfter) as told:
            await bot.send_message(chat.id, "hello")
        assert told.value.retry_after == timedelta(seconds=7)
    assert [call.method for call in peer.did.early] == ["sendMessage"]
    await bot.send_message(other.id, "hello")
    now = 7.0
    await bot.send_message(chat.id, "hello")
    assert len(peer.did.early) == 1
    assert len(peer.did.sent) == 2


async def test_limits_refuse_what_is_written_too_fast(
    peer: TelegramPeer, bot: Bot, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    now = 0.0
    peer.state.clock = lambda: now
    peer.limit(Limits())
    sent = await bot.send_message(chat.id, "hello")
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("hello, Anna", chat.id, sent.message_id)
    await bot.send_chat_action(chat.id, "typing")
    now = 1.0
    await bot.edit_message_text("hello, Anna", chat.id, sent.message_id)
    peer.limit(None)
    await bot.send_message(chat.id, "as fast as it can")
    assert peer.did.early == []


async def test_whoever_asks_for_updates_too_early_is_noticed(
    peer: TelegramPeer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    peer.faults.next("getUpdates", TooMany(60))
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.get_updates(timeout=0)
    assert [call.method for call in peer.did.early] == ["getUpdates"]


async def test_a_closed_door_opens_on_the_same_port_with_all_that_waits(
    peer: TelegramPeer, bot: Bot, chat: Chat
) -> None:
    assert chat.person is not None
    said = peer.says(chat.person, chat, "hello")
    await peer.stop()
    with pytest.raises(NetworkError, match="ConnectError"):
        await bot.get_updates(timeout=0)
    await peer.start()
    assert [update.update_id for update in await bot.get_updates(timeout=0)] == [said.update_id]
