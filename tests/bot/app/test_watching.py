"""What can be seen of a running bot from outside."""

from __future__ import annotations

from datetime import timedelta

from adapters.monitor import Health, Reading
from bot.ids import Platform
from bot.pulse import Line, Pulse
from bot.wiring.watching import Watch
from memory.journal import Journal
from tests.bot.app.clocks import StandingClock
from tests.builders import MORNING, message, replied
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
    return {reading.name: reading for reading in watch.readings()}


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
        "waiting": {"outbox": 1, "inbox": 1},
    }
    assert {name for name, reading in figures.items() if not reading.counts} == {"up", "waiting"}
    assert figures["waiting"].label == "where"
