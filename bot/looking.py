"""`/search` and `/recent`: what was kept, as lists that say where they end before it does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta

from bot.ids import is_group_space
from bot.incomplete import qualified
from bot.listing import listed
from bot.naming import command
from bot.passages import is_worth_listing
from bot.phrases.words import RECENT, SEARCH
from bot.ports import Holdings, Memory, Said, Transcript
from bot.records import Question
from bot.replies import Reply
from bot.requests import Request, Response

SHOWN = 10
MOST_SHOWN = 100
HOW_MANY = f"Say how many, as a number from 1 to {MOST_SHOWN}, as in: {command('recent', '20')}"
FOR_WHAT = f"What shall I look for? For instance: {command('search', 'lease')}"
MAY_BE_MORE = f"There may be more: {SEARCH} with other words, or with more of them, narrows it."
OLDER = f"There is more, from before; {SEARCH} and a word of it finds it."
# "10 minutes", as a question about the last of them is understood.
_WITHIN = re.compile(r"(\d{1,3}) (minute|hour)s?")


class Looking:
    """Lists what a scope holds."""

    def __init__(self, memory: Memory, transcript: Transcript, holdings: Holdings) -> None:
        self._memory = memory
        self._transcript = transcript
        self._holdings = holdings

    async def search(self, request: Request) -> Response:
        """What fits the words behind the command, best first."""
        if not request.argument.strip():
            return _said(request, FOR_WHAT)
        question = Question(text=request.argument, asked_at=request.now)
        recalled = await asyncio.to_thread(self._memory.recall, question, request.scope, SHOWN + 1)
        keys = [hit.record.origin.key for hit in recalled.hits if is_worth_listing(hit)]
        shown = keys[:SHOWN]
        found = await asyncio.to_thread(self._transcript.find, shown, request.scope)
        ranked = sorted(found, key=lambda said: keys.index(said.key))
        whose = "this group's notes" if is_group_space(request.space) else "your notes"
        text = _text(request, ranked, f"I found nothing in {whose}.", MAY_BE_MORE if len(keys) > SHOWN else "")
        return Response(space=request.space, reply=Reply(text=qualified(text, recalled)), rests_on=frozenset(shown))

    async def recent(self, request: Request) -> Response:
        """What was kept last, the newest first: some of it, or all of the last minutes or hours."""
        argument = request.argument.strip()
        within = _WITHIN.fullmatch(argument)
        if within:
            return await self._since(request, timedelta(**{f"{within[2]}s": int(within[1])}))
        many = _many(argument)
        if many is None:
            return _said(request, HOW_MANY)
        found = await asyncio.to_thread(self._transcript.recent, request.scope, many)
        # Who names a number has what they asked for.
        cut = not argument or many == MOST_SHOWN
        left = await asyncio.to_thread(self._holdings.count, request.scope) - len(found) if cut else 0
        return _listed(request, found, "I have kept nothing yet. Tell me something.", _left(many, left))

    async def _since(self, request: Request, length: timedelta) -> Response:
        newest = await asyncio.to_thread(self._transcript.recent, request.scope, MOST_SHOWN + 1)
        found = [said for said in newest if said.said_at >= request.now - length]
        nothing = f"I have kept nothing in that time. {RECENT} shows what I kept last."
        return _listed(request, found[:MOST_SHOWN], nothing, OLDER if len(found) > MOST_SHOWN else "")


def _many(argument: str) -> int | None:
    """How many are asked for; None where that is no number, or too many."""
    if not argument:
        return SHOWN
    many = int(argument) if argument.isdecimal() and len(argument) < 5 else 0
    return many if 1 <= many <= MOST_SHOWN else None


def _left(many: int, left: int) -> str:
    """What is said of the notes that stand before the last `many`."""
    if left <= 0:
        return ""
    more = min(many + left, MOST_SHOWN)
    if many == MOST_SHOWN:
        return f"And {left:,} more; {SEARCH} and a word of it finds what is older."
    return f"And {left:,} more; {command('recent', str(more))} shows {'all' if more == many + left else 'more'}."


def _listed(request: Request, found: Sequence[Said], nothing: str, more: str) -> Response:
    reply = Reply(text=_text(request, found, nothing, more))
    return Response(space=request.space, reply=reply, rests_on=frozenset(said.key for said in found))


def _text(request: Request, found: Sequence[Said], nothing: str, more: str) -> str:
    return "\n".join(filter(None, (listed(found, request.now), more))) if found else nothing


def _said(request: Request, text: str) -> Response:
    return Response(space=request.space, reply=Reply(text=text))
