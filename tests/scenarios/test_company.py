"""A room that was private when something was said there, and has more members when it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discretion import COMPANY, KEPT
from bot.errors import NeverSent
from bot.ids import Conversation, MessageId
from bot.replies import Part, Reply
from tests.fakes.chat import room
from tests.scenarios.meanwhile import Interrupted
from tests.scenarios.test_deleted import deleted
from tests.scenarios.test_edited import edited
from tests.scenarios.village import CitingChat, in_group, privately, village

ADA = room("ada")


class ChangingRooms(CitingChat):
    """A platform whose rooms gain members. `unknown`: nobody can tell now."""

    def __init__(self) -> None:
        super().__init__()
        self.company: set[Conversation] = set()
        self.unknown = False
        self.asked = 0
        self.joined_at_draft = False
        self.replies: list[Reply] = []

    async def is_private(self, where: Conversation) -> bool:
        self.asked += 1
        if self.unknown:
            raise NeverSent("no route")
        return where not in self.company

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        self.replies.append(reply)
        return super().render(to, reply)

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        message = await super().draft(to, text, key)
        if self.joined_at_draft:
            self.company.add(to)
        return message


@pytest.fixture
def platform() -> ChangingRooms:
    return ChangingRooms()


async def test_what_was_asked_in_private_is_not_answered_before_others(data: Path, platform: ChangingRooms) -> None:
    model = Interrupted("It is 4711 [1]")
    async with village(data, model, platform) as people:
        await people.tells("ada", "The code is 4711")
        platform.company.add(ADA)
        for asked in ("what is the code?", "/recent", "/search code", "/forget everything yes"):
            assert await people.tells("ada", asked) == COMPANY
        assert model.prompts == []
        assert platform.drafts == {}
        assert [reply.private for reply in platform.replies[1:]] == [False] * 4
        assert [note.text for _, note in people.house.journal.annals.notes(0, 10)] == ["The code is 4711"]


async def test_the_reason_is_true_also_where_nobody_came_but_somebody_can(data: Path, platform: ChangingRooms) -> None:
    async with village(data, platform=platform) as people:
        platform.company.add(ADA)
        said = await people.tells("ada", "what is the code?")
        assert said == (
            "Others are in this room, or can come to it, so I do not answer here what you asked in private."
        )


async def test_what_was_told_in_private_is_kept_as_private(data: Path, platform: ChangingRooms) -> None:
    async with village(data, platform=platform) as people:
        platform.company.add(ADA)
        assert await people.tells("ada", "The code is 4711") == f"{COMPANY} {KEPT}"
        platform.company.clear()
        people.house.shelves.tend()
        assert "4711" in await people.tells("ada", "/search code")
        assert "4711" not in await people.tells_all("ada", "/search code", ADA)


async def test_who_comes_in_while_the_model_thinks_sees_nothing_of_it(data: Path, platform: ChangingRooms) -> None:
    model = Interrupted("It is 4711 [1]")
    model.meanwhile = lambda: platform.company.add(ADA)
    async with village(data, model, platform) as people:
        await people.tells("ada", "The code is 4711")
        assert await people.tells("ada", "what is the code?") == COMPANY
        assert len(model.prompts) == 1
        assert platform.drafts == {}


async def test_what_is_written_already_makes_room_for_the_reason(data: Path, platform: ChangingRooms) -> None:
    platform.joined_at_draft = True
    async with village(data, Interrupted("It is 4711 [1], as you told me"), platform) as people:
        await people.tells("ada", "The code is 4711")
        assert await people.tells("ada", "what is the code?") == COMPANY
        assert list(platform.drafts.values()) == [COMPANY]


async def test_where_nobody_can_tell_nothing_is_drawn_and_the_platform_decides_as_it_sends(
    data: Path, platform: ChangingRooms
) -> None:
    platform.unknown = True
    async with village(data, Interrupted("It is 4711 [1]"), platform) as people:
        await people.tells("ada", "The code is 4711")
        platform.asked = 0
        assert "4711" in await people.tells("ada", "what is the code?")
        assert (platform.drafts, platform.asked) == ({}, 2)
        assert platform.replies[-1].private


async def test_only_answers_to_what_was_said_in_private_are_private(data: Path, platform: ChangingRooms) -> None:
    async with village(data, platform=platform) as people:
        for event, private in (
            (privately("ada", "what is the code?"), True),
            (privately("mallory", "hello"), True),
            (privately("ada", "The code is 4711"), False),
            (in_group("ada", "what is the code?"), False),
        ):
            await people.hears(event)
            assert platform.replies[-1].private is private


async def test_a_stranger_gets_no_code_where_others_see_it(data: Path, platform: ChangingRooms) -> None:
    platform.company.add(room("mallory"))
    async with village(data, platform=platform) as people:
        assert await people.tells("mallory", "hello") == ""
        assert people.traces("hello") == 0


async def test_what_is_edited_or_deleted_before_others_is_so_and_not_told(data: Path, platform: ChangingRooms) -> None:
    said, gone = privately("ada", "The code is 4711"), privately("ada", "The door is blue")
    async with village(data, platform=platform) as people:
        await people.hears(said, gone)
        platform.company.add(ADA)
        changes = (edited(said, "/help"), deleted(gone), edited(said, "The code is 4712", 2))
        assert await people.hears(*changes) == []
        assert [note.text for _, note in people.house.journal.annals.notes(0, 10)] == ["The code is 4712"]
