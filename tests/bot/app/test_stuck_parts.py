"""What is not sent at once: freed or dropped from outside, marked where it may repeat, counted."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import DOUBT, FIRST_WAIT, PATIENCE, Delivery, settlement
from bot.errors import AccountRefused, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.ids import MessageId
from bot.pulse import Pulse
from bot.replies import Part, PartKind
from memory.journal import Journal, open_beside
from tests.bot.app.clocks import RushingClock, StandingClock
from tests.bot.app.test_delivery import delivered, missing, outgoing, queue
from tests.builders import MORNING, message, replied
from tests.fakes.chat import FAKE, FakeChat, room


class StandingStill(Delivery):
    """Deliveries by a clock that stands: what is to be tried later is not tried by itself."""

    def __init__(self, journal: Journal, platform: FakeChat, pulse: Pulse | None = None) -> None:
        super().__init__({FAKE: platform}, journal.outbox, StandingClock(), pulse)


async def put_off(out: Delivery, journal: Journal, platform: FakeChat) -> int:
    """Wait until the first part waits for hours; returns its number."""
    await out.resume()
    while platform.troubles or not journal.outbox.waiting():  # noqa: ASYNC110 -- the journal rings no bell
        await asyncio.sleep(0.001)
    (stuck, *_) = journal.sending.stuck()
    assert stuck.state == "waiting"
    return stuck.id


async def test_what_a_person_frees_from_outside_is_sent_without_waiting_and_in_order(
    journal: Journal, tmp_path: Path
) -> None:
    queue(journal, "one", "two")
    platform = FakeChat()
    platform.troubles.append(RateLimited("slow down", timedelta(hours=9)))
    out = StandingStill(journal, platform)
    number = await put_off(out, journal, platform)
    await out.resume()
    assert platform.shown() == []
    with closing(open_beside(tmp_path / "journal.sqlite3")) as beside:
        assert beside.sending.retry(number)
    await out.resume()
    await out.drained()
    assert platform.shown() == ["one", "two"]


@pytest.mark.parametrize("others", [("two",), ()])
async def test_what_a_person_drops_from_outside_is_waited_for_no_more(
    journal: Journal, tmp_path: Path, others: tuple[str, ...]
) -> None:
    queue(journal, "one", *others)
    platform = FakeChat()
    platform.troubles.append(RateLimited("slow down", timedelta(hours=9)))
    out = StandingStill(journal, platform)
    number = await put_off(out, journal, platform)
    with closing(open_beside(tmp_path / "journal.sqlite3")) as beside:
        assert beside.sending.drop(number)
    await out.resume()
    await out.drained()
    assert platform.shown() == list(others)


async def test_what_was_given_up_is_sent_again_when_a_person_says_so(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    platform.troubles.append(Undeliverable("you were blocked"))
    assert await delivered(journal, platform) == [missing("you were blocked")]
    (stuck,) = journal.sending.stuck()
    assert journal.sending.retry(stuck.id)
    assert await delivered(journal, platform) == [missing("you were blocked"), "one"]
    assert journal.sending.stuck() == ()


async def test_one_conversation_that_waits_holds_up_no_other(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    platform.troubles.append(RateLimited("slow down", timedelta(hours=9)))
    out = StandingStill(journal, platform)
    await put_off(out, journal, platform)
    queue(journal, "two", where=room("other"))
    out.wake(room("other"))
    await platform.until_sent(1)
    assert platform.shown() == ["two"]
    await out.stop()


@pytest.mark.parametrize("kind", PartKind)
async def test_whatever_may_have_arrived_is_marked_as_a_possible_repeat(journal: Journal, kind: PartKind) -> None:
    (received,) = journal.inbox.accept([message(where=room())], None)
    one = Part(kind=kind, body="one", target=MessageId("d1"))
    journal.inbox.finish(received.seq, replace(replied("one"), parts=(one,)))
    platform = FakeChat()
    platform.drafts[MessageId("d1")] = ""
    platform.troubles.append(MaybeSent("the line went dead"))
    await delivered(journal, platform)
    assert [sent for _, sent, _ in platform.sent] == [replace(one, may_repeat=True)]


async def test_what_became_of_each_try_is_counted(journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    queue(journal, "one", "two", "three")
    platform, pulse = FakeChat(), Pulse()
    platform.troubles.extend([NeverSent("no route"), None, Undeliverable("you were blocked"), MaybeSent("dead"), None])
    out = Delivery({FAKE: platform}, journal.outbox, RushingClock(), pulse)
    await out.resume()
    await out.drained()
    assert (pulse.sent[FAKE], pulse.put_off[FAKE], pulse.given_up[FAKE]) == (3, 2, 1)
    assert "given up: you were blocked" in caplog.text
    assert "two" not in caplog.text


def test_what_may_have_arrived_is_not_tried_again_at_once() -> None:
    settled = settlement(MaybeSent("no answer"), outgoing(1), MORNING)
    assert (settled.state, settled.until) == ("unknown", MORNING + DOUBT)
    asked = settlement(MaybeSent("no answer"), outgoing(1), MORNING, asks_first=True)
    assert (asked.state, asked.until) == ("unknown", MORNING + FIRST_WAIT * 2)


def test_an_account_that_is_refused_says_nothing_against_the_part() -> None:
    refused = AccountRefused("the token is wrong")
    assert settlement(refused, outgoing(1), MORNING).state == "retry"
    assert settlement(refused, outgoing(99), MORNING + PATIENCE - timedelta(seconds=1)).state == "retry"
    assert settlement(refused, outgoing(99), MORNING + PATIENCE).state == "dead"
