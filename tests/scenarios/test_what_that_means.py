"""Which notes "that" means: those that an answer has just shown, and the last one, in whichever thread it was said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import Audience
from bot.ids import Conversation, MessageId, ThreadId
from tests.fakes.chat import room
from tests.scenarios.village import GROUP, Village, in_group, privately, tapped, village

CODE, PLUMBER, KEY = "My locker code is 4711", "The plumber comes Friday", "The boat key is under the mat"


def labels(people: Village) -> list[str]:
    return [button.label for button in people.platform.buttons]


def thread(head: str) -> Conversation:
    return replace(GROUP, thread=ThreadId(head))


async def in_thread(people: Village, name: str, text: str, head: str) -> str:
    """Said in a thread, where all counts as a reply to its head."""
    said = in_group(name, text, where=thread(head))
    message = MessageId(head) if text.endswith("?") else said.message
    return "\n".join(await people.hears(replace(said, message=message, reply_to=MessageId(head))))


@pytest.mark.parametrize("words", ["forget that", "delete this please", "vergiss das", "/forget that"])
async def test_right_after_an_answer_what_it_showed_is_offered_before_the_last_note(data: Path, words: str) -> None:
    async with village(data) as people:
        for text in (CODE, PLUMBER):
            await people.tells("ada", text)
        assert CODE in await people.tells("ada", "what is my locker code?")
        shown = await people.tells("ada", words)
        assert labels(people) == ["Forget #1", "Forget #2", "Forget all 2"]
        assert shown.index(CODE) < shown.index(PLUMBER)
        assert "Forgotten: 1 message (#1)" in await people.tells("ada", "the first")


@pytest.mark.parametrize("words", ["delete my last note", "forget what I just said", "lösch meine letzte Notiz"])
async def test_who_names_the_last_note_is_offered_that_alone(data: Path, words: str) -> None:
    async with village(data) as people:
        for text in (CODE, PLUMBER):
            await people.tells("ada", text)
        await people.tells("ada", "what is my locker code?")
        await people.tells("ada", words)
        assert labels(people) == ["Forget #2"]


async def test_after_anything_else_that_is_the_last_note(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", CODE)
        await people.tells("ada", "what is my locker code?")
        await people.tells("ada", PLUMBER)
        await people.tells("ada", "forget that")
        assert labels(people) == ["Forget #3"]


async def test_of_a_long_list_that_is_the_last_note(data: Path) -> None:
    async with village(data) as people:
        for place in range(7):
            await people.tells("ada", f"Box {place} stands on a shelf")
        await people.tells("ada", "/recent")
        await people.tells("ada", "forget that")
        assert labels(people) == ["Forget #7"]


@pytest.mark.parametrize("wish", ["/forget", "/undo", "delete my last note", "forget that"])
async def test_in_a_group_the_askers_last_note_is_found_from_any_thread(data: Path, wish: str) -> None:
    async with village(data) as people:
        await in_thread(people, "ada", KEY, "t1")
        await in_thread(people, "anna", PLUMBER, "t2")
        shown = "\n".join(await people.hears(in_group("ada", wish, where=thread("t3"))))
        assert KEY in shown
        assert PLUMBER not in shown


async def test_and_behind_very_many_of_others(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("ada", KEY)
        await people.hears(*(in_group("anna", f"Box {place} stands on a shelf") for place in range(101)))
        assert KEY in await people.tells_all("ada", "/forget")


async def test_a_note_of_another_group_is_not(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("ada", KEY, where=room("-200"))
        assert await people.tells_all("ada", "forget that") == "You have kept nothing here."


async def test_in_a_private_thread_the_note_may_stand_outside_of_it(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", KEY)
        asked = privately("ada", "forget that")
        assert KEY in "\n".join(await people.hears(replace(asked, where=replace(asked.where, thread=ThreadId("t")))))


async def test_in_the_thread_of_a_question_its_answer_is_meant_and_not_the_question(data: Path) -> None:
    async with village(data) as people:
        await in_thread(people, "anna", KEY, "t1")
        await in_thread(people, "ada", PLUMBER, "t2")
        assert KEY in await in_thread(people, "ada", "where is the boat key?", "t3")
        shown = await in_thread(people, "ada", "forget that", "t3")
        assert "where is the boat key?" not in shown
        assert labels(people) == ["Forget #1", "Forget #2", "Forget all 2"]


async def test_a_button_that_was_shown_to_another_takes_nothing(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("ada", KEY)
        await people.tells_all("ada", "forget that")
        (button,) = people.platform.buttons
        told = "\n".join(await people.hears(tapped("anna", button.value, GROUP, Audience.ADDRESSED)))
        assert told == "That button is for who asked for it. If you mean it, too, send: /forget #1"
        assert KEY in await people.tells_all("anna", "/recent")
        theirs = "\n".join(await people.hears(tapped("ada", button.value, GROUP, Audience.ADDRESSED)))
        assert "Forgotten: 1 message (#1)" in theirs


@pytest.mark.parametrize("wish", ["/forget", "forget that", "/undo"])
async def test_who_kept_nothing_in_a_group_is_told_so(data: Path, wish: str) -> None:
    async with village(data) as people:
        await people.tells_all("anna", KEY)
        assert await people.tells_all("ada", wish) == "You have kept nothing here."


async def test_in_a_group_everything_is_said_to_be_everybodys(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("anna", KEY)
        told = await people.tells_all("ada", "delete all my notes")
        assert "everybody's and not only yours (1 message, kept as a note)" in told
        assert "Everybody here whom I know may do that." in told


async def test_where_nothing_is_held_everything_is_nothing(data: Path) -> None:
    async with village(data) as people:
        assert await people.tells("ada", "/forget everything") == "I hold nothing."
        assert people.platform.buttons == ()
