"""What is not done again at once, what is tried again later, and what waits for what was begun."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from adapters.matrix.addresses import MATRIX
from adapters.matrix.invitations import TRIES, Invitations, Pauses
from adapters.matrix.login import FIRST_PAUSE_S, Logins
from adapters.matrix.options import MatrixOptions
from adapters.matrix.wire import Wire
from bot.errors import AccountRefused, BadSetting
from bot.ids import AccountId, ChatId, Conversation
from bot.replies import Reply
from tests.adapters_matrix.bots import Bot, adapter_for, options_for
from tests.adapters_matrix.proxy import Answer, Proxy
from tests.peers.matrix_person import Person

PATIENCE_S = 30.0


@pytest.fixture
def mistaken(bot: Bot) -> MatrixOptions:
    return options_for(bot.address, bot.id, bot.folder, "wrong")


async def test_a_wrong_password_is_not_told_again_and_again(proxy: Proxy, mistaken: MatrixOptions) -> None:
    now = 1_000.0
    logins = Logins(mistaken, lambda: now)
    told = []
    for wait in (0, 1, FIRST_PAUSE_S, 1, FIRST_PAUSE_S, FIRST_PAUSE_S):
        now += wait
        with pytest.raises(BadSetting, match="try the same one again in") as refused:
            await logins.current()
        assert "wrong" not in str(refused.value)
        told.append(len([path for _, path in proxy.asked if path.endswith("/login")]))
    assert told == [1, 1, 2, 2, 2, 3]


async def test_a_wrong_password_is_said_and_no_part_is_given_up_over_it(mistaken: MatrixOptions) -> None:
    adapter = adapter_for(mistaken)
    where = Conversation(platform=MATRIX, account=AccountId(mistaken.user), chat=ChatId("!room"))
    (part,) = adapter.render(where, Reply(text="Kept."))
    with pytest.raises(AccountRefused, match="matrix_password"):
        await adapter.send(where, part, "key")
    await adapter.aclose()


async def test_an_invitation_that_cannot_be_answered_now_is_answered_later(bot: Bot, ada: Person, proxy: Proxy) -> None:
    for _ in range(2 * TRIES):
        proxy.next(Answer(status=500, body={}), lambda _, path: "/join/" in path)
    room = await ada.direct(bot.id)
    wire = Wire(proxy.address, bot.user.token)
    answering = asyncio.create_task(Invitations(wire, bot.id, (), Pauses(try_s=0.0, later_s=0.01)).run())
    await ada.joined(room, bot.id)
    answering.cancel()
    with suppress(asyncio.CancelledError):
        await answering
    await wire.close()


async def test_where_there_are_too_many_rooms_one_is_left_in_which_we_never_spoke(bot: Bot, ada: Person) -> None:
    async with bot.running():
        spoken, silent = [await ada.direct(bot.id) for _ in range(2)]
        for room in (spoken, silent):
            await ada.joined(room, bot.id)
        await ada.say(spoken, "hello")
        await bot.says((await bot.hears("hello")).where, "Hello.", "key")
    wire = Wire(bot.address, bot.user.token)
    room = await ada.direct(bot.id)
    answering = asyncio.create_task(Invitations(wire, bot.id, (spoken, silent), most=2).run())
    await ada.joined(room, bot.id)
    await ada.until(lambda: bot.id not in ada.client.rooms[silent].users, "a silent room is left")
    assert bot.id in ada.client.rooms[spoken].users
    answering.cancel()
    with suppress(asyncio.CancelledError):
        await answering
    await wire.close()


async def test_what_is_sent_at_once_in_an_encrypted_room_shares_one_session(
    bot: Bot, ada: Person, proxy: Proxy
) -> None:
    async with bot.running():
        room = await ada.direct(bot.id, encrypted=True)
        await ada.joined(room, bot.id)
        await ada.say(room, "hello")
        where = (await bot.hears("hello")).where
        sent = await asyncio.gather(*(bot.says(where, f"line {number}", f"key {number}") for number in range(4)))
        await ada.until(lambda: set(sent) <= {seen.id for seen in ada.timeline[room]}, "all of it")
        said = {seen.id: (seen.text, seen.encrypted) for seen in ada.timeline[room]}
        assert [said[each] for each in sent] == [(f"line {number}", True) for number in range(4)]
    assert len([path for _, path in proxy.asked if "/sendToDevice/m.room.encrypted/" in path]) == 1
