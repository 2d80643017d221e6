"""What platforms tell of when, and by whom, may be anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.content import Sender
from bot.ids import UserId
from tests.scenarios.village import privately, village

EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)], ids=str)
@pytest.mark.parametrize("zone", [UTC, EAST, WEST], ids=str)
async def test_what_was_said_at_the_ends_of_the_calendar_is_kept_and_listed(
    data: Path, at: datetime, zone: timezone
) -> None:
    async with village(data) as people:
        said = replace(privately("ada", "The lease ends in June"), at=at.replace(tzinfo=zone))
        (told,) = await people.hears(said)
        assert told == "Kept."
        assert "The lease ends in June" in await people.tells("ada", "/recent")
        assert "June" in await people.tells("ada", "when does the lease end?")


async def test_a_name_turns_nothing_around(data: Path) -> None:
    async with village(data) as people:
        named = Sender(id=UserId("ada"), name="\u202eevil")
        await people.hears(replace(privately("ada", "The lease ends in June"), sender=named))
        for asked in ("/recent", "/search lease", "when does the lease end?"):
            told = await people.tells("ada", asked)
            assert "lease ends" in told
            assert "\u202e" not in told
