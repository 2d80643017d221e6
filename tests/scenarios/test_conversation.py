"""Notes, questions and commands, as a person mixes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import SCOPE, talking

FIVE = (
    "The dentist is on Tuesday at 9",
    "Anna moved to Lyon in March",
    "My bike lock code is 4711",
    "The lease of the flat ends on 30 June",
    "Tom recommended the book Piranesi",
)


async def test_a_follow_up_is_understood_from_what_was_asked_before(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("Anna's birthday is on 3 May", "Tom's birthday is on 9 October", "The boiler was mended in May")
        assert "3 May" in await talk.say("when is Anna's birthday?")
        assert "9 October" in await talk.say("and what about Tom?")


async def test_a_follow_up_is_understood_after_a_restart(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("Anna's birthday is on 3 May", "Tom's birthday is on 9 October", "when is Anna's birthday?")
    async with talking(data) as talk:
        assert "9 October" in await talk.say("and Tom's?")


async def test_what_was_never_told_is_not_found_and_nothing_is_cited(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        answer = await talk.say("what is the capital of Mongolia?")
        assert "[1]" not in answer
        assert not any(told in answer for told in FIVE)


async def test_a_question_to_an_empty_memory_finds_nothing(data: Path) -> None:
    async with talking(data) as talk:
        assert "[1]" not in await talk.say("where are my keys?")


async def test_a_person_can_force_a_note_and_a_question(data: Path) -> None:
    async with talking(data) as talk:
        assert await talk.say("/note where did I put the keys?") == "Kept."
        assert "where did I put the keys?" in await talk.say("/ask the keys")
        assert talk.kept() == ["where did I put the keys?"]


@pytest.mark.parametrize("command", ["/note", "/ask", "/note   ", "/ASK"])
async def test_forcing_nothing_says_how_to_do_it(data: Path, command: str) -> None:
    async with talking(data) as talk:
        assert "as in:" in await talk.say(command)
        assert talk.kept() == []


async def test_search_lists_what_fits_with_numbers(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        found = await talk.say("/search bike lock")
        assert found.startswith("#3 · ")
        assert "My bike lock code is 4711" in found.splitlines()[0]
        assert "Piranesi" not in found
        assert await talk.say("/search zeppelin") == "I found nothing in your notes."


@pytest.mark.parametrize("line", ["/search", "/search ...", "/search  \u200b"])
async def test_looking_for_nothing_says_what_is_missing(data: Path, line: str) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        answer = await talk.say(line)
        assert "look for" in answer
        assert "could not handle" not in answer
        assert len(talk.kept()) == 5


async def test_forgetting_nothing_that_can_be_named_shows_the_last_note(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        assert (await talk.say("/forget ?!")).startswith("This one? To forget it, send: /forget #5\n")
        assert len(talk.kept()) == 5


async def test_recent_lists_the_newest_first(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE, "where does Anna live?", "/status")
        lines = (await talk.say("/recent")).splitlines()
        assert [line.rsplit(": ", 1)[1] for line in lines] == list(reversed(FIVE))
        assert len((await talk.say("/recent 2")).splitlines()) == 2


@pytest.mark.parametrize("argument", ["0", "-5", "many", "3 4", "101", "99999999999999999999"])
async def test_recent_says_which_numbers_it_takes(data: Path, argument: str) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        assert "from 1 to 100" in await talk.say(f"/recent {argument}")
        assert len((await talk.say("/recent ٣")).splitlines()) == 3


async def test_who_asks_for_the_last_notes_gets_them_in_order_of_time(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        assert await talk.say("my last three notes") == await talk.say("/recent 3")
        assert await talk.say("last thing I told you") == await talk.say("/recent 1")
        assert len((await talk.say("what did we talk about in the last ten minutes?")).splitlines()) == 5


async def test_recent_of_nothing_says_so(data: Path) -> None:
    async with talking(data) as talk:
        assert "nothing" in await talk.say("/recent")


async def test_status_and_settings_are_told_without_secrets(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_MODEL_KEY", "sk-4711")
    async with talking(data) as talk:
        await talk.say("Anna moved to Lyon")
        assert "kept: 1 message" in await talk.say("/status")
        settings = await talk.say("/settings")
        assert "model_key: (hidden)" in settings
        assert "4711" not in settings


async def test_help_names_every_command(data: Path) -> None:
    async with talking(data) as talk:
        helped = await talk.say("/help")
        for command in ("help", "note", "ask", "search", "recent", "forget", "undo", "status", "settings", "export"):
            assert f"/{command}" in helped


async def test_an_unknown_command_is_answered_in_short_and_kept_nowhere(data: Path) -> None:
    async with talking(data) as talk:
        answer = await talk.say("/remnid me tomorrow")
        assert answer == "I know no command remnid.\n/help shows those that I know."
        assert talk.kept() == []


async def test_export_writes_what_can_be_read_and_overwrites_nothing(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    async with talking(data) as talk:
        await talk.says(*FIVE)
        assert "5 messages" in await talk.say(f"/export {folder}")
        assert "overwrites nothing" in await talk.say(f"/export {folder}")
    pages = "".join(page.read_text(encoding="utf-8") for page in folder.glob("*.md"))
    assert all(told in pages for told in FIVE)


@pytest.mark.parametrize("folder", ["~nobody-of-that-name/out", "out\0side"])
async def test_an_export_to_no_folder_is_answered_in_words(data: Path, folder: str) -> None:
    async with talking(data) as talk:
        assert (await talk.say(f"/export {folder}")).startswith("That did not work: no")


async def test_a_very_long_note_is_kept_whole_and_found_by_its_end(data: Path) -> None:
    note = "The minutes of the meeting. " + "Nothing was decided about it. " * 3_000 + "The gate code is 8080."
    async with talking(data) as talk:
        assert await talk.say(note) == "Kept."
        assert "8080" in await talk.say("what is the gate code?")
        assert talk.kept() == [note]


@pytest.mark.parametrize(
    "text",
    [
        "nul \x00 inside",
        "\x1b]0;owned\x07 and \x1b[2J cleared",
        "\u202egnirts desrever",
        "half a smile \ud83d alone",
        "tower e" + "\u0301" * 10_000,
        "a megabyte " * 95_000 + "at last",
        "all of _*[]()~`>#+-=|{}.! and <!channel> and ![x](http://evil/?q=1)",
        "👩‍👩‍👧‍👦 family",
    ],
)
async def test_hostile_text_is_kept_whole_found_and_shown_harmlessly(data: Path, text: str) -> None:
    async with talking(data) as talk:
        await talk.say(f"/note {text}")
    async with talking(data) as talk:
        assert talk.kept() == [text]
        shown = "\n".join(await talk.says("/recent", "/search inside owned desrever smile tower megabyte all family"))
        assert shown.startswith("#1 · ")
        assert not any(mark in shown for mark in ("\x00", "\x1b", "\x07", "\u202e", "\ud83d", "\u0301" * 5))


async def test_the_same_words_twice_are_two_notes(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("milk", "milk")
        assert talk.kept() == ["milk", "milk"]


async def test_a_note_is_found_at_once_and_after_a_restart_under_the_same_ids(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*FIVE)
        before = set(talk.house.shelves.current.index.ids())
    async with talking(data) as talk:
        assert set(talk.house.shelves.current.index.ids()) == before
        assert len(before) == 5
        assert talk.house.journal.transcript.count(SCOPE) == 5


async def test_a_message_that_tells_and_asks_is_kept_and_answered(data: Path) -> None:
    async with talking(data) as talk:
        assert "found nothing" in await talk.say("The rent is 980 euros. When is it due?")
        assert talk.kept() == ["The rent is 980 euros. When is it due?"]
        assert "980 euros" in await talk.say("what is the rent?")
