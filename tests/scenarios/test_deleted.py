"""What somebody takes back is forgotten like what is named in `/forget`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Audience
from bot.events import MessageDeleted, MessageReceived
from tests.builders import MORNING
from tests.scenarios.test_edited import NEW, OLD, edited, kept
from tests.scenarios.village import in_group, privately, sender, village

GONE = "Forgotten, with the message you deleted."


def deleted(of: MessageReceived, by: str | None = "", audience: Audience | None = None) -> MessageDeleted:
    """By its author, by somebody else, or (None) by nobody knows whom."""
    who = of.sender if by == "" else None if by is None else sender(by)
    at = MORNING + timedelta(minutes=9)
    return MessageDeleted(where=of.where, message=of.message, at=at, sender=who, audience=audience or of.audience)


async def test_a_deleted_note_is_gone_from_every_file_and_told_of_in_one_line(data: Path) -> None:
    said, other = privately("ada", OLD), privately("ada", "The boat is blue")
    async with village(data) as people:
        await people.hears(said, other)
        assert await people.hears(deleted(said)) == [GONE]
        assert kept(people) == [other.text]
        assert "Wolfgang" not in await people.tells("ada", "where is the bicycle?")
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0
        assert people.house.journal.intentions.undone(pending=True) == ()
        assert await people.hears(said, deleted(said), edited(said, NEW)) == []
        assert kept(people) == [other.text]


@pytest.mark.parametrize("text", ["hello", "where is the bicycle of Wolfgang?", "/recent"])
async def test_of_a_deleted_message_that_was_no_note_nothing_is_told_and_nothing_stays(data: Path, text: str) -> None:
    said = privately("ada", text)
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(deleted(said)) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces(text) == 0


@pytest.mark.parametrize("by", ["", None, "anna", "mallory"])
async def test_in_a_group_whoever_may_delete_it_does_and_nobody_is_told(data: Path, by: str | None) -> None:
    said = in_group("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(deleted(said, by, Audience.OVERHEARD)) == []
        assert kept(people) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0


@pytest.mark.parametrize("together", [True, False])
async def test_a_deletion_that_comes_before_its_message_keeps_it_out(data: Path, together: bool) -> None:
    said = privately("ada", OLD)
    batches = ((deleted(said), said),) if together else ((deleted(said),), (said,))
    async with village(data) as people:
        for batch in batches:
            assert await people.hears(*batch) == []
        assert await people.hears(edited(said, NEW)) == []
        assert kept(people) == []
        assert people.traces(OLD, NEW) == 0


async def test_what_is_edited_before_it_comes_and_then_deleted_is_gone(data: Path) -> None:
    note, question = privately("ada", OLD), privately("ada", "where is it?")
    async with village(data) as people:
        await people.hears(edited(note, NEW), edited(question, "where is the bicycle of Wolfgang?"))
        assert await people.hears(deleted(note), deleted(question)) == [GONE]
        people.house.finish_forgetting(pending=False)
        assert people.traces(NEW, "where is the bicycle of Wolfgang?") == 0
        assert await people.hears(note, question) == []
        assert kept(people) == []


async def test_an_edited_note_that_is_deleted_is_gone_in_all_its_words(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said, edited(said, NEW))
        await people.hears(deleted(said))
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD, NEW) == 0


async def test_many_deletions_are_finished_at_once(data: Path) -> None:
    said = [privately("ada", f"canary{number:03} sings of wine") for number in range(10)]
    async with village(data) as people:
        await people.hears(*said)
        await people.hears(*map(deleted, said[:7]))
        people.house.finish_forgetting(pending=False)
        assert people.traces(*(each.text for each in said[:7])) == 0
        assert people.house.journal.intentions.undone(pending=True) == ()
        assert kept(people) == [each.text for each in said[7:]]


async def test_undo_after_an_edit_still_means_the_last_note(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said, edited(said, NEW))
        assert NEW in await people.tells("ada", "/undo")


async def test_what_stands_in_another_message_is_told_to_who_runs_the_program(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said, again = privately("ada", OLD), privately("ada", f"{OLD}, I think")
    async with village(data) as people:
        await people.hears(said, again, deleted(said))
        people.house.finish_forgetting(pending=False)
        assert "traces are left in other messages or files" in caplog.text
        caplog.clear()
        await people.hears(deleted(again))
        people.house.finish_forgetting(pending=False)
        assert caplog.text == ""
