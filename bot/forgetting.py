"""Forgetting: what somebody wants to be gone is shown first, unless they named it by its number."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.capture import words_of
from bot.choosing import Choice, choice
from bot.content import Audience
from bot.erasing import Erasing
from bot.events import CommandInvoked, MessageReceived
from bot.ids import MessageId
from bot.listing import shortened
from bot.naming import command
from bot.offering import by_number, said, which
from bot.phrases.words import RECENT, SEARCH, UNDO
from bot.pointing import Pointing, is_thread, names_nothing, names_numbers, replied_to
from bot.ports import Answers, Holdings
from bot.proof import all_of
from bot.replies import Button
from bot.requests import Request, Response
from bot.sure import means_everything, stamp, until

JUST_SAID_S = 12 * 3600
OFFER_HOLDS = timedelta(minutes=10)
NOTHING_HERE = "There is nothing here to forget."
NO_SUCH_NUMBER = f"I have no message of that number. {RECENT} and {SEARCH} show the numbers."
NOTHING_WENT = "Nothing was forgotten."
UNKNOWN = "I hold nothing of the message that you replied to, so there is nothing to forget."
NOTHING_BEHIND = "That message of mine rests on nothing that I still hold, so there is nothing to forget."
FINAL = "What was forgotten is gone for good: nothing brings it back."
NOT_BY_NAME = f"{UNDO} takes back your last note and no other. To look for what you mean, send: {{}}"


class Forgetting:
    """Carries out `/forget` and `/undo`, and what is answered to what they ask."""

    def __init__(self, pointing: Pointing, erasing: Erasing, holdings: Holdings, answers: Answers) -> None:
        self._pointing = pointing
        self._erasing = erasing
        self._holdings = holdings
        self._answers = answers

    async def forget(self, request: Request) -> Response:
        """`/forget`, also as a reply, `/forget #12`, `/forget #12-14`, `/forget words`, `/forget everything`."""
        words, replied = request.argument.split(), replied_to(request)
        if replied and names_nothing(request.argument):
            return await self._replied(request, replied)
        if not words:
            return await self.forget_last(request)
        if means_everything(words):
            return await self._everything(request, until(request, words[1:]))
        if names_numbers(request.argument):
            return await self._numbered(request)
        if names_nothing(request.argument):
            return which(request, await self._pointing.newest(request))
        return which(request, *await self._pointing.described(request))

    async def undo(self, request: Request) -> Response:
        """`/undo`: take back the newest note of this conversation, unless a forgetting came after it."""
        replied = replied_to(request)
        if replied and names_nothing(request.argument):
            return await self._replied(request, replied)
        last = await self._pointing.newest(request)
        if not await self._erasing.is_decided(request):
            if not names_nothing(request.argument):
                return by_number(request, last, NOT_BY_NAME.format(command("forget", shortened(request.argument))))
            if await self._pointing.since_forgotten(request, last):
                return by_number(request, last, FINAL)
        return await self.forget_last(request)

    async def forget_last(self, request: Request) -> Response:
        """Take out the newest note of this conversation; one of another day is asked about first.

        So is every one where a command can be tapped: it may have been cut off from what belonged to it.
        """
        last = await self._pointing.newest(request)
        age_s = (request.now - last[0].said_at).total_seconds() if last else 0
        unsure = last and (request.asks_first or not request.at_home or age_s > JUST_SAID_S)
        if unsure and not await self._erasing.is_decided(request):
            return which(request, last)
        return await self._erasing.those(request, last, NOTHING_HERE)

    async def choose(self, request: Request) -> Response | None:
        """What a message chooses of what was just offered here; None where it is no answer to that."""
        chosen = _choice(request)
        if chosen is None:
            return None
        if await self._erasing.is_decided(request):
            return await self._erasing.those(request, (), NOTHING_HERE)
        event, seq = request.received.event, request.received.seq
        offer = await asyncio.to_thread(self._answers.offered, event.where, seq)
        if offer is None or offer.age > OFFER_HOLDS:
            return None
        if chosen.nothing:
            return said(request, NOTHING_WENT)
        seqs = chosen.among(offer.seqs)
        if not seqs:
            return None
        return await self._erasing.those(request, await self._pointing.of_seqs(request, seqs), NO_SUCH_NUMBER)

    async def _replied(self, request: Request, message: MessageId) -> Response:
        found = await self._pointing.replied(request, message)
        if is_thread(request, message):
            last = await self._pointing.newest(request)
            found = [*(found or ()), *(each for each in last if each not in (found or ()))]
            return which(request, found) if found else said(request, NOTHING_HERE)
        if not found:
            return said(request, UNKNOWN if found is None else NOTHING_BEHIND)
        return which(request, found)

    async def _everything(self, request: Request, sure_until: int | None) -> Response:
        where, own = request.received.event.where, request.received.event.key
        every = await asyncio.to_thread(self._holdings.keys, request.scope, where, sure_until)
        keys = [key for key in every if key != own]
        what = all_of(await asyncio.to_thread(self._holdings.tally, keys))
        if sure_until is not None:
            return await self._erasing.keys(request, keys, "I hold nothing.", what=what)
        text = (
            f"This takes out all that we said ({what}), for good, with every backup that I made. "
            f"If you mean it, send: {command('forget', 'everything yes')}"
        )
        return said(request, text, Button(label="Forget everything", value=f"/forget everything yes {stamp(request)}"))

    async def _numbered(self, request: Request) -> Response:
        found = await self._pointing.numbered(request)
        if request.asks_first and found:
            return which(request, found)
        return await self._erasing.those(request, found, NO_SUCH_NUMBER)


def _choice(request: Request) -> Choice | None:
    """What a message may choose; where others hear it, only what its number names."""
    match request.received.event:
        case MessageReceived(attachments=(), forwarded=None) | CommandInvoked(name="") as event:
            chosen = choice(words_of(event))
            private = event.audience is Audience.PRIVATE
            return chosen if chosen and (private or chosen.marked) else None
        case _:
            return None
