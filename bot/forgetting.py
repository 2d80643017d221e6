"""Forgetting: what somebody wants to be gone is shown first, unless they named it by its number."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.capture import words_of
from bot.choosing import Choice, choice
from bot.erasing import Erasing
from bot.events import CommandInvoked, MessageReceived
from bot.ids import MessageId
from bot.listing import shortened
from bot.naming import command
from bot.offering import again, by_number, or_a_note, said, which
from bot.phrases.words import RECENT, SEARCH, UNDO
from bot.pointing import Pointing, is_thread, names_nothing, names_numbers, names_the_last, replied_to
from bot.ports import Answers, Holdings, Offer, Said
from bot.proof import all_of
from bot.replies import Button
from bot.requests import Request, Response
from bot.small_talk import Courtesy, small_talk
from bot.sure import initials, means_everything, owned, stamp, until
from bot.unchosen import not_chosen, not_yours, reads_like_another
from bot.wishes import to_forget

JUST_SAID_S = 12 * 3600
OFFER_HOLDS = timedelta(minutes=10)
NOTHING_HERE = "There is nothing here to forget."
NOTHING_OF_YOURS = "You have kept nothing here."
HOLDS_NOTHING = "I hold nothing."
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
        argument, whose = owned(request.argument)
        if whose not in (None, initials(request)):
            return said(request, not_yours(argument))
        request = replace(request, argument=argument)
        words, replied = request.argument.split(), replied_to(request)
        if replied and names_nothing(request.argument):
            return await self._replied(request, replied)
        if not words:
            return await (self._that(request) if request.asks_first else self.forget_last(request))
        if means_everything(words):
            return await self._everything(request, until(request, words[1:]))
        if names_numbers(request.argument):
            return await self._numbered(request)
        if names_nothing(request.argument):
            return await self._that(request)
        return which(request, *await self._pointing.described(request))

    async def offer(self, request: Request) -> Response | None:
        """Ask about what fits words that may be a wish to forget it, or a note; None where nothing does."""
        found, recalled = await self._pointing.fitting(request)
        return or_a_note(which(request, found, recalled)) if found else None

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
        return await self._erasing.those(request, last, _nothing_here(request))

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
        return await (
            self._all_or_none(request, offer, chosen) if offer.everything else self._one(request, offer, chosen)
        )

    async def _all_or_none(self, request: Request, offer: Offer, chosen: Choice) -> Response | None:
        if chosen.numbers or chosen.place is not None:
            return None
        sure = request.is_private and chosen.agreed
        return await self._everything(request, until(request, ["yes", offer.everything]) if sure else None)

    async def _one(self, request: Request, offer: Offer, chosen: Choice) -> Response | None:
        """What is chosen of a list; where others hear it, only a number with its mark is everybody's to send."""
        theirs = request.is_private or chosen.marked or offer.asker == initials(request)
        seqs = chosen.among(offer.seqs) if theirs else frozenset()
        if seqs:
            return await self._erasing.those(request, await self._pointing.of_seqs(request, seqs), NO_SUCH_NUMBER)
        if reads_like_another(chosen, offer) or to_forget(_typed(request)) is not None:
            return None
        shown = await self._pointing.of_seqs(request, frozenset(offer.seqs))
        ordered = sorted(shown, key=lambda each: offer.seqs.index(each.seq))
        return again(request, ordered, not_chosen(chosen, offer), offer.asker) if ordered else None

    async def _that(self, request: Request) -> Response:
        found = await self._meant(request)
        return which(request, found) if found else said(request, _nothing_here(request))

    async def _meant(self, request: Request) -> Sequence[Said]:
        if (request.asks_first or request.argument) and not names_the_last(_typed(request)):
            return await self._pointing.that(request)
        return await self._pointing.newest(request)

    async def _replied(self, request: Request, message: MessageId) -> Response:
        found = await self._pointing.replied(request, message)
        if is_thread(request, message):
            return await self._in_thread(request, found or ())
        if not found:
            return said(request, UNKNOWN if found is None else NOTHING_BEHIND)
        return which(request, found)

    async def _in_thread(self, request: Request, head: Sequence[Said]) -> Response:
        """What stands at the head of the thread, and what is meant there; of both the notes, if there are any."""
        meant = await self._meant(request)
        if any(each.kept for each in head):
            meant = [each for each in meant if each.where == request.received.event.where]
        every = [*head, *(each for each in meant if each not in head)]
        found = [each for each in every if each.kept] or every
        return which(request, found) if found else said(request, _nothing_here(request))

    async def _everything(self, request: Request, sure_until: int | None) -> Response:
        where, own = request.received.event.where, request.received.event.key
        every = await asyncio.to_thread(self._holdings.keys, request.scope, where, sure_until)
        keys = [key for key in every if key != own]
        tally = await asyncio.to_thread(self._holdings.tally, keys)
        what = all_of(tally)
        if sure_until is not None:
            return await self._erasing.keys(request, keys, HOLDS_NOTHING, what=what)
        if not tally.messages:
            return said(request, HOLDS_NOTHING)
        whose = "we said" if request.is_private else "was said to me here, everybody's and not only yours"
        who = "" if request.is_private else " Everybody here whom I know may do that."
        text = (
            f"This takes out all that {whose} ({what}), for good, with every backup that I made.{who} "
            f"If you mean it, send: {command('forget', 'everything yes')}"
        )
        return said(request, text, Button(label="Forget everything", value=f"/forget everything yes {stamp(request)}"))

    async def _numbered(self, request: Request) -> Response:
        found = await self._pointing.numbered(request)
        if request.asks_first and found:
            return which(request, found)
        return await self._erasing.those(request, found, NO_SUCH_NUMBER)


def _choice(request: Request) -> Choice | None:
    """What a message may choose; what only consents chooses nothing for certain."""
    match request.received.event:
        case MessageReceived(attachments=(), forwarded=None) | CommandInvoked(name="") as event:
            talk = small_talk(words_of(event))
            consents = talk is not None and talk.courtesy is Courtesy.CONSENT
            return choice(words_of(event)) or (Choice() if consents else None)
        case _:
            return None


def _typed(request: Request) -> str:
    event = request.received.event
    return words_of(event) if isinstance(event, MessageReceived | CommandInvoked) else ""


def _nothing_here(request: Request) -> str:
    return NOTHING_HERE if request.is_private else NOTHING_OF_YOURS
