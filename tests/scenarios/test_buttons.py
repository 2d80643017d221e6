"""What can be typed to forget something can be tapped, where a platform has buttons."""

from __future__ import annotations

from pathlib import Path

from bot.content import Audience
from tests.fakes.chat import room
from tests.scenarios.village import Village, tapped, village


async def taps(people: Village, number: int) -> str:
    """Ada taps a button of the last reply."""
    value = people.platform.buttons[number].value
    return "\n".join(await people.hears(tapped("ada", value, room("ada"), Audience.PRIVATE)))


async def test_one_of_what_was_found_is_forgotten_by_a_tap_and_a_second_tap_forgets_nothing_else(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "Anna moved to Lyon in March")
        await people.tells("ada", "Tom moved to Lyon in May")
        await people.tells("ada", "/forget Lyon")
        assert {button.label for button in people.platform.buttons} == {"Forget #1", "Forget #2", "Forget all 2"}
        (first,) = (at for at, button in enumerate(people.platform.buttons) if button.label == "Forget #1")
        again = people.platform.buttons
        assert "Forgotten: 1 message (#1)" in await taps(people, first)
        people.platform.buttons = again
        assert "no message of that number" in await taps(people, first)
        assert "Tom moved to Lyon" in await people.tells("ada", "/search Lyon")


async def test_everything_is_forgotten_by_a_tap_that_means_yes(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "Anna moved to Lyon in March")
        await people.tells("ada", "/forget everything")
        assert [button.label for button in people.platform.buttons] == ["Forget everything"]
        assert "Forgotten: 1 message" in await taps(people, 0)
        assert not people.traces("Anna moved to Lyon")
