"""A group has a space of its own: it keeps what is said to the bot, and recall there sees that group alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Audience
from bot.events import ConversationMoved, Event, MembersChanged, MessageDeleted, MessageEdited, ReactionChanged
from bot.ids import GROUPS, ChatId, Conversation, MessageId, ThreadId, UserId
from tests.builders import MORNING
from tests.fakes.chat import room
from tests.fakes.model import ScriptedModel
from tests.scenarios.village import GROUP, in_group, invoked, privately, sender, tapped, village

OTHER_GROUP = room("-200")
NEW = ChatId("-100100")

EVERY_LOOK = ("/recent 100", "/search code", "what is the code?", "/ask the code")


def changed(message: MessageId, text: str, name: str = "ada") -> MessageEdited:
    """New words that no longer call us."""
    return MessageEdited(
        where=GROUP,
        message=message,
        sender=sender(name),
        at=MORNING,
        edit="1",
        text=text,
        audience=Audience.OVERHEARD,
    )


def reacted(message: MessageId, name: str = "ada") -> ReactionChanged:
    return ReactionChanged(where=GROUP, message=message, change="1", sender=sender(name), at=MORNING, reactions=("👍",))


async def test_what_is_said_to_us_in_a_group_is_kept_there_and_found_there(data: Path) -> None:
    async with village(data) as people:
        assert await people.tells_all("ada", "The code is 4711") == "Kept."
        for look in EVERY_LOOK:
            assert "4711" in await people.tells_all("anna", look)
        (note,) = (note for _, note in people.house.journal.annals.notes(0, 10))
        assert note.space.startswith(GROUPS)


async def test_what_is_not_said_to_us_never_reaches_the_disk(data: Path) -> None:
    overheard = Audience.OVERHEARD
    edit = changed(MessageId("7"), "Quackenbush edited")
    async with village(data) as people:
        said = (
            in_group("ada", "Quackenbush is at it again", overheard),
            in_group("mallory", "/note Quackenbush", overheard),
            tapped("ada", "/ask Quackenbush", GROUP, overheard),
            edit,
        )
        assert await people.hears(*said) == []
        assert people.arrived() == 0
        assert people.traces("Quackenbush is at it again", "/note Quackenbush", "Quackenbush edited") == 0


@pytest.mark.parametrize("look", EVERY_LOOK)
async def test_nothing_private_is_seen_in_a_group(data: Path, look: str) -> None:
    model = ScriptedModel("I do not know.")
    async with village(data, model) as people:
        await people.tells("ada", "The code is 4711")
        await people.tells("anna", "The code of my door is 4712")
        await people.tells_all("ada", "We meet on Friday")
        for name in ("ada", "anna"):
            answer = await people.tells_all(name, look)
            assert "471" not in answer
        assert not any("471" in line.text for prompt in model.prompts for line in prompt.lines)


@pytest.mark.parametrize("look", EVERY_LOOK)
async def test_what_a_group_was_told_is_seen_neither_in_private_nor_in_another_group(data: Path, look: str) -> None:
    async with village(data) as people:
        await people.tells_all("ada", "The code is 4711")
        assert "4711" not in await people.tells("ada", look)
        assert "4711" not in await people.tells("anna", look)
        assert "4711" not in await people.tells_all("ada", look, OTHER_GROUP)


async def test_the_threads_of_a_group_share_its_space(data: Path) -> None:
    thread = Conversation(platform=GROUP.platform, account=GROUP.account, chat=GROUP.chat, thread=ThreadId("holidays"))
    async with village(data) as people:
        await people.tells_all("ada", "The code is 4711", thread)
        assert "4711" in await people.tells_all("anna", "what is the code?")


async def test_forgetting_everything_in_a_group_leaves_what_is_private(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The code is 4711")
        await people.tells_all("ada", "We meet on Friday")
        assert "1 message" in await people.tells_all("anna", "/forget everything")
        assert "Forgotten: 1 message" in await people.tells_all("anna", "/forget everything yes")
        assert people.traces("We meet on Friday") == 0
        assert "4711" in await people.tells("ada", "what is the code?")


async def test_a_number_from_elsewhere_is_no_key_to_it_in_a_group(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The code is 4711")
        assert "no message of that number" in await people.tells_all("ada", "/forget #1")
        assert "4711" in await people.tells("ada", "what is the code?")


async def test_a_group_that_moved_keeps_its_space(data: Path) -> None:
    moved = ConversationMoved(where=GROUP, to=NEW, at=MORNING)
    async with village(data) as people:
        await people.tells_all("ada", "The code is 4711")
        assert await people.hears(moved, moved) == []
    async with village(data) as people:
        new = room(NEW)
        assert "4711" in await people.tells_all("anna", "what is the code?", new)
        assert await people.tells_all("anna", "The door is blue", new) == "Kept."
        assert "blue" in await people.tells_all("ada", "/recent", GROUP)


async def test_what_is_said_right_after_a_move_belongs_to_the_group_already(data: Path) -> None:
    new = room(NEW)
    async with village(data) as people:
        await people.tells_all("ada", "The code is 4711")
        said = in_group("ada", "The door is blue", where=new)
        assert await people.hears(said, ConversationMoved(where=GROUP, to=NEW, at=MORNING)) == ["Kept."]
        spaces = {note.space for _, note in people.house.journal.annals.notes(0, 10)}
        assert len(spaces) == 1


async def test_a_tap_is_what_its_button_stands_for_with_what_the_tapper_may_see(data: Path) -> None:
    private, addressed = Audience.PRIVATE, Audience.ADDRESSED
    async with village(data) as people:
        await people.tells("ada", "The code is 4711")
        await people.tells("anna", "The code of my door is 4712")
        await people.tells_all("ada", "The code of the gate is 4713")
        answers = [
            await people.hears(tapped(name, "/search code", where, audience))
            for name, where, audience in (
                ("ada", room("ada"), private),
                ("anna", room("anna"), private),
                ("anna", GROUP, addressed),
            )
        ]
        assert [[number for number in ("4711", "4712", "4713") if number in answer] for (answer,) in answers] == [
            ["4711"],
            ["4712"],
            ["4713"],
        ]


@pytest.mark.parametrize("value", ["The door is red", "/note the door is red", "", "thanks"])
async def test_a_tap_is_never_a_note(data: Path, value: str) -> None:
    async with village(data) as people:
        await people.hears(tapped("ada", value, room("ada"), Audience.PRIVATE))
        assert people.house.journal.annals.notes(0, 10) == ()
        assert people.house.journal.inbox.pending() == ()


@pytest.mark.parametrize("command", ["export", "settings", "EXPORT"])
async def test_what_concerns_the_machine_is_told_at_its_terminal_alone(data: Path, command: str) -> None:
    async with village(data) as people:
        await people.tells("ada", "The code is 4711")
        target = data.parent / "taken"
        asked = (
            privately("ada", f"/{command} {target}"),
            invoked("ada", command, str(target)),
            in_group("ada", f"/{command} {target}"),
            tapped("ada", f"/{command} {target}", room("ada"), Audience.PRIVATE),
        )
        for answer in await people.hears(*asked):
            assert answer == f"That concerns the machine that I run on; type it there: satchel {command.lower()}"
        assert not target.exists()
        help_text = await people.tells("ada", "/help")
        assert "/recent" in help_text
        assert f"/{command.lower()}" not in help_text


async def test_a_group_is_told_once_how_we_behave_and_other_changes_of_members_are_not_talked_about(
    data: Path,
) -> None:
    ada = UserId("ada")
    came = MembersChanged(where=GROUP, change="1", at=MORNING, joined=(UserId("bot"),), by=ada, welcome=True)
    others = MembersChanged(where=GROUP, change="2", at=MORNING, joined=(UserId("mallory"),), by=ada)
    async with village(data) as people:
        (greeting,) = await people.hears(came, others, came)
        assert greeting.startswith("Hello. Here I keep only what is said to me")
        assert people.arrived() == 1


async def test_of_what_happens_to_messages_only_what_is_with_us_is_written_down(data: Path) -> None:
    async with village(data) as people:
        ours = in_group("ada", "The code is 4711")
        await people.hears(ours)
        answer = MessageId(f"r-{people.platform.sent[0][2]}")
        for happened, told in (
            (changed(ours.message, "The code is 4712"), ["Changed."]),
            (reacted(ours.message), []),
            (reacted(answer), []),
            (MessageDeleted(where=GROUP, message=ours.message, at=MORNING), []),
        ):
            before = people.arrived()
            assert await people.hears(happened) == told
            assert people.arrived() == before + 1


@pytest.mark.parametrize(
    "happened",
    [
        MessageDeleted(where=GROUP, message=MessageId("7"), at=MORNING),
        MessageDeleted(
            where=GROUP, message=MessageId("7"), at=MORNING, sender=sender("ada"), audience=Audience.OVERHEARD
        ),
        changed(MessageId("7"), "The code is 4712"),
        reacted(MessageId("7")),
        reacted(MessageId("7"), "mallory"),
    ],
    ids=lambda event: event.kind,
)
async def test_what_happens_to_other_peoples_messages_is_not_written_down(data: Path, happened: Event) -> None:
    async with village(data) as people:
        assert await people.hears(happened) == []
        assert people.arrived() == 0


async def test_what_was_said_to_us_and_taken_back_at_once_is_taken_back(data: Path) -> None:
    async with village(data) as people:
        said = in_group("ada", "The code is 4711")
        gone = MessageDeleted(
            where=GROUP, message=said.message, at=MORNING, sender=said.sender, audience=Audience.ADDRESSED
        )
        await people.hears(said, gone)
        assert people.arrived() == 2


@pytest.mark.parametrize("happened", ["edited", "reaction"])
async def test_a_stranger_changes_nothing_of_what_is_with_us(data: Path, happened: str) -> None:
    async with village(data) as people:
        ours = in_group("ada", "The code is 4711")
        await people.hears(ours)
        events: dict[str, Event] = {
            "edited": changed(ours.message, "The code is 666", "mallory"),
            "reaction": reacted(ours.message, "mallory"),
        }
        await people.hears(events[happened])
        assert people.arrived() == 1
