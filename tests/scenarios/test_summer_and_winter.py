"""Without a zone in the settings the machine's own holds, in summer as in winter."""

from __future__ import annotations

from tests.program import Program


def test_in_november_a_message_of_july_is_shown_at_the_time_it_was_said_at(satchel: Program) -> None:
    satchel.settings["TZ"] = "Europe/Berlin"
    satchel.chat("the lease ends in june", SATCHEL_NOW="2026-07-03T18:20+02:00")
    later = satchel.chat("/recent", SATCHEL_NOW="2026-11-22T12:00+01:00")
    assert "18:20" in later.out
