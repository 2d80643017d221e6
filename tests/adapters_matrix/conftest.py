"""The homeserver that these tests share."""

from __future__ import annotations

from tests.peers.synapse.fixtures import synapse

__all__ = ["synapse"]
