"""What can be seen of a running bot from outside."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.monitor import Health, Reading, Spread
from bot.ids import MessageId, Platform
from bot.ports import Completion, Sent
from bot.pulse import Line, Pulse
from bot.wiring.watching import Watch
from memory.journal import Journal
from tests.bot.app.clocks import StandingClock
from tests.builders import ADA, MORNING, chat, later, message, replied
from tests.fakes.chat import room

TELEGRAM, SLACK = Platform("telegram"), Platform("slack")


def watch(journal: Journal, *lines: Line) -> Watch:
    pulse = Pulse(lines=dict(zip((TELEGRAM, SLACK), lines, strict=False)))
    return Watch(journal=journal, pulse=pulse, clock=StandingClock(MORNING))


def heard(ago: timedelta, trouble: str = "") -> Line:
    return Line(heard_at=MORNING - ago, trouble=trouble)


def test_all_is_well_while_every_platform_answers(journal: Journal) -> None:
    lines = heard(timedelta(minutes=2)), heard(timedelta())
    assert watch(journal, *lines).health() == Health(well=True, parts={"telegram": "ok", "slack": "ok"})


def test_a_platform_in_trouble_not_heard_of_or_silent_is_told_in_words(journal: Journal) -> None:
    well = heard(timedelta())
    for line, told in (
        (heard(timedelta(), "no route"), "no route"),
        (Line(trouble="the token is wrong"), "the token is wrong"),
        (Line(), "connecting"),
        (heard(timedelta(minutes=3)), "not heard of for 180 seconds"),
    ):
        assert watch(journal, line, well).health() == Health(well=False, parts={"telegram": told, "slack": "ok"})


def read(watch: Watch) -> dict[str, Reading]:
    return {reading.name: reading for reading in watch.readings() if isinstance(reading, Reading)}


def test_how_long_people_waited_is_told_by_platform(journal: Journal) -> None:
    seen = watch(journal)
    for seconds in (-1, 0.1, 0.3, 400):
        seen.pulse.waits[TELEGRAM].note(timedelta(seconds=seconds))
    (spread,) = (reading for reading in seen.readings() if isinstance(reading, Spread))
    assert spread.name == "reply_seconds"
    assert spread.bounds == (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
    assert spread.counts == {"telegram": (2, 2, *[3] * 8, 4)}
    assert spread.sums["telegram"] == pytest.approx(400.4)


def test_every_figure_of_the_pulse_and_the_journal_is_read(journal: Journal) -> None:
    seen = watch(journal, Line(restarts=4, trouble="no route"), heard(timedelta()))
    pulse = seen.pulse
    pulse.heard[TELEGRAM], pulse.sent[SLACK], pulse.put_off[TELEGRAM], pulse.given_up[SLACK] = 1, 2, 3, 5
    first, _ = journal.inbox.accept([message(where=room()), message(where=room("other"))], None)
    journal.inbox.finish(first.seq, replied("one", "two"))
    figures = read(seen)
    assert {name: dict(reading.values) for name, reading in figures.items()} == {
        "events_heard": {"telegram": 1},
        "parts_sent": {"slack": 2},
        "parts_put_off": {"telegram": 3},
        "parts_given_up": {"slack": 5},
        "restarts": {"telegram": 4, "slack": 0},
        "up": {"telegram": 0, "slack": 1},
        "waiting": {"outbox": 2, "inbox": 1},
        "oldest_open_seconds": {"outbox": 0},
        "spent_today_dollars": {},
        "tokens_today": {},
    }
    assert {name for name, reading in figures.items() if not reading.counts} == {
        "up",
        "waiting",
        "oldest_open_seconds",
        "spent_today_dollars",
        "tokens_today",
    }
    assert figures["waiting"].label == "where"


def test_the_age_of_what_is_not_sent_counts_from_its_first_try_or_from_what_it_answers(journal: Journal) -> None:
    seen = watch(journal)

    def age() -> float:
        return read(seen)["oldest_open_seconds"].values["outbox"]

    first, second = journal.inbox.accept([message(where=room(), at=later(-10)), message(at=later(-2))], None)
    for each in (first, second):
        journal.inbox.finish(each.seq, replied("one"))
    assert age() == 600
    outgoing = journal.outbox.claim(room(), later(-1))
    assert outgoing is not None
    assert age() == 120
    journal.outbox.settle(outgoing.id, Sent(message=MessageId("r1"), at=MORNING))
    assert age() == 120
    journal.outbox.claim(chat(), later(1))
    assert age() == 0


def test_what_models_cost_today_is_told_by_model(journal: Journal) -> None:
    spend = journal.spend
    for model, cost in (("small", 0.25), ("small", 0.125), ("large", 0.0625)):
        completion = Completion(text="hi", model=model, tokens_in=10, tokens_out=2, cost=cost)
        spend.settle(spend.reserve(ADA, MORNING, cost), completion)
    spend.reserve(ADA, MORNING, 0.03125)
    spend.reserve(ADA, later(days=-1), 0.5)
    figures = read(watch(journal))
    assert figures["spent_today_dollars"].values == {"reserved": 0.03125, "large": 0.0625, "small": 0.375}
    assert figures["tokens_today"].values == {"reserved": 0, "large": 12, "small": 24}
    assert figures["tokens_today"].label == "model"


def test_a_scrape_reads_nothing_of_what_waits(journal: Journal) -> None:
    journal.inbox.accept([message(where=room())], None)
    with journal.database.transaction() as connection:
        connection.execute("UPDATE words SET body = x'00'")
    assert read(watch(journal))["waiting"].values == {"outbox": 0, "inbox": 1}
