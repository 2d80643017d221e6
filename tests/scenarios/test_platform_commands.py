"""A platform may deliver a command as an event of its own: it means what the same command means when typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking

TOLD = "Anna moved to Lyon in March"


@pytest.mark.parametrize("name", ["note", "NOTE"])
async def test_a_note_is_kept_whatever_it_sounds_like_and_found(data: Path, name: str) -> None:
    async with talking(data) as talk:
        assert await talk.invoke(name, "where did I put the keys?") == "Kept."
        assert talk.kept() == ["where did I put the keys?"]
        assert "where did I put the keys?" in await talk.say("/search keys")
        assert "Forgotten: 1 message" in await talk.say("/undo")
        assert talk.kept() == []


@pytest.mark.parametrize("name", ["ask", "Ask"])
async def test_a_question_is_answered_whatever_it_sounds_like_and_not_kept(data: Path, name: str) -> None:
    async with talking(data) as talk:
        await talk.say(TOLD)
        answer = await talk.invoke(name, "Anna's new town, Lyon.")
        assert f"“{TOLD}”" in answer
        assert answer == await talk.say("/ask Anna's new town, Lyon.")
        assert talk.kept() == [TOLD]


async def test_a_follow_up_is_understood_from_a_question_that_was_a_command(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("Anna's birthday is on 3 May", "Tom's birthday is on 9 October")
        assert "3 May" in await talk.invoke("ask", "when is Anna's birthday?")
        assert "9 October" in await talk.say("and what about Tom?")


async def test_what_a_command_said_is_kept_word_for_word(data: Path) -> None:
    async with talking(data) as talk:
        await talk.invoke("note", "/note is how one forces a note")
        assert talk.kept() == ["/note is how one forces a note"]


async def test_words_behind_no_command_mean_what_they_would_mean_as_a_message(data: Path) -> None:
    async with talking(data) as talk:
        assert await talk.invoke("", TOLD) == "Kept."
        assert f"“{TOLD}”" in await talk.invoke("", "where did Anna move")
        assert talk.kept() == [TOLD]


@pytest.mark.parametrize("word", ["milk", "remnid"])
async def test_a_lonely_word_that_is_no_command_is_told_how_to_be_a_note(data: Path, word: str) -> None:
    async with talking(data) as talk:
        told = await talk.invoke(word)
        assert told == f"I know no command {word}. If it was a note, send: /note {word}\n/help shows those that I know."
        assert talk.kept() == []


@pytest.mark.parametrize(("word", "answer"), [("Merci", "Je t'en prie."), ("hilfe", "/help — show this")])
async def test_a_lonely_courtesy_is_answered_as_one(data: Path, word: str, answer: str) -> None:
    async with talking(data) as talk:
        assert (await talk.invoke(word)).startswith(answer)


@pytest.mark.parametrize("name", ["note", "ask"])
@pytest.mark.parametrize("argument", ["", "  ", "\u200b"])
async def test_forcing_nothing_says_how_to_do_it(data: Path, name: str, argument: str) -> None:
    async with talking(data) as talk:
        assert f"as in: /{name} " in await talk.invoke(name, argument)
        assert talk.kept() == []


async def test_any_other_command_is_carried_out(data: Path) -> None:
    async with talking(data) as talk:
        await talk.say(TOLD)
        assert TOLD in await talk.invoke("search", "Lyon")
        assert "I know no command remnid." in await talk.invoke("remnid", "me")
        assert "Forgotten: 1 message" in await talk.invoke("undo")
        assert talk.kept() == []
