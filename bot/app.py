"""The house at work: what arrives is committed, handled in order, answered in one transaction, delivered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Protocol

from bot.assistant import OnText
from bot.busy import seen_typing
from bot.dating import dated
from bot.delivery import Delivery
from bot.drafts import GrowingReply
from bot.errors import SatchelError
from bot.events import Event
from bot.ids import Platform
from bot.lanes import Lanes, subject, unbroken
from bot.naming import forgetting
from bot.outcomes import Outcomes
from bot.phrases.words import RECENT
from bot.ports import Bookmark, ChatAdapter, Clock, EditsMessages, Inbox, Ledger, Outcome, Received
from bot.replies import Reply
from bot.requests import Response

MOST_TRIES = 3
"""Of a message that the program may have ended over: one in company, the others alone."""
FIRST_PAUSE_S = 0.5
ENDED = "the program ended each time it tried"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """What a message came to, not yet filed, and the draft that already shows it."""

    response: Response | None
    draft: GrowingReply | None
    as_of: int = 0


class Responds(Protocol):
    """What the assistant does for the house."""

    def heeds(self, event: Event) -> bool:
        """Whether an event is for us at all: what is not is never written down. Blocking."""
        ...

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None: ...

    def salvage(self, received: Received) -> Response | None:
        """Where an event that is given up belongs, kept if it is a note, with nothing to say; None: not for us."""
        ...


class App:
    """Runs adapters over one journal.

    A message that cannot be handled is given up and said so. A journal that cannot be written stops the
    work: `on_events` and `settled` raise why, and what is open is taken up by the next process.
    """

    def __init__(
        self,
        assistant: Responds,
        adapters: Mapping[Platform, ChatAdapter],
        inbox: Inbox,
        ledger: Ledger,
        delivery: Delivery,
        clock: Clock | None = None,
    ) -> None:
        """`clock` tells when what is delivered arrived; without it, that is when it happened."""
        self._clock = clock
        self._assistant = assistant
        self._adapters = adapters
        self._inbox = inbox
        self._ledger = ledger
        self._outcomes = Outcomes(adapters)
        self._delivery = delivery
        self._lanes = Lanes(self._supervised)
        self._accepting = asyncio.Lock()
        self._alone = asyncio.Lock()
        self._fault: SatchelError | None = None

    async def resume(self) -> None:
        """Take up what an earlier process accepted and did not finish."""
        await self._delivery.resume()
        # Those that were begun before come first, so that they are alone.
        for received in sorted(await asyncio.to_thread(self._inbox.pending), key=lambda each: not each.tries):
            if received.event.where.platform in self._adapters:
                # The process that accepted it may have begun it, and says nothing of that.
                self._lanes.put(replace(received, tries=received.tries + 1))

    async def on_events(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        """Commit what a platform delivered; when this returns, the platform may be told."""
        self._raise_fault()
        await unbroken(self._accept(events, bookmark))

    async def _accept(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        async with self._accepting:
            for received in await asyncio.to_thread(self._committed, events, bookmark):
                self._lanes.put(received)

    def _committed(self, events: Sequence[Event], bookmark: Bookmark | None) -> tuple[Received, ...]:
        heeded = [event for event in map(dated, events) if self._assistant.heeds(event)]
        now = self._clock.now() if self._clock else None
        return self._inbox.accept(heeded, bookmark, now) if heeded or bookmark else ()

    async def resend(self) -> None:
        """Take up what is to be sent and nobody is sending."""
        await self._delivery.resume()

    async def settled(self) -> None:
        """Return when all that arrived is handled and all that can be sent is sent."""
        await self._lanes.drained()
        await self._delivery.drained()
        self._raise_fault()

    async def stop(self) -> None:
        """Stop at once; the journal holds what is open."""
        await self._lanes.stop()
        await self._delivery.stop()

    def _raise_fault(self) -> None:
        if fault := self._fault or self._delivery.fault:
            raise fault

    async def _supervised(self, received: Received) -> None:
        if received.tries <= 1:
            # Nothing is begun beside what is handled alone.
            async with self._alone:
                pass
        if self._fault is None:
            try:
                await (self._take_up(received) if received.tries else self._try_often(received))
            except SatchelError as fault:
                self._fault = fault

    async def _take_up(self, received: Received) -> None:
        """Handle what an earlier process left, with the try counted before: it stands if the program ends over it.

        What a process may have ended over is handled with nothing else beside it, so that of several the
        one that ends them is found out.
        """
        if received.tries > MOST_TRIES:
            await self._give_up(received, ENDED, safe=False)
            return
        async with self._alone if received.tries > 1 else nullcontext():
            try:
                await unbroken(asyncio.to_thread(self._inbox.begin, received.seq))
                await self._try_often(received)
            except (asyncio.CancelledError, SatchelError):
                await unbroken(asyncio.to_thread(self._inbox.spare, received.seq))
                raise

    async def _try_often(self, received: Received) -> None:
        answered: _Answered | None = None
        for tries in range(1, MOST_TRIES + 1):
            try:
                # What a model was paid for is filed again, not asked for again.
                answered = answered or await self._answered(received, anew=tries > 1 or received.tries > 0)
                if answered.response and answered.response.later:
                    await self._put_behind_its_message(received)
                    return
                await self._file(received, answered)
            except SatchelError as fault:
                if not fault.retry or tries == MOST_TRIES:
                    await self._give_up(received, str(fault))
                    return
                await asyncio.sleep(FIRST_PAUSE_S * 2**tries)
            except Exception as fault:  # noqa: BLE001 -- the supervisor: one poisoned message must not stop a lane
                _log.exception("message %d could not be handled", received.seq)
                await self._give_up(received, f"something went wrong inside ({type(fault).__name__})")
                return
            else:
                return

    async def _put_behind_its_message(self, received: Received) -> None:
        message = subject(received.event)
        # One that is in no lane may be handled by now.
        for each in () if self._lanes.holds(message) else await asyncio.to_thread(self._inbox.pending):
            if each.event.key == message:
                self._lanes.put(replace(each, tries=each.tries + 1))
        self._lanes.put(received)

    async def _answered(self, received: Received, *, anew: bool) -> _Answered:
        where, as_of = received.event.where, await asyncio.to_thread(self._inbox.reached)
        draft = await self._draft(received, anew=anew)
        async with seen_typing(self._adapters[where.platform], where), draft.drawing() if draft else nullcontext():
            response = await self._assistant.respond(received, draft.show if draft else None)
        return _Answered(response=response, draft=draft, as_of=as_of)

    async def _draft(self, received: Received, *, anew: bool) -> GrowingReply | None:
        """The draft that can be opened, or, `anew`, that stands for the reply already; None where there are none."""
        adapter = self._adapters[received.event.where.platform]
        if not isinstance(adapter, EditsMessages):
            return None
        draft = GrowingReply(adapter, self._ledger, received)
        if anew:
            await draft.find()
        return draft

    async def _file(self, received: Received, answered: _Answered) -> None:
        await asyncio.to_thread(self._inbox.finish, received.seq, self._outcome(received, answered))
        self._delivery.wake(received.event.where)

    def _outcome(self, received: Received, answered: _Answered) -> Outcome:
        draft = answered.draft
        finished = draft.finished if draft else tuple
        return replace(self._outcomes.of(received.event, answered.response, finished), as_of=answered.as_of)

    async def _give_up(self, received: Received, why: str, *, safe: bool = True) -> None:
        """File it as what it is without being handled. Not `safe`: no index may read it."""
        salvaged = await asyncio.to_thread(self._salvaged, received)
        if salvaged and salvaged.space:
            excuse = _excuse(received, why, keep=salvaged.keep, safe=safe)
            salvaged = replace(salvaged, reply=Reply(text=excuse))
        outcome = self._outcome(received, _Answered(response=salvaged, draft=await self._draft(received, anew=True)))
        await asyncio.to_thread(self._inbox.fail, received.seq, why, replace(outcome, unread=not safe))
        self._delivery.wake(received.event.where)

    def _salvaged(self, received: Received) -> Response | None:
        try:
            return self._assistant.salvage(received)
        except SatchelError:
            raise
        except Exception:  # noqa: BLE001 -- the supervisor: what cannot even be judged is given up all the same
            _log.exception("it cannot be told whose message %d is", received.seq)
            return None


def _excuse(received: Received, why: str, *, keep: bool, safe: bool) -> str:
    if keep and safe:
        rest = "I kept it as a note."
    elif keep:
        rest = (
            "I kept it as a note, but what is searched does not hold it, since reading it might end the program "
            f"again; {RECENT} shows it. To take it out, send: {forgetting(received.seq)}"
        )
    elif safe:
        rest = "I kept no note of it; you can send it again."
    else:
        rest = (
            f"I kept no note of it. It stays in the journal as #{received.seq} until you send: "
            f"{forgetting(received.seq)}. You can say it again in other words."
        )
    return f"I could not handle that: {why}. {rest}"
