"""What the homeserver left out of a sync, because it was too much: asked for page by page, and again where that fails.

A gap that cannot be filled now is on the disk before the place behind it is confirmed, and holds nobody up.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from adapters.matrix import files
from adapters.matrix.fields import Raw, objects, text
from adapters.matrix.rooms import invites
from adapters.matrix.wire import Wire
from bot.errors import MaybeSent, Undeliverable

FILE = "gaps.json"
PAGE = 500
MOST_PAGES = 40
MOST = 1_000
"""Gaps that wait; a room may have several."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Two places of a room's timeline; from our invitation on where there is no first one."""

    room: str
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was said in a gap, oldest first, and what is left of the gap."""

    gap: Gap
    events: tuple[Raw, ...] = ()
    rest: Gap | None = None


class Gaps:
    """Those that wait. What `keep` was given is on the disk when it returns. Raises DataFolderError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        read = files.read(self._path)
        listed = objects(read, "waiting") if isinstance(read, dict) else ()
        self.waiting = tuple(
            Gap(room=text(each, "room"), since=text(each, "since"), until=text(each, "until")) for each in listed
        )

    def keep(self, more: Iterable[Gap]) -> None:
        fresh = [each for each in more if each not in self.waiting]
        if fresh:
            self._write((*self.waiting, *fresh)[-MOST:])

    def drop(self, gap: Gap) -> None:
        """It is filled, or has a smaller one in its place."""
        if gap in self.waiting:
            self._write(tuple(each for each in self.waiting if each != gap))

    def _write(self, waiting: tuple[Gap, ...]) -> None:
        files.write(self._path, {"waiting": [asdict(each) for each in waiting]})
        self.waiting = waiting


@dataclass(slots=True)
class _Filling:
    """A gap on its way to being filled."""

    gap: Gap
    events: list[Raw] = field(default_factory=list)
    reached: str = ""
    whole: bool = False


async def filled(wire: Wire, gap: Gap, me: str) -> Filled:
    """Everything that is told of a gap now. What the homeserver will never tell is not left over."""
    if not gap.since:
        return await _since_invited(wire, gap, me)
    filling = _Filling(gap, reached=gap.since)
    async for page in _pages(wire, filling, {"from": gap.since, "to": gap.until, "dir": "f"}):
        filling.events += page
    rest = None if filling.whole else Gap(room=gap.room, since=filling.reached, until=gap.until)
    return Filled(gap=gap, events=tuple(filling.events), rest=rest)


async def _since_invited(wire: Wire, gap: Gap, me: str) -> Filled:
    """Everything from our invitation on until a place of a room's timeline; of very much the latest."""
    filling = _Filling(gap)
    async for page in _pages(wire, filling, {"from": gap.until, "dir": "b"}):
        for event in page:
            filling.events.append(event)
            if invites(event, me):
                return Filled(gap=gap, events=tuple(filling.events[::-1]))
    return Filled(gap=gap, events=tuple(filling.events[::-1]), rest=None if filling.whole or filling.events else gap)


async def _pages(wire: Wire, filling: _Filling, query: dict[str, str]) -> AsyncIterator[tuple[Raw, ...]]:
    """A room's past, page by page, as far as it is shown now."""
    for _ in range(MOST_PAGES):
        try:
            page = await wire.get("rooms", filling.gap.room, "messages", query={**query, "limit": str(PAGE)})
        except Undeliverable as error:
            _log.warning("what was said meanwhile in a room of Matrix cannot be asked for: %s", error)
            filling.whole = True
            return
        except MaybeSent as error:
            _log.warning("what was said meanwhile in a room of Matrix is asked for later: %s", error)
            return
        yield objects(page, "chunk")
        filling.reached = text(page, "end")
        query = {**query, "from": filling.reached}
        if not filling.reached or not page.get("chunk"):
            filling.whole = True
            return
    _log.warning("very much was said meanwhile in a room of Matrix: the rest of it is asked for later")
