"""The way out: each part once, in order, with what became of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery import FIRST_WAIT, LONGEST_WAIT, PATIENCE, Delivery, settlement
from bot.errors import DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.ids import Conversation, MessageId
from bot.ports import Outgoing, Settled
from memory.journal import Journal
from tests.bot.app.clocks import RushingClock
from tests.builders import MORNING, message, part, replied
from tests.conftest import Restarts
from tests.fakes.chat import FAKE, FakeChat, room


class FindingChat(FakeChat):
    """A platform that can tell whether a part arrived."""

    async def find(self, to: Conversation, key: str) -> MessageId | None:
        return next((MessageId(f"r-{sent}") for where, _, sent in self.sent if (where, sent) == (to, key)), None)


def missing(why: str) -> str:
    """What is told in the place of a part."""
    return f"A reply of mine may be missing here: {why}. If you miss one, please ask again."


def delivery(journal: Journal, platform: FakeChat) -> Delivery:
    return Delivery({FAKE: platform}, journal.outbox, RushingClock())


def queue(journal: Journal, *bodies: str, where: Conversation | None = None) -> None:
    """Replies wait in the outbox, one message's parts."""
    (received,) = journal.inbox.accept([message(where=where or room())], None)
    journal.inbox.finish(received.seq, replied(*bodies))


async def delivered(journal: Journal, platform: FakeChat) -> list[str]:
    out = delivery(journal, platform)
    await out.resume()
    await out.drained()
    assert out.fault is None
    assert asyncio.all_tasks() == {asyncio.current_task()}
    return platform.shown()


async def test_parts_go_out_in_order_each_once(journal: Journal) -> None:
    for number in range(10):
        queue(journal, f"{number} a", f"{number} b")
    assert await delivered(journal, FakeChat()) == [f"{number} {half}" for number in range(10) for half in "ab"]
    assert await delivered(journal, FakeChat()) == []


async def test_what_the_platform_called_it_enters_the_ledger(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message(where=room())], None)
    journal.inbox.finish(received.seq, replied("noted"))
    platform = FakeChat()
    await delivered(journal, platform)
    ((_, _, key),) = platform.sent
    assert journal.ledger.holds(room(), MessageId(f"r-{key}"))


async def test_a_platform_that_was_not_reached_is_tried_again_under_the_same_key(journal: Journal) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    platform.troubles.extend([NeverSent("no route"), RateLimited("slow down", timedelta(hours=1)), None])
    assert await delivered(journal, platform) == ["one", "two"]


@pytest.mark.parametrize("trouble", [NeverSent("no route"), RateLimited("slow down", timedelta(seconds=1))])
async def test_patience_ends_after_days_and_not_after_tries(journal: Journal, trouble: DeliveryError) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    # A try takes two hours by the clock in use.
    platform.troubles.extend([trouble] * 20)
    assert await delivered(journal, platform) == ["one", "two"]
    queue(journal, "three", "four")
    platform.troubles.extend([trouble] * 37)
    assert await delivered(journal, platform) == ["one", "two", "four", missing(str(trouble))]


async def test_what_will_never_arrive_does_not_hold_up_the_rest(journal: Journal) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    platform.troubles.append(Undeliverable("you were blocked"))
    assert await delivered(journal, platform) == ["two", missing("you were blocked")]


async def test_what_may_have_arrived_is_sent_once_more_and_says_so(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    platform.troubles.append(MaybeSent("the line went dead"))
    await delivered(journal, platform)
    ((_, sent, _),) = platform.sent
    assert sent.may_repeat


async def test_what_may_have_arrived_twice_is_not_tried_a_third_time(journal: Journal) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    platform.troubles.extend([MaybeSent("the line went dead"), MaybeSent("it went dead again")])
    assert await delivered(journal, platform) == ["two", missing("it went dead again")]


async def test_a_part_that_a_dead_process_was_sending_says_that_it_may_repeat(restarts: Restarts) -> None:
    journal = restarts.again()
    queue(journal, "one", "two")
    assert journal.outbox.claim(room(), MORNING) is not None
    platform = FakeChat()
    await delivered(restarts.again(), platform)
    assert [(sent.body, sent.may_repeat) for _, sent, _ in platform.sent] == [("one", True), ("two", False)]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_platform_that_can_tell_is_asked_instead(restarts: Restarts, *, arrived: bool) -> None:
    journal = restarts.again()
    queue(journal, "one")
    outgoing = journal.outbox.claim(room(), MORNING)
    assert outgoing is not None
    platform = FindingChat()
    if arrived:
        await platform.send(outgoing.to, outgoing.part, outgoing.key)
    assert await delivered(restarts.again(), platform) == ["one"]
    assert not platform.sent[0][1].may_repeat


async def test_an_adapter_that_stumbles_over_a_part_goes_on_with_the_next(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    platform.troubles.append(TypeError("a bug"))
    assert await delivered(journal, platform) == ["two", missing("something went wrong inside (TypeError)")]
    assert "could not be sent" in caplog.text


async def test_a_closed_pipe_stops_the_sending_and_keeps_what_is_open(journal: Journal) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    platform.troubles.append(BrokenPipeError("nobody reads"))
    out = delivery(journal, platform)
    await out.resume()
    await out.drained()
    assert isinstance(out.fault, BrokenPipeError)
    assert platform.shown() == []


async def test_each_wake_is_heard_whenever_it_comes(journal: Journal) -> None:
    platform = FakeChat()
    out = delivery(journal, platform)
    for number in range(150):
        queue(journal, str(number))
        out.wake(room())
        await platform.until_sent(number + 1)
        for _ in range(number % 5):
            await asyncio.sleep(0)
    await out.drained()
    assert platform.shown() == [str(number) for number in range(150)]


async def test_a_platform_that_is_not_there_today_keeps_its_parts(journal: Journal) -> None:
    queue(journal, "one")
    out = Delivery({}, journal.outbox, RushingClock())
    await out.resume()
    await out.drained()
    assert await delivered(journal, FakeChat()) == ["one"]


@pytest.mark.parametrize("steps", [0, 1, 20])
async def test_stopping_leaves_no_task_and_loses_nothing(restarts: Restarts, steps: int) -> None:
    journal = restarts.again()
    queue(journal, *map(str, range(20)))
    platform = FakeChat()
    out = delivery(journal, platform)
    await out.resume()
    for _ in range(steps):
        await asyncio.sleep(0)
    await out.stop()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    shown = await delivered(restarts.again(), platform)
    assert list(dict.fromkeys(shown)) == [str(number) for number in range(20)]


def outgoing(tries: int, *, doubtful: bool = False) -> Outgoing:
    return Outgoing(id=1, to=room(), part=part(), key="k", tries=tries, since=MORNING, doubtful=doubtful)


def test_waits_double_up_to_a_limit() -> None:
    waits = []
    for tries in (*range(1, 12), 100_000):
        settled = settlement(NeverSent("no route"), outgoing(tries), MORNING)
        assert settled.until is not None
        waits.append(settled.until - MORNING)
    assert waits[0] == FIRST_WAIT * 2
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_platforms_own_word_on_waiting_is_kept() -> None:
    settled = settlement(RateLimited("slow", timedelta(hours=7)), outgoing(1), MORNING)
    assert (settled.state, settled.until) == ("retry", MORNING + timedelta(hours=7))


def test_a_platform_that_goes_on_asking_to_wait_is_asked_ever_less_often() -> None:
    settled = settlement(RateLimited("slow", timedelta(0)), outgoing(100), MORNING)
    assert settled.until == MORNING + LONGEST_WAIT


@pytest.mark.parametrize("error", [NeverSent("no route"), RateLimited("slow", timedelta(0))])
def test_what_was_first_tried_days_ago_is_given_up(error: DeliveryError) -> None:
    assert settlement(error, outgoing(1), MORNING + PATIENCE - timedelta(seconds=1)).state == "retry"
    assert settlement(error, outgoing(1), MORNING + PATIENCE).state == "dead"


@pytest.mark.parametrize("error", [Undeliverable("blocked"), DeliveryError("who knows")])
def test_what_is_no_use_is_given_up(error: DeliveryError) -> None:
    assert settlement(error, outgoing(1), MORNING) == Settled(state="dead", why=str(error))


def test_where_the_platform_can_be_asked_what_may_have_arrived_is_tried_as_long_as_the_rest() -> None:
    lost, doubted = MaybeSent("no answer"), replace(outgoing(5), doubtful=True)
    assert settlement(lost, doubted, MORNING).state == "dead"
    assert settlement(lost, doubted, MORNING, asks_first=True).state == "retry"
    assert settlement(lost, doubted, MORNING + PATIENCE, asks_first=True).state == "dead"
    assert settlement(lost, outgoing(5), MORNING, asks_first=True).state == "unknown"


async def test_an_answer_that_is_lost_again_and_again_neither_doubles_a_part_nor_gives_it_up(journal: Journal) -> None:
    queue(journal, "one", "two")
    platform = FindingChat()
    platform.troubles.extend([MaybeSent("no answer")] * 5)
    assert await delivered(journal, platform) == ["one", "two"]
