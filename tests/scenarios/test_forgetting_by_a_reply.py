"""Who replies to a message with /forget means that message, whoever of the two said it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.events import MessageReceived
from bot.ids import Conversation, MessageId, ThreadId
from tests.fakes.chat import room
from tests.scenarios.village import GROUP, Village, in_group, privately, village

UNKNOWN = "I hold nothing of the message that you replied to, so there is nothing to forget."


async def replies(people: Village, words: str, to: MessageId, name: str = "ada") -> str:
    return "\n".join(await people.hears(replace(privately(name, words), reply_to=to)))


async def tells(people: Village, text: str) -> MessageReceived:
    said = privately("ada", text)
    await people.hears(said)
    return said


def ours(people: Village) -> MessageId:
    """The message in which we answered last."""
    _, part, key = people.platform.sent[-1]
    return part.target or MessageId(f"r-{key}")


def buttons(people: Village) -> list[str]:
    return [button.value for button in people.platform.buttons]


@pytest.mark.parametrize("command", ["/forget", "/forget that", "/forget this please", "/undo"])
async def test_the_message_replied_to_is_shown_with_its_button_and_stays(data: Path, command: str) -> None:
    async with village(data) as people:
        meant = await tells(people, "The door is blue")
        await tells(people, "We meet on Friday")
        shown = await replies(people, command, meant.message)
        assert "The door is blue" in shown
        assert "We meet on Friday" not in shown
        assert buttons(people) == ["/forget #1"]
        assert people.house.journal.transcript.count(people.house.scope) == 2


async def test_a_question_can_be_pointed_at_too(data: Path) -> None:
    async with village(data) as people:
        asked = await tells(people, "when is the dentist?")
        await tells(people, "We meet on Friday")
        assert "when is the dentist?" in await replies(people, "/forget", asked.message)


async def test_what_an_answer_rests_on_is_offered(data: Path) -> None:
    async with village(data) as people:
        for text in ("My dentist is Dr. Weber, Rosenstrasse", "We meet on Friday", "where is my dentist?"):
            await tells(people, text)
        shown = await replies(people, "/forget", ours(people))
        assert "Rosenstrasse" in shown
        assert "Friday" not in shown
        assert buttons(people) == ["/forget #1"]


async def test_what_we_acknowledged_is_offered(data: Path) -> None:
    async with village(data) as people:
        await tells(people, "The door is blue")
        kept = ours(people)
        await tells(people, "We meet on Friday")
        shown = await replies(people, "/forget", kept)
        assert "The door is blue" in shown
        assert buttons(people) == ["/forget #1"]


async def test_an_answer_that_rests_on_nothing_offers_what_it_answers(data: Path) -> None:
    async with village(data) as people:
        await tells(people, "when is the dentist?")
        assert "when is the dentist?" in await replies(people, "/forget", ours(people))


async def test_what_is_not_known_is_said_to_be_so(data: Path) -> None:
    async with village(data) as people:
        await tells(people, "The door is blue")
        assert await replies(people, "/forget", MessageId("long ago")) == UNKNOWN
        assert "rests on nothing that I still hold" in await replies(people, "/forget", ours(people))
        assert people.house.journal.transcript.count(people.house.scope) == 1


async def test_what_is_forgotten_is_not_known(data: Path) -> None:
    async with village(data) as people:
        gone = await tells(people, "The door is blue")
        await tells(people, "/forget #1")
        assert await replies(people, "/forget", gone.message) == UNKNOWN


async def test_words_behind_the_command_say_more_than_the_reply(data: Path) -> None:
    async with village(data) as people:
        first = await tells(people, "The door is blue")
        await tells(people, "We meet on Friday")
        shown = await replies(people, "/forget Friday", first.message)
        assert "We meet on Friday" in shown
        assert "Forgotten: 1 message (#2)" in await replies(people, "/forget #2", first.message)


async def test_nobody_reaches_what_another_said_in_private(data: Path) -> None:
    async with village(data) as people:
        theirs = privately("anna", "My PIN is 4711")
        await people.hears(theirs)
        assert await replies(people, "/forget", theirs.message) == UNKNOWN
        reply = replace(privately("ada", "/forget"), where=room("anna"), reply_to=theirs.message)
        assert "4711" not in "\n".join(await people.hears(reply))


async def test_in_a_group_it_is_what_was_said_there_to_us(data: Path) -> None:
    async with village(data) as people:
        meant = in_group("anna", "The gate is green")
        await people.hears(meant)
        await people.tells_all("ada", "The boat keys are under the stone")
        reply = replace(in_group("ada", "/forget"), reply_to=meant.message)
        assert "The gate is green" in "\n".join(await people.hears(reply))


async def test_in_a_thread_its_head_and_the_last_note_there_may_be_meant(data: Path) -> None:
    """Where all that is said in a thread counts as a reply to its head."""
    thread = replace(GROUP, thread=ThreadId("h1"))
    head = replace(in_group("ada", "The boat is sold", where=thread), message=MessageId("h1"))
    async with village(data) as people:
        for said in (head, in_thread("The mast is not", thread)):
            await people.hears(said)
        shown = "\n".join(await people.hears(in_thread("/forget", thread)))
        assert "The boat is sold" in shown
        assert "The mast is not" in shown
        assert [button.label for button in people.platform.buttons] == ["Forget #1", "Forget #2", "Forget all 2"]


def in_thread(text: str, thread: Conversation) -> MessageReceived:
    return replace(in_group("ada", text, where=thread), reply_to=MessageId("h1"))


async def test_all_that_were_offered_go_with_one_tap(data: Path) -> None:
    async with village(data) as people:
        for text in ("Anna moved to Lyon", "Tom moved to Lyon", "We meet on Friday"):
            await tells(people, text)
        await tells(people, "/forget Lyon")
        every = buttons(people)[-1]
        assert "Forgotten: 2 messages" in await people.tells("ada", every)
        assert people.traces("moved to Lyon") == 0
        assert "We meet on Friday" in await people.tells("ada", "/recent")
