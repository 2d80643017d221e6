"""What is kept of a message is what it says now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.changing import NO_COMMAND
from bot.content import Audience
from bot.events import MessageEdited, MessageReceived
from bot.ids import event_key
from memory.backups import restore
from memory.folder import DataFolder
from tests.builders import MORNING
from tests.scenarios.village import Village, in_group, privately, sender, village

OLD, NEW = "The bicycle is at Wolfgang's", "The bicycle is in the cellar"


def edited(
    of: MessageReceived, text: str, number: int = 1, *, by: str = "", audience: Audience | None = None
) -> MessageEdited:
    """The `number`-th edit, made so many minutes later."""
    return MessageEdited(
        where=of.where,
        message=of.message,
        sender=sender(by) if by else of.sender,
        at=MORNING + timedelta(minutes=number),
        edit=str(number),
        text=text,
        audience=audience or of.audience,
    )


def kept(people: Village) -> list[str]:
    return [note.text for _, note in people.house.journal.annals.notes(0, 100)]


async def test_an_edited_note_is_found_by_its_new_words_and_not_by_its_old_ones(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        assert await people.hears(said) == ["Kept."]
        assert await people.hears(edited(said, NEW)) == ["Changed."]
        assert NEW in await people.tells("ada", "where is the bicycle?")
        assert "Wolfgang" not in await people.tells("ada", "/search Wolfgang")
        ((seq, note),) = people.house.journal.annals.notes(0, 10)
        assert (note.text, note.origin.key, note.origin.message) == (NEW, said.key, said.message)
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0
        assert people.traces(NEW) > 0
        assert f"#{seq}" in await people.tells("ada", f"/forget #{seq}")
        assert people.traces(NEW) == 0


async def test_an_edit_in_a_group_that_no_longer_mentions_us_is_heeded(data: Path) -> None:
    said = in_group("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(edited(said, NEW, audience=Audience.OVERHEARD)) == ["Changed."]
        assert kept(people) == [NEW]


async def test_the_newest_edit_wins_in_whatever_order_they_come(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        answers = await people.hears(
            said, edited(said, NEW, 2), edited(said, "an older draft of it", 1), edited(said, NEW, 2)
        )
        assert answers == ["Kept.", "Changed."]
        assert kept(people) == [NEW]
        people.house.finish_forgetting(pending=False)
        assert people.traces("an older draft of it", OLD) == 0


async def test_an_edit_of_what_is_forgotten_brings_nothing_back(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        await people.tells("ada", "/forget #1")
        assert await people.hears(edited(said, NEW)) == []
        assert kept(people) == []
        assert people.traces(NEW) == 0


async def test_an_edit_by_somebody_else_changes_nothing_and_leaves_no_words(data: Path) -> None:
    said = in_group("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(edited(said, NEW, by="anna")) == []
        assert kept(people) == [OLD]
        people.house.finish_forgetting(pending=False)
        assert people.traces(NEW) == 0


async def test_an_edit_runs_no_command_and_confirms_nothing(data: Path) -> None:
    said, command = privately("ada", OLD), privately("ada", "/help")
    async with village(data) as people:
        await people.hears(said, command)
        assert await people.hears(edited(said, "/forget everything yes")) == [NO_COMMAND]
        assert await people.hears(edited(command, "/forget everything yes")) == []
        assert await people.hears(edited(privately("ada", ""), "/forget everything yes")) == []
        assert kept(people) == [OLD]


async def test_the_same_words_once_more_are_nothing(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(edited(said, OLD)) == []
        assert kept(people) == [OLD]


async def test_a_note_that_is_edited_away_is_gone_and_one_again_once_it_says_something(
    data: Path, tmp_path: Path
) -> None:
    said, backup = privately("ada", OLD), tmp_path / "backup.zip"
    async with village(data) as people:
        await people.hears(said)
        people.house.backups.make(backup)
        assert await people.hears(edited(said, " ")) == ["What you took out is forgotten."]
        house = people.house
        assert kept(people) == []
        assert house.journal.annals.speakers(house.scope) == ()
        assert list(house.shelves.current.index.ids()) == []
        assert "Wolfgang" not in await people.tells("ada", "where is the bicycle?")
        house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0
        assert await people.hears(said, edited(said, NEW, 3)) == ["Kept."]
        assert kept(people) == [NEW]
        assert house.journal.annals.speakers(house.scope) == ("Ada",)
        assert NEW in await people.tells("ada", "where is the bicycle?")
        assert NEW in await people.tells("ada", "/recent")
        await people.hears(edited(said, "", 4))
        house.finish_forgetting(pending=False)
    restore(backup, DataFolder(tmp_path / "restored"))
    async with village(tmp_path / "restored") as people:
        assert kept(people) == []
        assert people.traces(OLD, NEW) == 0


async def test_words_taken_out_of_what_was_no_note_are_told_of_to_nobody(data: Path) -> None:
    said = privately("ada", "where is the bicycle of Wolfgang?")
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(edited(said, "")) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces(said.text) == 0
        assert await people.hears(edited(said, NEW, 2)) == ["Kept."]


async def test_a_question_that_is_edited_is_not_answered_again_and_its_old_words_go(data: Path) -> None:
    said = privately("ada", "where is the bicycle of Wolfgang?")
    async with village(data) as people:
        assert len(await people.hears(said)) == 1
        assert await people.hears(edited(said, "where is the bicycle?")) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces("where is the bicycle of Wolfgang?") == 0
        assert kept(people) == []


async def test_small_talk_that_tells_something_in_the_end_is_a_note_from_then_on(data: Path) -> None:
    said = privately("ada", "hello")
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(edited(said, NEW)) == ["Kept."]
        assert NEW in await people.tells("ada", "where is the bicycle?")


async def test_what_was_never_heard_is_a_note_as_it_is_now(data: Path) -> None:
    unheard = in_group("ada", OLD, Audience.OVERHEARD)
    async with village(data) as people:
        assert await people.hears(unheard) == []
        assert await people.hears(edited(unheard, NEW, audience=Audience.ADDRESSED)) == ["Kept."]
        assert await people.hears(edited(unheard, "The bicycle is sold", 2)) == ["Changed."]
        ((_, note),) = people.house.journal.annals.notes(0, 10)
        assert note.origin.key == event_key(unheard.where, unheard.message, "received")
        assert note.text == "The bicycle is sold"
        assert "sold" in await people.tells_all("ada", "what about the bicycle?")


async def test_a_note_stays_a_note_though_it_sounds_like_a_question(data: Path) -> None:
    said = privately("ada", "The dentist is on Tuesday")
    async with village(data) as people:
        await people.hears(said)
        assert await people.hears(edited(said, "When is the dentist?")) == ["Changed."]
        assert kept(people) == ["When is the dentist?"]


async def test_an_answer_that_quoted_the_old_words_is_no_turn_any_more(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        assert "Wolfgang" in await people.tells("ada", "where is the bicycle?")
        await people.hears(edited(said, NEW))
        house = people.house
        turns = house.journal.transcript.turns(said.where, house.scope, 1_000, 100)
        assert not any("Wolfgang" in turn.text for turn in turns)
        house.finish_forgetting(pending=False)
        assert people.traces(OLD) == 0


async def test_a_long_note_that_becomes_short_leaves_no_piece_behind(data: Path) -> None:
    said = privately("ada", "\n\n".join(f"Paragraph {number} of {OLD} " + "and so on " * 60 for number in range(12)))
    async with village(data) as people:
        await people.hears(said)
        before = len(list(people.house.shelves.current.index.ids()))
        assert before > 1
        await people.hears(edited(said, NEW))
        assert len(list(people.house.shelves.current.index.ids())) == 1
        people.house.finish_forgetting(pending=False)
        await people.hears(edited(said, said.text + " again", 2))
        await people.tells("ada", "/forget #1")
        assert list(people.house.shelves.current.index.ids()) == []
