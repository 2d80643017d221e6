"""A list that does not hold all there is says so, and how to see the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import Talk, talking
from tests.scenarios.village import village


async def told(talk: Talk, many: int) -> None:
    """So many notes of the harbour."""
    for number in range(many):
        await talk.say(f"The harbour has a boat called number {number}")


@pytest.mark.parametrize(
    ("asked", "many", "last"),
    [
        ("/recent", 10, ""),
        ("/recent", 12, "And 2 more; /recent 12 shows all."),
        ("/recent", 110, "And 100 more; /recent 100 shows more."),
        ("/recent 3", 12, ""),
        ("/recent 100", 110, "And 10 more; /search and a word of it finds what is older."),
        ("what did I tell you in the last hour?", 100, ""),
        (
            "what did I tell you in the last hour?",
            101,
            "There is more, from before; /search and a word of it finds it.",
        ),
        ("/forget harbour", 5, ""),
        ("/forget harbour", 6, "There may be more: /forget with other words looks for them."),
        ("/search harbour", 10, ""),
        ("/search harbour", 11, "There may be more: /search with other words, or with more of them, narrows it."),
    ],
)
async def test_a_list_that_was_cut_says_so_and_a_whole_one_does_not(
    data: Path, asked: str, many: int, last: str
) -> None:
    async with talking(data) as talk:
        await told(talk, many)
        end = (await talk.say(asked)).splitlines()[-1]
        assert "The harbour has a boat" in end if not last else end == last


async def test_what_a_list_says_to_type_shows_the_rest(data: Path) -> None:
    async with talking(data) as talk:
        await told(talk, 12)
        assert len((await talk.say("/recent 12")).splitlines()) == 12


async def test_of_many_that_went_it_is_told_how_many_more_there_were(data: Path) -> None:
    async with talking(data) as talk:
        await told(talk, 12)
        assert "(#1, #2, #3, #4, #5, #6, #7, #8, #9, #10 and 2 more)" in await talk.say("/forget #1-12")


async def test_a_search_that_finds_nothing_says_whose_notes_it_looked_at(data: Path) -> None:
    async with village(data) as people:
        assert await people.tells_all("ada", "/search zeppelin") == "I found nothing in this group's notes."
        assert await people.tells("ada", "/search zeppelin") == "I found nothing in your notes."
