"""What somebody's home page shows: what is kept of theirs, and how to forget it."""

from __future__ import annotations

import asyncio

from bot.listing import counted, labelled_buttons, listed
from bot.ports import Holdings, Transcript
from bot.replies import Button, Reply
from bot.requests import Request, Response

SHOWN = 5
NOTHING_YET = "I have kept nothing of yours yet. Write to me, or write a note here."


class Home:
    """Draws the page anew each time that it is opened."""

    def __init__(self, transcript: Transcript, holdings: Holdings) -> None:
        self._transcript = transcript
        self._holdings = holdings

    async def drawn(self, request: Request) -> Response:
        """The page of whoever opened it."""
        kept = await asyncio.to_thread(self._holdings.count, request.scope)
        latest = await asyncio.to_thread(self._transcript.recent, request.scope, SHOWN)
        known = f"I keep {counted(kept, 'note', 'notes')} of yours. The latest:\n{listed(latest, request.now)}"
        writing, forgetting = Button(label="Write a note", value="/note"), Button(label="Forget…", value="/forget")
        buttons = (writing, forgetting, *labelled_buttons(latest)) if latest else (writing,)
        reply = Reply(text=known if latest else NOTHING_YET, buttons=buttons)
        return Response(space=request.space, reply=reply, rests_on=frozenset(said.key for said in latest))
