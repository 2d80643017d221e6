"""The clock: the machine's, in the owner's zone, or set for a trial."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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
