"""What a person takes back is gone: found no more, and out of every file."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.console.translate import heard
from bot.wiring import open_house
from tests.builders import message
from tests.scenarios.talk import Talk, talking

SECRET = "the vault combination is ninety-one forty"
OTHERS = ("The dentist is on Tuesday at 9", "Tom recommended the book Piranesi")


def traces(folder: Path, text: str) -> list[Path]:
    """The files below a folder in which a text stands."""
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


async def gone(talk: Talk, text: str) -> bool:
    """Whether nothing shows a text any more, whichever way one asks for it."""
    shown = await talk.says("/recent", "/ask what is the vault combination?", "/search vault combination")
    return text not in "\n".join(shown)


async def test_the_last_note_can_be_taken_back(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        assert (await talk.say("/undo")).startswith(
            "Forgotten: 1 message (#3). Journal and index were written over, and I found none of it"
        )
        assert talk.kept() == list(OTHERS)
        assert await gone(talk, SECRET)
    assert traces(data, SECRET) == []


async def test_a_note_of_another_day_is_asked_about_first(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_NOW", "2026-03-12T09:00+00:00")
    async with talking(data) as talk:
        await talk.says(*OTHERS)
    monkeypatch.setenv("SATCHEL_NOW", "2026-03-13T09:00+00:00")
    async with talking(data) as talk:
        asked = await talk.say("/undo")
        assert "/forget #2" in asked
        assert OTHERS[1] in asked
        assert talk.kept() == list(OTHERS)
        assert "Forgotten: 1 message (#2)" in await talk.say("/forget #2")


async def test_forget_alone_takes_the_last_note_and_no_question(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET, "when is the dentist?", "/status")
        assert "Forgotten: 1 message" in await talk.say("/forget")
        assert talk.kept() == list(OTHERS)


async def test_a_number_names_what_to_forget(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(OTHERS[0], SECRET, OTHERS[1])
        assert "Forgotten: 1 message" in await talk.say("/forget #2")
        assert talk.kept() == list(OTHERS)
        assert await gone(talk, SECRET)
    assert traces(data, SECRET) == []


async def test_everything_is_what_there_was_when_it_was_asked_for(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS)
        asked = heard("/forget everything yes", "asked", talk.house.clock.now(), "Ada")
        talk.house.journal.inbox.accept([asked], None)
    with open_house(data) as house:
        house.library.remember(house.journal.archive.keep([(message(SECRET), next(iter(house.scope.spaces)))]))
    async with talking(data) as talk:
        assert talk.kept() == [SECRET]
        assert SECRET in await talk.say("/search vault combination")


async def test_several_numbers_at_once(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(SECRET, *OTHERS)
        assert "Forgotten: 2 messages (#1, #3)" in await talk.say("/forget #1, #3")
        assert talk.kept() == [OTHERS[0]]


@pytest.mark.parametrize("number", ["#99", "#0", "#999999999999999999", "#12 13"])
async def test_a_number_that_there_is_not_forgets_nothing(data: Path, number: str) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS)
        assert "no message of that number" in await talk.say(f"/forget {number}")
        assert talk.kept() == list(OTHERS)


async def test_a_bare_number_may_mean_anything_and_is_asked_about(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        asked = await talk.say("/forget 2")
        assert "/forget #2" in asked
        assert OTHERS[1] in asked
        assert "nothing to forget" in await talk.say("/forget 1984")
        assert len(talk.kept()) == 3
        await talk.say("1984 is on the shelf")
        assert "#4 " not in await talk.say("/forget 1985")
        assert "1984 is on the shelf" in await talk.say("/forget 1984")


async def test_words_are_looked_up_and_only_the_number_then_forgets(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(OTHERS[0], SECRET, OTHERS[1])
        found = await talk.say("/forget vault combination")
        assert "#2" in found
        assert SECRET in found
        assert len(talk.kept()) == 3
        await talk.say("/forget #2")
        assert await gone(talk, SECRET)
    assert traces(data, SECRET) == []
    assert traces(data, "/forget vault") == []


async def test_words_beside_a_time_offer_only_what_holds_one_and_a_time_alone_all_that_is_of_it(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        found = await talk.say("/forget what I said about the vault today")
        assert SECRET in found
        assert not any(other in found for other in OTHERS)
        assert "nothing to forget" in await talk.say("/forget zeppelin today")
        found = await talk.say("/forget today")
        assert all(text in found for text in (*OTHERS, SECRET))


async def test_words_that_fit_nothing_forget_nothing(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS)
        assert "nothing to forget" in await talk.say("/forget zeppelin")
        assert talk.kept() == list(OTHERS)


async def test_answers_that_quoted_it_go_with_it(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        assert SECRET in await talk.say("what is the vault combination?")
        assert SECRET in await talk.say("/recent")
        await talk.say("/forget #3")
    assert traces(data, SECRET) == []


async def test_everything_goes_only_when_a_person_is_sure(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET, "what is the vault combination?")
        asked = await talk.say("/forget everything")
        assert "all that we said (4 messages, 3 of them kept as notes)" in asked  # the question is one too
        assert "/forget everything yes" in asked
        assert len(talk.kept()) == 3
        await talk.say("/forget everything perhaps not")
        assert len(talk.kept()) == 3
        done = await talk.say("/forget everything yes")
        assert done.startswith("Forgotten: 4 messages, 3 of them kept as notes. Journal and index were written over")
        assert talk.kept() == []
        assert await gone(talk, SECRET)
        assert list(talk.house.shelves.current.index.ids()) == []
    for text in (SECRET, *OTHERS):
        assert traces(data, text) == []


async def test_nothing_to_forget_leaves_nothing_to_do(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("/undo", "/forget #99", "/forget everything yes")
        assert "still to forget" not in await talk.say("/status")
        assert talk.house.journal.intentions.undone(pending=True) == ()


async def test_life_goes_on_after_everything_is_forgotten(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(SECRET, "/forget everything yes")
        assert await talk.say("Anna moved to Lyon") == "Kept."
    async with talking(data) as talk:
        assert "Lyon" in await talk.say("where did Anna move?")
        assert await gone(talk, SECRET)


@pytest.mark.parametrize("line", ["/undo", "/forget", "/forget everything yes"])
async def test_with_nothing_kept_there_is_nothing_to_forget(data: Path, line: str) -> None:
    async with talking(data) as talk:
        assert "nothing" in (await talk.say(line)).lower()


async def test_what_was_forgotten_stays_forgotten_when_the_index_is_built_anew(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET, "/undo")
    for path in sorted((data / "index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    async with talking(data) as talk:
        assert await gone(talk, SECRET)
        assert "Piranesi" in await talk.say("which book did Tom recommend?")
