"""How a conversation goes on: follow-ups, courtesies, and notes that want something done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking


@pytest.mark.parametrize(
    ("asked", "questions"),
    [
        ("When is Carla's birthday?", ("and Ben?", "what about Ben?", "Ben?")),
        ("when is the birthday of carla", ("and ben?", "what about ben")),
        ("do you know when carla has her birthday", ("and Ben's?",)),
    ],
)
async def test_a_follow_up_about_somebody_else_does_not_repeat_the_first(
    data: Path, asked: str, questions: tuple[str, ...]
) -> None:
    async with talking(data) as talk:
        await talk.says("Carla has her birthday on 14 June", "Ben's birthday is on 2 September", "Ben called about tea")
        for question in questions:
            assert "14 June" in (await talk.say(asked)).partition("[2]")[0]
            answer = await talk.say(question)
            assert "2 September" in answer.partition("[2]")[0]
            assert "Carla" not in answer


async def test_a_follow_up_about_something_that_does_not_fit_finds_it_all_the_same(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("Die Heizung wird am Montag repariert", "Der Keller ist feucht")
        await talk.say("wann wird die Heizung repariert?")
        answer = await talk.say("und der Keller?")
        assert "feucht" in answer
        assert "Heizung" not in answer


async def test_a_chain_of_follow_ups_keeps_its_beginning(data: Path) -> None:
    people = ("Carla", "Ben", "Anna", "Tom", "Lena", "Paul")
    async with talking(data) as talk:
        await talk.says(*(f"{name}'s birthday is on {day} June" for day, name in enumerate(people, start=11)))
        await talk.says(*(f"{name} called" for name in people))
        await talk.say("When is Carla's birthday?")
        for day, name in list(enumerate(people, start=11))[1:]:
            answer = await talk.say(f"and {name}?")
            assert f"{name}'s birthday is on {day} June" in answer.partition("[2]")[0]


async def test_who_answered_a_question_is_meant_by_the_next_pronoun(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("Carla wrote a cookbook", "Tom's birthday is on 9 October", "Carla's birthday is on 14 June")
        await talk.say("who wrote the cookbook?")
        assert "14 June" in (await talk.say("when is her birthday?")).partition("[2]")[0]
        assert "14 June" in await talk.say("who said that?")


async def test_small_talk_is_answered_and_kept_nowhere(data: Path) -> None:
    async with talking(data) as talk:
        said = await talk.says("hello", "ok", "thanks!", "exit", "quit", "Hallo", "gracias", "d'accord", "help")
        assert all(said)
        assert "Kept." not in said
        assert (said[2], said[6]) == ("You're welcome.", "De nada.")
        assert "/search" in said[-1]
        assert talk.kept() == []
        assert await talk.say("/note thanks") == "Kept."
        assert talk.kept() == ["thanks"]


@pytest.mark.parametrize(
    ("note", "answer"),
    [
        ("forget the passport number", "Kept. To take something out for good: /forget passport number"),
        ("rappelle-moi d'appeler Anna", "C'est noté. Tu peux me le demander"),
        ("remind me to call Ben tomorrow", "Kept. You can ask me for it"),
    ],
)
async def test_a_note_that_wants_something_done_is_kept_and_told_how(data: Path, note: str, answer: str) -> None:
    async with talking(data) as talk:
        assert (await talk.say(note)).startswith(answer)
        assert talk.kept() == [note]


async def test_what_may_be_a_note_is_answered_and_kept_and_is_no_answer_to_itself(data: Path) -> None:
    async with talking(data) as talk:
        doubtful = "Will have to call the bank tomorrow"
        assert (await talk.say(doubtful)).endswith("I kept it, too.")
        assert talk.kept() == [doubtful]
        assert doubtful not in await talk.say(doubtful)
        assert doubtful in await talk.say("whom do I have to call?")


async def test_a_question_that_was_kept_is_no_answer_where_there_is_one(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("what happened on 14 february", "The boiler broke on 7 March")
        answer = await talk.say("what happened on 7 march?")
        assert "boiler" in answer
        assert "14 february" not in answer
