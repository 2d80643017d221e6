"""The clock: the machine's, in the owner's zone, or set for a trial."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import VARIABLE, system_clock
from bot.errors import BadSetting


def test_time_has_the_owners_zone() -> None:
    now = system_clock("Asia/Kolkata").now()
    assert now.utcoffset() == timedelta(hours=5, minutes=30)


def test_without_a_zone_it_is_the_machines() -> None:
    now = system_clock("").now()
    assert now.utcoffset() == datetime.now(UTC).astimezone().utcoffset()


def test_a_trial_can_set_the_time_and_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "2031-05-06T07:08:09+02:00")
    clock = system_clock("Europe/Berlin")
    first, second = clock.now(), clock.now()
    assert datetime.fromisoformat("2031-05-06T07:08:09+02:00") <= first <= second
    assert first.year == 2031


@pytest.mark.parametrize("start", ["noon", "", "9999-12-31T23:59:59-12:00", "2026-13-01"])
def test_a_moment_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    monkeypatch.setenv(VARIABLE, start)
    with pytest.raises(BadSetting, match=VARIABLE):
        system_clock("")


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Berlin."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_the_machines_zone_knows_summer_in_winter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "2026-11-22T12:00:00Z")
    now = system_clock("").now()
    assert now.hour == 13
    said = datetime(2026, 7, 3, 16, 20, tzinfo=UTC).astimezone(now.tzinfo)
    assert f"{said:%H:%M %Z}" == "18:20 CEST"
    july = datetime(2026, 7, 1, tzinfo=now.tzinfo)
    assert july.astimezone(UTC) == datetime(2026, 6, 30, 22, tzinfo=UTC)


@pytest.mark.usefixtures("berlin")
def test_the_machines_zone_agrees_with_the_zone_of_its_name_at_every_quarter_of_an_hour_around_a_change() -> None:
    zone, named = system_clock("").zone, ZoneInfo("Europe/Berlin")
    starts = (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC))
    for moment in (start + timedelta(minutes=15 * step) for start in starts for step in range(200)):
        here, there = moment.astimezone(zone), moment.astimezone(named)
        assert (here.isoformat(), here.fold, here.astimezone(UTC)) == (there.isoformat(), there.fold, moment)
