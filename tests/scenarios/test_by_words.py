"""A text for which the model has no vector costs the others nothing, is told of, and is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wiring.doctor import examine
from tests.peers.openai import Embeds, OpenAiPeer, Refuses, openai_peer
from tests.scenarios.talk import talking

SPOILT = "the gate password is rosebud tulip"


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAiPeer]:
    with openai_peer() as peer:
        monkeypatch.setenv("SATCHEL_EMBEDDER", f"litellm:openai/e@{peer.address}")
        monkeypatch.setenv("OPENAI_API_KEY", "x")
        peer.script(Embeds(spoilt="gate"))
        yield peer


async def test_it_is_found_by_its_words_and_told_of_until_the_model_has_a_vector(
    tmp_path: Path, peer: OpenAiPeer
) -> None:
    async with talking(tmp_path) as talk:
        await talk.say("the first note binds the index")
        peer.script(Refuses(status=503))
        await talk.says(SPOILT, "Anna moved to Lyon")
    peer.script(Embeds(spoilt="gate"))
    for _ in range(2):
        async with talking(tmp_path) as talk:
            assert SPOILT in await talk.say("/search tulip")
            assert "by words alone: 1 message" in await talk.say("/status")
            assert "lacking" not in await talk.say("/status")
            told = talk.house.overview.standing(talk.house.scope).told
            assert "1 note is found by words alone, not by meaning." in told
    assert [each.told for each in examine(tmp_path) if "only their words find 1 message" in each.told]
    peer.script(Embeds())
    async with talking(tmp_path) as talk:
        assert "by words alone" not in await talk.say("/status")
