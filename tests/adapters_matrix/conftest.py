"""What these tests share: a homeserver, Ada, a bot, and what may stand between the bot and the homeserver."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.proxy import Proxy
from tests.peers.matrix_gate import Gate
from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver
from tests.peers.synapse.fixtures import synapse

__all__ = ["synapse"]


@pytest.fixture
async def ada(synapse: Homeserver) -> AsyncIterator[Person]:
    async with person(synapse.address, synapse.register("ada")) as somebody:
        yield somebody


@pytest.fixture
def proxy(synapse: Homeserver) -> Iterator[Proxy]:
    proxy = Proxy(synapse.address)
    yield proxy
    proxy.close()


@pytest.fixture
def gate(synapse: Homeserver) -> Iterator[Gate]:
    gate = Gate(synapse.address)
    yield gate
    gate.close()


@pytest.fixture
def bot(request: pytest.FixtureRequest, synapse: Homeserver, tmp_path: Path) -> Bot:
    """Where the test has a proxy or a gate, this bot reaches its homeserver through that alone."""
    between = [request.getfixturevalue(name) for name in ("proxy", "gate") if name in request.fixturenames]
    address = between[0].address if between else synapse.address
    return Bot(address, synapse.register("satchel"), tmp_path / "matrix")
