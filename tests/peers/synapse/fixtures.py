"""The homeserver that all tests of a run share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.peers.synapse.homeserver import Homeserver, homeserver


@pytest.fixture(scope="session")
def synapse() -> Iterator[Homeserver]:
    """Started for the first test that needs it. A test that ends it starts it again."""
    with homeserver() as server:
        yield server
