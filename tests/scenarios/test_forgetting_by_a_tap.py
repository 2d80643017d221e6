"""What a tap can send by itself takes nothing but what the person was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Audience
from bot.ids import Conversation
from tests.builders import MORNING
from tests.fakes.chat import room
from tests.scenarios.village import GROUP, Village, tapped, village

ALONE = room("ada")


async def asked(people: Village, where: Conversation) -> str:
    """The value of the button that Ada gets when she asks to forget everything there."""
    say = people.tells if where == ALONE else people.tells_all
    await say("ada", "/forget everything")
    (button,) = people.platform.buttons
    return button.value


async def taps(people: Village, name: str, value: str, where: Conversation = ALONE, after_s: float = 0) -> str:
    audience = Audience.PRIVATE if where == ALONE else Audience.ADDRESSED
    tap = replace(tapped(name, value, where, audience), at=MORNING + timedelta(seconds=after_s))
    return "\n".join(await people.hears(tap))


@pytest.mark.parametrize("command", ["/forget", "/undo", "/undo please"])
async def test_a_command_that_names_nothing_shows_the_last_note_with_its_button(data: Path, command: str) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        await people.tells("ada", "We meet on Friday")
        shown = await people.tells("ada", command)
        assert "We meet on Friday" in shown
        assert "/forget #2" in shown
        assert people.house.journal.transcript.count(people.house.scope) == 2
        assert "Forgotten: 1 message (#2)" in await taps(people, "ada", people.platform.buttons[0].value)


@pytest.mark.parametrize("command", ["/forget", "/undo"])
async def test_in_a_group_the_last_note_is_the_askers_own(data: Path, command: str) -> None:
    async with village(data) as people:
        await people.tells_all("anna", "The gate is green")
        await people.tells_all("ada", "The boat keys are under the stone")
        shown = await people.tells_all("anna", command)
        assert "The gate is green" in shown
        assert "boat keys" not in shown


async def test_in_a_group_nothing_of_mine_is_nothing_to_forget(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("ada", "The boat keys are under the stone")
        assert await people.tells_all("anna", "/forget") == "You have kept nothing here."


async def test_everything_is_what_there_was_when_the_button_was_shown(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        value = await asked(people, ALONE)
        await people.tells("ada", "We meet on Friday")
        assert len(value.encode()) <= 64
        assert "Forgotten: 1 message" in await taps(people, "ada", value)
        assert "We meet on Friday" in await people.tells("ada", "/recent")


@pytest.mark.parametrize(("name", "after_s"), [("anna", 0), ("ada", 601)])
async def test_a_tap_of_somebody_else_or_too_late_is_asked_about_anew(data: Path, name: str, after_s: int) -> None:
    async with village(data) as people:
        await people.tells_all("ada", "We meet on Friday")
        value = await asked(people, GROUP)
        asked_anew = await taps(people, name, value, GROUP, after_s)
        assert "all that was said to me here, everybody's and not only yours (1 message, kept as a note)" in asked_anew
        assert "Everybody here whom I know may do that." in asked_anew
        assert "We meet on Friday" in await people.tells_all("ada", "/recent")
        fresh = await asked(people, GROUP)
        assert "Forgotten: " in await taps(people, "ada", fresh, GROUP, 599)


async def test_a_tap_that_says_no_more_than_yes_is_asked_about(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        assert "takes out all" in await taps(people, "ada", "/forget everything yes")
        assert "The door is blue" in await people.tells("ada", "/recent")
