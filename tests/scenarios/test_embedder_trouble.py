"""An embedding model that gives no numbers: what is said is kept and told, and found when the model gives some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.models.engine import close_blocking_clients
from tests.peers.openai import Embeds, OpenAiPeer, Vectors, openai_peer
from tests.scenarios.talk import talking

SPOILT = "The gate code is 8080"
GOOD = "Anna moved to Lyon in March"
WHY = "openai/e gave no vector for some text: try again, or name another model"
MISSING = (
    f"My search was not complete: 1 message cannot be found yet ({WHY}); nothing of it is lost, and I go on trying."
)
UNREAD = f"My search was not complete: I looked for the words of the question alone, not for what it means ({WHY})."


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAiPeer]:
    with openai_peer() as peer:
        peer.script(Embeds())
        monkeypatch.setenv("SATCHEL_EMBEDDER", f"litellm:openai/e@{peer.address}")
        yield peer
        close_blocking_clients()


async def test_a_note_that_the_model_gives_no_number_for_is_kept_and_told_and_found_later(
    data: Path, peer: OpenAiPeer
) -> None:
    async with talking(data) as talk:
        peer.script(Embeds(spoilt="gate"))
        assert await talk.say(SPOILT) == f"Kept. ({WHY})"
        assert await talk.say(GOOD) == "Kept."
        assert talk.kept() == [SPOILT, GOOD]
        assert GOOD in await talk.say("where did Anna move?")
    async with talking(data) as talk:
        assert GOOD in await talk.say("where did Anna move?")
        assert SPOILT in await talk.say("/recent")
    peer.script(Embeds())
    async with talking(data) as talk:
        assert SPOILT in await talk.say("what is the gate code?")


async def test_a_question_that_the_model_gives_no_number_for_is_answered_by_its_words(
    data: Path, peer: OpenAiPeer
) -> None:
    async with talking(data) as talk:
        await talk.says(GOOD, SPOILT)
        assert "complete" not in await talk.say("what is the gate code?")
        peer.script(Embeds(spoilt="gate"))
        answer = await talk.say("what is the gate code?")
        assert SPOILT in answer
        assert UNREAD in answer
        assert "complete" not in await talk.say("where did Anna move?")


async def test_what_cannot_be_found_yet_is_told_wherever_something_is_looked_for_and_nowhere_else(
    data: Path, peer: OpenAiPeer
) -> None:
    async with talking(data) as talk:
        await talk.say(GOOD)
        assert "lacking" not in await talk.say("/status")
        peer.script(Embeds(spoilt="gate code"))
        await talk.say(SPOILT)
        nothing = "I found nothing about that in your notes."
        assert await talk.say("which secret opens the barrier?") == f"{nothing}\n{MISSING}"
        for asked in ("where did Anna move?", "/search Anna", "/forget Anna"):
            answer = await talk.say(asked)
            assert GOOD in answer
            assert MISSING in answer
        assert await talk.say("/search 8080") == f"I found nothing in your notes.\n{MISSING}"
        assert await talk.say("/forget 8080") == f"I found nothing like that.\n{MISSING}"
        assert "Meine Suche war nicht vollständig: 1 Nachricht ist" in await talk.say("wo ist meine Brille geblieben?")
        assert f"lacking: 1 message cannot be found yet ({WHY})" in await talk.say("/status")
        told = talk.house.overview.standing(talk.house.scope).told
        assert [each for each in told if each.startswith(f"1 message cannot be found yet ({WHY}); ")]
        assert "complete" not in await talk.say("/recent")
        peer.script(Embeds())
        talk.house.shelves.tend()
        assert SPOILT in await talk.say("/search 8080")
        assert await talk.say("/search elephants") == "I found nothing in your notes."
        assert "lacking" not in await talk.say("/status")
        assert await talk.say("which secret opens the barrier?") == nothing


async def test_one_odd_answer_of_the_model_costs_no_index(data: Path, peer: OpenAiPeer) -> None:
    async with talking(data) as talk:
        await talk.say(GOOD)
        shelf, there = talk.house.shelves.current.name, list(talk.house.shelves.current.index.ids())
    asked = len(peer.asked)
    peer.script(Vectors(rows=[[1, 2, 3, 4, 5]]), Embeds())
    async with talking(data) as talk:
        assert talk.house.shelves.current.name == shelf
        assert list(talk.house.shelves.current.index.ids()) == there
        assert len(peer.asked) == asked
        assert "start `satchel reindex --anew`; if not, try again" in await talk.say(SPOILT)
        assert await talk.say("The cat is called Momo") == "Kept."
        assert len(peer.asked) == asked + 2
        talk.house.shelves.tend()
        assert SPOILT in await talk.say("what is the gate code?")


async def test_a_first_answer_that_was_odd_binds_no_index_that_holds_nothing_yet(data: Path, peer: OpenAiPeer) -> None:
    peer.script(Embeds(width=5), Embeds(width=5), Embeds())
    async with talking(data) as talk:
        assert talk.house.shelves.current.dimension == 5
        assert (await talk.say(SPOILT)).startswith("Kept. (the index holds vectors of length 5, the embedder makes 64")
        assert "1 message cannot be found yet" in await talk.say("what is the gate code?")
    async with talking(data) as talk:
        assert talk.house.shelves.current.dimension == 64
        answer = await talk.say("what is the gate code?")
        assert SPOILT in answer
        assert "complete" not in answer
    assert len(list((data / "index").iterdir())) == 1
