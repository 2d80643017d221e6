"""What the homeserver left out of a sync, because it was too much."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

from adapters.matrix.fields import Raw, objects, text
from adapters.matrix.rooms import invites
from adapters.matrix.wire import Wire
from bot.errors import Undeliverable

PAGE = 500
MOST_PAGES = 40

_log = logging.getLogger(__name__)


async def missed(wire: Wire, room: str, since: str, until: str) -> list[Raw]:
    """Everything between two places of a room's timeline, oldest first; of very much the oldest."""
    found: list[Raw] = []
    async for page in _pages(wire, room, {"from": since, "to": until, "dir": "f"}):
        found += page
    return found


async def since_invited(wire: Wire, room: str, me: str, until: str) -> list[Raw]:
    """Everything from our invitation on until a place of a room's timeline, oldest first; of very much the latest."""
    found: list[Raw] = []
    async for page in _pages(wire, room, {"from": until, "dir": "b"}):
        for event in page:
            found.append(event)
            if invites(event, me):
                return found[::-1]
    return found[::-1]


async def _pages(wire: Wire, room: str, query: dict[str, str]) -> AsyncIterator[tuple[Raw, ...]]:
    """A room's past, page by page; a part of it where the homeserver does not show all, or there is too much."""
    for _ in range(MOST_PAGES):
        try:
            page = await wire.get("rooms", room, "messages", query={**query, "limit": str(PAGE)})
        except Undeliverable as error:
            _log.warning("what was said meanwhile in a room of Matrix cannot be asked for: %s", error)
            return
        yield objects(page, "chunk")
        query = {**query, "from": text(page, "end")}
        if not query["from"] or not page.get("chunk"):
            return
    _log.warning("more was said meanwhile in a room of Matrix than is looked at: the rest of it is left out")
