"""Asking Telegram: each update once, in order, and nothing confirmed before it is committed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.options import TelegramOptions
from bot.clock import SystemClock
from bot.content import Audience
from bot.errors import AccountRefused, DeliveryError, NeverSent, RateLimited
from bot.events import Event, MessageReceived, Unreadable
from bot.ports import Bookmark
from memory.journal import Journal
from tests.adapters_telegram.confirming import Committed
from tests.contracts.platforms.stage import Listener, heard, listening
from tests.contracts.platforms.telegram import TelegramStage
from tests.peers.telegram import Delay, Drop, Fail, Garble, HalfClose, Lose, Photo, Refuse, TooMany
from tests.peers.telegram.faults import Fault

WAIT_S = 60
SAID = 700
FIRST = 100_001
"""The number of the update that opens the stage's topic."""


async def test_what_piled_up_while_we_were_away_arrives_once_and_in_order(stage: TelegramStage) -> None:
    texts = [f"number {number}" for number in range(1_500)]
    assert [message.text for message in await heard(stage, *texts)] == texts


async def test_nothing_is_confirmed_before_it_is_committed(
    stage: TelegramStage, journal: Journal, tmp_path: Path
) -> None:
    with Committed(tmp_path / "journal.sqlite3") as committed:
        stage.peer.on_confirm(committed)
        stage.peer.reorder(3)

        async def commit(events: Sequence[Event], bookmark: Bookmark | None) -> None:
            await asyncio.to_thread(journal.inbox.accept, events, bookmark)

        run = asyncio.create_task(stage.adapter.run(commit, ()))
        for number in range(SAID):
            await stage.says(f"number {number}")
        await stage.peer.until(lambda: not stage.peer.waiting, WAIT_S)
        run.cancel()
        await asyncio.wait([run])
    assert len(stage.peer.did.confirmed) == SAID + 1
    assert committed.asked == SAID
    assert stage.peer.did.confirmed_early == []


async def test_a_confirmation_that_came_too_early_would_be_noticed(journal: Journal, tmp_path: Path) -> None:
    with Committed(tmp_path / "journal.sqlite3") as committed:
        assert committed({"message": {"chat": {"id": 1}, "message_id": 1}}) is False
    with sqlite3.connect(tmp_path / "journal.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (0,)
    connection.close()
    assert journal.inbox.pending() == ()


async def test_what_was_not_committed_is_asked_for_again(stage: TelegramStage) -> None:
    async def refuse(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        if events:
            raise NeverSent(f"the disk is full: {bookmark}")

    await stage.says("one", "two")
    with pytest.raises(NeverSent, match="the disk is full"):
        await stage.adapter.run(refuse, ())
    async with listening(stage) as listener:
        await listener.until(lambda: len(listener.messages) == 2)
    assert [message.text for message in listener.messages] == ["one", "two"]


async def test_one_update_that_nobody_can_read_does_not_hold_up_the_others(stage: TelegramStage) -> None:
    await stage.says("before")
    stage.peer.says_without(stage.ada, stage.chat, "spoilt", "chat")
    stage.peer.raw({"message": "nonsense"})
    await stage.says("after")
    async with listening(stage) as listener:
        await listener.until(lambda: len(listener.messages) == 2)
        await stage.peer.until(lambda: not stage.peer.waiting)
    assert [message.text for message in listener.messages] == ["before", "after"]
    unread = [event for event in listener.events if isinstance(event, Unreadable)]
    # Where it was said nobody can tell of either, and so not whether it was said to us.
    assert [event.sender for event in unread] == [None, None]


async def test_who_sent_what_nobody_can_read_is_known_where_the_update_tells(stage: TelegramStage) -> None:
    stage.peer.says_without(stage.ada, stage.chat, "spoilt", "date")
    stage.peer.says_without(stage.ada, stage.forum, "spoilt", "date")
    await stage.says("after")
    async with listening(stage) as listener:
        await listener.until(lambda: bool(listener.messages))
    unread = [event for event in listener.events if isinstance(event, Unreadable)]
    assert [(event.sender, event.audience) for event in unread] == [
        (listener.messages[0].sender, Audience.PRIVATE),
        (listener.messages[0].sender, Audience.OVERHEARD),
    ]
    assert unread[0].where == stage.where


async def test_what_is_delivered_five_times_and_mixed_has_one_key(stage: TelegramStage) -> None:
    texts = {f"number {number}" for number in range(50)}
    async with listening(stage) as listener:
        for times in range(1, 6):
            if times == 1:
                await stage.says(*sorted(texts))
                stage.peer.reorder(5)
            else:
                stage.peer.repeat(*(number for number in stage.peer.state.queue.every if number > FIRST))
            await listener.until(_heard(listener, 50 * times))
    assert {message.text for message in listener.messages} == texts
    assert len({message.key for message in listener.messages}) == 50


def _heard(listener: Listener, many: int) -> Callable[[], bool]:
    return lambda: len(listener.messages) == many


async def test_after_a_week_of_silence_the_numbers_begin_anew(stage: TelegramStage) -> None:
    await stage.says("before")
    # The second answer is the empty one of a long poll in which nothing came.
    stage.peer.faults.next("getUpdates", None, Garble('{"ok": true, "result": []}'))
    async with listening(stage) as listener:
        await listener.until(lambda: len(listener.messages) == 1)
        await stage.peer.until(lambda: not stage.peer.waiting and stage.peer.polling)
        stage.peer.state.queue.next_id = 17
        await stage.says("after a week")
        await listener.until(lambda: len(listener.messages) == 2)
        await stage.peer.until(lambda: not stage.peer.waiting)
    assert [message.text for message in listener.messages] == ["before", "after a week"]


async def test_an_album_that_is_still_coming_is_waited_for(stage: TelegramStage) -> None:
    async with listening(stage) as listener:
        await stage.peer.until(lambda: stage.peer.polling)
        for number in range(3):
            stage.peer.says(stage.ada, stage.chat, attached=Photo(data=b"x"), album="7")
            await stage.peer.until(_handed_out(stage, number + 2))
        await listener.until(lambda: bool(listener.messages))
    (message,) = listener.messages
    assert len(message.attachments) == 3


def _handed_out(stage: TelegramStage, many: int) -> Callable[[], bool]:
    return lambda: len(stage.peer.did.handed_out) >= many


async def test_albums_without_end_hold_nobody_up(stage: TelegramStage) -> None:
    async with listening(stage) as listener:
        await stage.peer.until(lambda: stage.peer.polling)
        await stage.says("The lease ends in June")
        for album in range(8):
            stage.peer.says(stage.ada, stage.chat, attached=Photo(data=b"x"), album=str(album))
            await stage.peer.until(_handed_out(stage, len(stage.peer.did.handed_out) + 1))
            if listener.messages:
                break
        assert listener.messages[0].text == "The lease ends in June"


async def test_an_album_is_never_confirmed_in_part(stage: TelegramStage) -> None:
    stage.peer.says(stage.ada, stage.chat, attached=Photo(data=b"x"), album="7")
    run = asyncio.create_task(stage.adapter.run(Listener(), ()))
    await stage.peer.until(lambda: bool(stage.peer.did.handed_out))
    run.cancel()
    await asyncio.wait([run])
    assert stage.peer.waiting


@pytest.mark.parametrize(
    ("fault", "kind", "told"),
    [
        (Drop(), NeverSent, "Telegram does not answer; I try again"),
        (Lose(), NeverSent, "Telegram does not answer; I try again"),
        (HalfClose(), NeverSent, "Telegram does not answer; I try again"),
        (Garble(), NeverSent, "Telegram does not answer; I try again"),
        (Garble('{"ok": true, "result": [{"update_id": "one"}, 7]}'), NeverSent, "cannot be read"),
        (Fail(502), NeverSent, "Telegram is in trouble itself"),
        (Refuse(409, "Conflict: terminated by other getUpdates request"), AccountRefused, "another program uses"),
        (Refuse(401, "Unauthorized"), AccountRefused, "does not know the bot's token"),
        (TooMany(0.4), RateLimited, "Telegram asks to wait"),
    ],
    ids=str,
)
async def test_trouble_is_told_and_afterwards_nothing_is_missing(
    stage: TelegramStage, fault: Fault, kind: type[DeliveryError], told: str
) -> None:
    listener = Listener()
    async with listening(stage, listener):
        await stage.says("before")
        await listener.until(lambda: bool(listener.messages))
    stage.peer.faults.next("getUpdates", fault)
    await stage.says("meanwhile")
    with pytest.raises(DeliveryError) as trouble:
        await asyncio.wait_for(stage.adapter.run(listener, ()), WAIT_S)
    assert type(trouble.value) is kind
    assert told in str(trouble.value)
    async with listening(stage, listener):
        await stage.says("after")
        await listener.until(lambda: listener.messages[-1].text == "after")
    assert list(dict.fromkeys(message.text for message in listener.messages)) == ["before", "meanwhile", "after"]
    assert len({message.key for message in listener.messages}) == 3
    assert stage.peer.did.early == []


async def test_a_program_that_polls_beside_us_is_told_of(stage: TelegramStage) -> None:
    other = TelegramAdapter(stage.peer.token, TelegramOptions(api=stage.peer.address), SystemClock())
    first, second = (asyncio.create_task(each.run(Listener(), ())) for each in (stage.adapter, other))
    done, going = await asyncio.wait([first, second], timeout=WAIT_S, return_when=asyncio.FIRST_COMPLETED)
    for run in going:
        run.cancel()
        await asyncio.wait([run])
    await other.aclose()
    assert "another program uses this bot's token" in str(done.pop().exception())


@pytest.mark.parametrize("method", ["setMyCommands", "answerCallbackQuery"])
async def test_what_is_not_needed_may_fail(stage: TelegramStage, method: str) -> None:
    stage.peer.faults.always(method, TooMany(3_600))
    ours = stage.peer.says(stage.peer.me, stage.chat, "Keep it?")
    stage.peer.taps(stage.ada, stage.chat, ours.message_id, "/undo")
    assert [message.text for message in await heard(stage, "hello")] == ["hello"]


async def test_a_slow_answer_to_a_tap_is_not_waited_for_by_another(stage: TelegramStage) -> None:
    ours = stage.peer.says(stage.peer.me, stage.chat, "Keep it?")
    stage.peer.faults.always("answerCallbackQuery", Delay(0.3))
    for _ in range(50):
        stage.peer.taps(stage.ada, stage.chat, ours.message_id, "/undo")
    assert [message.text for message in await heard(stage, "hello")] == ["hello"]
    assert all(isinstance(message, MessageReceived) for message in await heard(stage, "again"))
