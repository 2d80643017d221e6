"""What the homeserver left out of a sync, because it was too much."""

from __future__ import annotations

import logging

from adapters.matrix.fields import Raw, objects, text
from adapters.matrix.wire import Wire
from bot.errors import Undeliverable

PAGE = 500
MOST_PAGES = 40

_log = logging.getLogger(__name__)


async def missed(wire: Wire, room: str, since: str, until: str) -> list[Raw]:
    """Everything between two places of a room's timeline, oldest first; of very much the oldest."""
    found: list[Raw] = []
    place = since
    for _ in range(MOST_PAGES):
        query = {"from": place, "to": until, "dir": "f", "limit": str(PAGE)}
        try:
            page = await wire.get("rooms", room, "messages", query=query)
        except Undeliverable as error:
            _log.warning("what was said meanwhile in a room of Matrix cannot be asked for: %s", error)
            return found
        found += objects(page, "chunk")
        place = text(page, "end")
        if not place or not page.get("chunk"):
            return found
    _log.warning("more was said meanwhile in a room of Matrix than is looked at: the rest of it is left out")
    return found
