"""Forgetting where the index is on a Qdrant server, whose files are not ours to search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.qdrant import QdrantPeer, qdrant_peer
from tests.scenarios.talk import talking

TOLD = "the vault combination is ninety-one forty"


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[QdrantPeer]:
    with qdrant_peer() as peer:
        monkeypatch.setenv("SATCHEL_QDRANT_URL", peer.address)
        yield peer


@pytest.mark.parametrize("line", ["/undo", "/forget #1", "/forget everything yes"])
async def test_the_server_is_named_as_what_may_still_hold_it(data: Path, peer: QdrantPeer, line: str) -> None:
    async with talking(data) as talk:
        await talk.say(TOLD)
        answer = await talk.say(line)
        assert answer.startswith("Forgotten: 1 message")
        assert "I found none of it in the " in answer
        assert answer.endswith("This may still hold it: the Qdrant server, which cleans its files in its own time.")
        assert talk.kept() == []
    asked = [asked.what.rpartition("/")[2] for asked in peer.asked]
    assert "delete" in asked


async def test_the_server_is_told_to_clean_its_files_soon(data: Path, peer: QdrantPeer) -> None:
    async with talking(data) as talk:
        await talk.says(TOLD, "/undo")
    (vacuum,) = [asked.body for asked in peer.asked if asked.what.startswith("PATCH ")]
    assert vacuum == {"optimizers_config": {"deleted_threshold": 0.001, "vacuum_min_vector_number": 100}}


async def test_an_index_of_our_own_is_named_as_nothing_that_may_still_hold_it(data: Path) -> None:
    async with talking(data) as talk:
        assert "may still hold it" not in (await talk.says(TOLD, "/undo"))[1]


async def test_a_server_that_the_index_left_is_named(
    data: Path, peer: QdrantPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking(data) as talk:
        await talk.say(TOLD)
    monkeypatch.delenv("SATCHEL_QDRANT_URL")
    async with talking(data) as talk:
        assert f"the Qdrant server {peer.address}, on which the index was before" in await talk.say("/undo")
