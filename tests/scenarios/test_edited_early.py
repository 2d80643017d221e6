"""Edits that come before their message, or beside what an earlier process left of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.ids import SpaceId
from bot.ports import Outcome
from tests.builders import HOME
from tests.scenarios.test_edited import NEW, OLD, edited, kept
from tests.scenarios.village import privately, village

WAIT_S = 30


@pytest.mark.parametrize("together", [True, False])
async def test_an_edit_that_comes_before_its_note_is_not_lost(data: Path, together: bool) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        batches = ((edited(said, NEW), said),) if together else ((edited(said, NEW),), (said,))
        for batch in batches:
            await people.hears(*batch)
        assert kept(people) == [NEW]
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0
        assert NEW in await people.tells("ada", "where is the bicycle?")


@pytest.mark.parametrize("together", [True, False])
async def test_an_edited_question_that_comes_before_the_question_is_answered_once_as_it_is_now(
    data: Path, together: bool
) -> None:
    said = privately("ada", "where is the bycicel?")
    async with village(data) as people:
        await people.tells("ada", NEW)
        batches = (
            ((edited(said, "where is the bicycle?"), said),)
            if together
            else ((edited(said, "where is the bicycle?"),), (said,))
        )
        answers = [answer for batch in batches for answer in await people.hears(*batch)]
        assert len(answers) == 1
        assert together or NEW in answers[0]
        people.house.finish_forgetting(pending=False)
        assert people.traces("where is the bycicel?") == 0


async def test_an_edit_that_empties_a_message_before_it_comes_is_not_lost(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        assert await people.hears(edited(said, " ")) == []
        await people.hears(said)
        assert kept(people) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0


async def test_an_edit_of_what_waits_in_no_lane_takes_it_along(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        people.house.journal.inbox.accept([said], None)
        async with asyncio.timeout(WAIT_S):
            await people.hears(edited(said, "The bicycle is sold", 1), edited(said, NEW, 2))
        assert kept(people) == [NEW]


@pytest.mark.parametrize("space", [None, HOME])
async def test_a_new_edit_takes_the_words_of_earlier_ones_along_that_changed_nothing(
    data: Path, space: SpaceId | None
) -> None:
    """As an older version handled them; and of what never came, one that asked."""
    said, between = privately("ada", OLD), "Where is the bicycle of Wolfgang?"
    async with village(data) as people:
        if space is None:
            await people.hears(said)
        inbox = people.house.journal.inbox
        (received,) = inbox.accept([edited(said, between)], None)
        inbox.finish(received.seq, Outcome(space=space))
        await people.hears(edited(said, NEW, 2))
        people.house.finish_forgetting(pending=False)
        assert kept(people) == [NEW]
        assert people.traces(between, OLD) == 0
