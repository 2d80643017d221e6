"""After "too many requests" nothing is called before its time, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import accumulate, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter, TimedOut

from adapters.pace import Spread
from adapters.telegram.limits import IN_CHATS, LATELY_S, Limits
from bot.errors import NeverSent, RateLimited
from bot.ids import Conversation
from bot.replies import Reply
from tests.contracts.platforms.telegram import TelegramStage
from tests.peers.telegram import Limits as PeerLimits
from tests.peers.telegram import TooMany

CHATS = 40
EACH = 3


class Watch:
    """A watch that is wound by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


async def fine() -> str:
    return "fine"


def refused(seconds: int) -> Callable[[], Awaitable[str]]:
    async def call() -> str:
        raise RetryAfter(timedelta(seconds=seconds))

    return call


async def test_a_limit_where_we_just_wrote_is_that_chats_own() -> None:
    limits = Limits(Watch())
    await limits.write(1, fine)
    with pytest.raises(RateLimited):
        await limits.write(1, refused(30))
    with pytest.raises(RateLimited):
        await limits.write(1, fine)
    assert await limits.write(2, fine) == "fine"


@pytest.mark.parametrize("long_ago", [False, True])
async def test_a_limit_where_we_did_not_write_is_that_of_all_we_write(*, long_ago: bool) -> None:
    watch = Watch()
    limits = Limits(watch)
    if long_ago:
        await limits.write(1, fine)
        watch.at += LATELY_S
    with pytest.raises(RateLimited):
        await limits.write(1, refused(30))
    with pytest.raises(RateLimited) as told:
        await limits.write(2, fine)
    assert told.value.after == timedelta(seconds=30)
    assert await limits.ask("getUpdates", fine) == "fine"
    watch.at += 30
    assert await limits.write(1, fine) == await limits.write(2, fine) == "fine"


async def test_what_was_refused_was_not_written() -> None:
    watch = Watch()
    limits = Limits(watch)
    for _ in range(2):
        with pytest.raises(RateLimited):
            await limits.write(1, refused(1))
        with pytest.raises(RateLimited):
            await limits.write(2, fine)
        watch.at += 1


async def test_a_method_that_is_limited_holds_nothing_else() -> None:
    watch = Watch()
    limits = Limits(watch)
    with pytest.raises(RateLimited):
        await limits.ask("getFile", refused(30))
    with pytest.raises(RateLimited):
        await limits.ask("getFile", fine)
    assert await limits.ask("getUpdates", fine) == await limits.write(1, fine) == "fine"


async def test_a_question_that_nobody_answered_may_be_asked_again() -> None:
    async def silent() -> str:
        raise TimedOut

    with pytest.raises(NeverSent, match="does not answer"):
        await Limits(Watch()).ask("getFile", silent)


async def test_in_one_chat_calls_wait_for_each_other() -> None:
    limits, under_way = Limits(Watch()), 0

    async def call() -> None:
        nonlocal under_way
        under_way += 1
        assert under_way == 1
        await asyncio.sleep(0)
        under_way -= 1

    await asyncio.gather(*(limits.write(1, call) for _ in range(20)))
    assert len(limits._turns) == 0


def turns(burst: int, every: float, moments: Sequence[float]) -> list[float]:
    """When calls that come at these moments go, all of one name."""
    watch = Watch()
    spread, began, gone = Spread(burst, every, watch), watch.at, []
    for moment in moments:
        watch.at = began + moment
        gone.append(moment + spread.turn("one"))
    return gone


def test_a_burst_goes_at_once_and_what_follows_is_spread() -> None:
    assert turns(3, 2.0, [0] * 6) == [0, 0, 0, 2, 4, 6]


def test_who_was_silent_may_burst_again_and_no_more_than_that() -> None:
    assert turns(2, 2.0, [0, 0, 100, 100, 100]) == [0, 0, 100, 100, 102]


def test_an_even_pace_never_waits() -> None:
    moments = [2.0 * number for number in range(50)]
    assert turns(1, 2.0, moments) == moments


@given(
    pauses=st.lists(st.floats(0, 9), min_size=1, max_size=80),
    burst=st.integers(1, 9),
    every=st.sampled_from([0.5, 3.0]),
)
def test_in_no_window_go_more_than_the_rate_allows(pauses: list[float], burst: int, every: float) -> None:
    gone = turns(burst, every, list(accumulate(pauses)))
    assert gone == sorted(gone)
    for first, last in combinations(range(len(gone)), 2):
        assert last - first + 1 <= burst + (gone[last] - gone[first]) / every + 1e-6


def test_names_do_not_wait_for_each_other_and_are_not_kept_for_ever() -> None:
    watch = Watch()
    spread = Spread(1, 1.0, watch)
    assert [spread.turn(str(number)) for number in range(50)] == [0] * 50
    watch.at += 2
    spread.turn("one")
    assert len(spread._turns) == 1


async def test_a_burst_in_a_chat_is_spread_rather_than_refused(stage: TelegramStage) -> None:
    stage.peer.limit(PeerLimits(per_chat=IN_CHATS[0], second=0.9))
    for number in range(IN_CHATS[0] + 2):
        (part,) = stage.adapter.render(stage.where, Reply(text=f"number {number}"))
        await stage.adapter.send(stage.where, part, "key")
    assert len(stage.peer.did.sent) == IN_CHATS[0] + 2
    assert all(call.status == 200 for call in stage.peer.did.calls)


async def test_all_chats_together_are_spread_once_telegram_has_said_that_it_is_too_much() -> None:
    watch = Watch()
    limits = Limits(watch)

    def waits() -> float:
        return sum(limits._until_turn(chat) for chat in range(1, 100))

    assert waits() == 0
    with pytest.raises(RateLimited):
        await limits.write(500, refused(1))
    assert waits() > 60
    watch.at += 2 * LATELY_S
    assert waits() == 0


async def say_all(stage: TelegramStage, where: Conversation) -> None:
    """Send some, in order, each as often as it takes."""
    for number in range(EACH):
        (part,) = stage.adapter.render(where, Reply(text=f"number {number}"))
        while True:
            try:
                await stage.adapter.send(where, part, "key")
                break
            except RateLimited as limit:
                await asyncio.sleep(limit.after.total_seconds())


async def test_with_three_calls_in_ten_refused_all_arrives_and_nothing_comes_early(stage: TelegramStage) -> None:
    chats = [stage.peer.private(stage.peer.person(f"P{number}")) for number in range(CHATS)]
    stage.peer.faults.sometimes(0.3, TooMany(0.05), TooMany(0.2), methods=["sendMessage"], seed=5)
    await asyncio.gather(*(say_all(stage, stage._address(chat.id)) for chat in chats))
    for chat in chats:
        assert stage.peer.did.texts(chat.id) == [f"number {number}" for number in range(EACH)]
    refusals = sum(call.status == 429 for call in stage.peer.did.calls)
    assert refusals > CHATS * EACH // 5
    assert stage.peer.did.early == []


async def test_the_limit_of_all_we_write_is_kept_too(stage: TelegramStage) -> None:
    chats = [stage.peer.private(stage.peer.person(f"P{number}")) for number in range(8)]
    stage.peer.limit(PeerLimits(overall=2, second=0.3))
    for chat in chats:
        (part,) = stage.adapter.render(stage._address(chat.id), Reply(text="hello"))
        try:
            await stage.adapter.send(stage._address(chat.id), part, "key")
        except RateLimited as limit:
            with pytest.raises(RateLimited):
                await stage.adapter.send(stage._address(chats[0].id), part, "key")
            await asyncio.sleep(limit.after.total_seconds())
            await stage.adapter.send(stage._address(chat.id), part, "key")
    assert len(stage.peer.did.sent) == len(chats)
    assert any(call.status == 429 for call in stage.peer.did.calls)
    assert stage.peer.did.early == []
