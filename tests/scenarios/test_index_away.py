"""While the index cannot be reached, what is told is kept all the same and found when it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers.qdrant import qdrant_peer
from tests.scenarios.talk import talking

BOTH = "I lost the blue key in the harbour. Who has the spare one?"


async def test_a_message_that_tells_and_asks_is_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with qdrant_peer() as peer:
        monkeypatch.setenv("SATCHEL_QDRANT_URL", peer.address)
    async with talking(data) as talk:
        assert (await talk.say(BOTH)).startswith("Kept. (the Qdrant server does not answer")
        assert talk.kept() == [BOTH]
    monkeypatch.delenv("SATCHEL_QDRANT_URL")
    async with talking(data) as talk:
        assert BOTH in await talk.say("where is the blue key?")
