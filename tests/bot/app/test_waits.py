"""How long people wait for an answer: from when what they said is written down, as the house's clock has it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.app import App
from bot.delivery import Delivery
from bot.errors import NeverSent
from bot.pulse import Pulse
from memory.journal import Journal
from tests.bot.app.clocks import StandingClock
from tests.bot.app.house import Parrot
from tests.builders import MORNING, later
from tests.fakes.chat import FAKE, FakeChat


async def test_a_reply_of_several_parts_is_one_wait_from_its_messages_arrival(journal: Journal) -> None:
    clock, pulse, platform, parrot = StandingClock(MORNING), Pulse(), FakeChat(), Parrot()
    delivery = Delivery({FAKE: platform}, journal.outbox, clock, pulse)
    app = App(parrot, {FAKE: platform}, journal.inbox, journal.ledger, delivery, clock)

    def think() -> None:
        clock.at += timedelta(seconds=4)

    parrot.before = think
    await app.on_events([platform.say("one\n\ntwo", at=later(days=-9))], None)
    await app.settled()
    assert len(platform.sent) == 2
    assert (pulse.waits[FAKE].count, pulse.waits[FAKE].total) == (1, 4.0)


async def test_what_is_tried_again_waited_until_it_arrived(journal: Journal) -> None:
    clock, pulse, platform = StandingClock(MORNING), Pulse(), FakeChat()
    delivery = Delivery({FAKE: platform}, journal.outbox, clock, pulse)
    app = App(Parrot(), {FAKE: platform}, journal.inbox, journal.ledger, delivery, clock)
    platform.troubles.append(NeverSent("no route"))
    await app.on_events([platform.say("one")], None)
    while not pulse.put_off[FAKE]:  # noqa: ASYNC110 -- the pulse rings no bell
        await asyncio.sleep(0)
    clock.at += timedelta(seconds=9)
    await delivery.resume()
    await app.settled()
    assert (pulse.waits[FAKE].count, pulse.waits[FAKE].total) == (1, 9.0)
