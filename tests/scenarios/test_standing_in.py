"""An edit of what never came stands for it, until that comes and is somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.capture import note_of
from bot.ports import Outcome
from memory.backups import restore
from memory.folder import DataFolder
from tests.builders import HOME
from tests.scenarios.test_edited import NEW, OLD, edited, kept
from tests.scenarios.village import in_group, village


@pytest.mark.parametrize("again", [True, False])
async def test_an_edit_by_somebody_else_that_comes_before_the_message_gives_way_to_it(data: Path, again: bool) -> None:
    said, long = in_group("ada", OLD), "Words of Anna\n\n" + "and so on " * 300
    async with village(data) as people:
        assert await people.hears(edited(said, long, by="anna")) == ["Kept."]
        if again:
            await people.hears(edited(said, long + "for ever", 2, by="anna"))
        assert "Words of Anna" in await people.tells_all("ada", "whose words?")
        assert await people.hears(said) == ["Kept."]
        assert kept(people) == [OLD]
        people.house.finish_forgetting(pending=False)
        assert people.house.left_to_clean() == frozenset()
        assert people.traces("Words of Anna", "and so on and so on") == 0
        assert len(list(people.house.shelves.current.index.ids())) == 1
        assert OLD in await people.tells_all("ada", "where is the bicycle?")
        assert await people.hears(edited(said, NEW, 3)) == ["Changed."]
        assert kept(people) == [NEW]


async def test_a_question_that_somebody_else_put_into_its_place_leaves_no_words(data: Path) -> None:
    said, asked = in_group("ada", OLD), "Where is the bicycle of Anna?"
    async with village(data) as people:
        await people.hears(edited(said, asked, by="anna"))
        assert await people.hears(said) == ["Kept."]
        people.house.finish_forgetting(pending=False)
        assert kept(people) == [OLD]
        assert people.traces(asked) == 0


async def test_a_backup_says_what_its_author_says_and_not_what_an_edit_by_somebody_else_did(
    data: Path, tmp_path: Path
) -> None:
    said, backup = in_group("ada", OLD), tmp_path / "backup.zip"
    async with village(data) as people:
        await people.hears(edited(said, NEW, by="anna"))
        people.house.backups.make(backup)
        await people.hears(said)
        people.house.finish_forgetting(pending=False)
    restore(backup, DataFolder(tmp_path / "restored"))
    async with village(tmp_path / "restored") as people:
        assert kept(people) == [OLD]
        assert people.traces(NEW) == 0


async def test_what_is_still_being_handled_is_not_taken_out_of_the_index_with_what_gave_way_to_it(data: Path) -> None:
    said = in_group("ada", OLD)
    async with village(data) as people:
        await people.hears(edited(said, NEW, by="anna"))
        house = people.house
        (received,) = house.journal.inbox.accept([said], None)
        note = note_of(received, said.key, HOME)
        assert note is not None
        house.library.remember([note])
        house.finish_forgetting(pending=False)
        house.journal.inbox.finish(received.seq, Outcome(space=HOME, keep=True))
        house.finish_forgetting(pending=False)
        assert len(list(house.shelves.current.index.ids())) == 1
        assert house.left_to_clean() == frozenset()
