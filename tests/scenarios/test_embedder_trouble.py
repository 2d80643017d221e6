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
        peer.script(Embeds(spoilt="gate"))
        assert SPOILT in await talk.say("what is the gate code?")


async def test_one_odd_answer_of_the_model_costs_no_index(data: Path, peer: OpenAiPeer) -> None:
    async with talking(data) as talk:
        await talk.say(GOOD)
        shelf, there = talk.house.shelves.current.name, list(talk.house.shelves.current.index.ids())
    peer.script(Vectors(rows=[[1, 2, 3, 4, 5]]), Embeds())
    async with talking(data) as talk:
        assert talk.house.shelves.current.name == shelf
        assert list(talk.house.shelves.current.index.ids()) == there
        assert GOOD in await talk.say("where did Anna move?")
        assert (await talk.say(SPOILT)).startswith("Kept. (")
    async with talking(data) as talk:
        assert SPOILT in await talk.say("what is the gate code?")
        assert talk.house.shelves.current.name == shelf
