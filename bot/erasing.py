"""Takes out for good what is decided to go, and tells it with its proof."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from bot.errors import DataFolderError, IndexFault
from bot.ids import EventKey
from bot.naming import command
from bot.offering import said
from bot.ports import Eraser, Intentions, Said
from bot.proof import proof, still_shown
from bot.requests import Request, Response

SHOWN_NUMBERS = 10
UNFINISHED = (
    "It is decided, and it is found and shown no more, but it is not yet gone from every file: {}. "
    f"I try again every minute and at each start; {command('status')} shows what is left to do."
)


class Erasing:
    """What is decided is found and shown no more, whatever comes of the rest."""

    def __init__(self, eraser: Eraser, intentions: Intentions) -> None:
        self._eraser = eraser
        self._intentions = intentions

    async def is_decided(self, request: Request) -> bool:
        """Whether an earlier try of this very message, before a crash, decided what goes."""
        return bool((await asyncio.to_thread(self._intentions.decide, request.received.seq, ())).keys)

    async def those(self, request: Request, found: Sequence[Said], nothing: str) -> Response:
        """Take out these messages; `nothing` is said where there are none."""
        numbers = ", ".join(f"#{each.seq}" for each in found[:SHOWN_NUMBERS])
        numbers += f" and {len(found) - SHOWN_NUMBERS} more" if len(found) > SHOWN_NUMBERS else ""
        return await self.keys(request, [each.key for each in found], nothing, which=numbers)

    async def keys(
        self, request: Request, keys: Collection[EventKey], nothing: str, *, which: str = "", what: str = ""
    ) -> Response:
        """The same by their keys; `which` and `what` as in the proof."""
        seq = request.received.seq
        decided = await asyncio.to_thread(self._intentions.decide, seq, keys)
        if not decided.keys:
            return said(request, nothing)
        # Where the program runs, whoever types there may read every file.
        shown = None if request.at_home else request.scope
        try:
            erased = await asyncio.to_thread(self._eraser.erase, decided, shown)
        except (DataFolderError, IndexFault) as fault:
            return said(request, UNFINISHED.format(fault))
        await asyncio.to_thread(self._intentions.done, seq)
        is_all = set(decided.keys).issuperset(keys)
        told = proof(erased, which if is_all else "", what if is_all else "")
        return said(request, told if request.at_home else told + still_shown(decided.answers))
