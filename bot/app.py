"""The house at work: what arrives is committed, handled in order, answered in one transaction, delivered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.assistant import OnText
from bot.delivery import Delivery
from bot.drafts import GrowingReply
from bot.errors import SatchelError
from bot.events import Event
from bot.ids import Conversation, Platform
from bot.lanes import Lanes
from bot.ports import Bookmark, ChatAdapter, EditsMessages, Inbox, Ledger, Outcome, Received
from bot.replies import Part, Reply, spoken
from bot.requests import Response

MOST_TRIES = 3
FIRST_PAUSE_S = 0.5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """What a message came to, not yet filed, and the draft that already shows it."""

    response: Response | None
    draft: GrowingReply | None


class Responds(Protocol):
    """What the assistant does for the house."""

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None: ...


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
    ) -> None:
        self._assistant = assistant
        self._adapters = adapters
        self._inbox = inbox
        self._ledger = ledger
        self._delivery = delivery
        self._lanes = Lanes(self._supervised)
        self._fault: SatchelError | None = None

    async def resume(self) -> None:
        """Take up what an earlier process accepted and did not finish."""
        await self._delivery.resume()
        under_way: set[Conversation] = set()
        for received in await asyncio.to_thread(self._inbox.pending):
            where = received.event.where
            if where.platform not in self._adapters:
                continue
            # A lane handles one at a time: only its first can be what the earlier process ended over.
            again = received if where in under_way else await self._counted(received)
            if again is not None:
                under_way.add(where)
                self._lanes.put(again)

    async def _counted(self, received: Received) -> Received | None:
        """Count the try that an earlier process did not finish; None where that was the last."""
        tried = replace(received, tries=received.tries + 1)
        if tried.tries >= MOST_TRIES:
            await self._give_up(tried, "the program ended each time it tried")
            return None
        await asyncio.to_thread(self._inbox.fail, tried.seq, "the program ended while handling it")
        return tried

    async def on_events(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        """Commit what a platform delivered; when this returns, the platform may be told."""
        self._raise_fault()
        for received in await asyncio.to_thread(self._inbox.accept, events, bookmark):
            self._lanes.put(received)

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
        if self._fault is None:
            try:
                await self._try_often(received)
            except SatchelError as fault:
                self._fault = fault

    async def _try_often(self, received: Received) -> None:
        answered: _Answered | None = None
        for tries in range(received.tries + 1, MOST_TRIES + 1):
            try:
                # What a model was paid for is filed again, not asked for again.
                answered = answered or await self._answered(received)
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

    async def _answered(self, received: Received) -> _Answered:
        adapter = self._adapters[received.event.where.platform]
        draft = None
        if isinstance(adapter, EditsMessages):
            draft = GrowingReply(adapter, self._ledger, received.event.where, received.seq)
            await draft.find()
        response = await self._assistant.respond(received, draft.show if draft else None)
        return _Answered(response=response, draft=draft)

    async def _file(self, received: Received, answered: _Answered) -> None:
        response, draft = answered.response, answered.draft
        where = received.event.where
        parts = self._adapters[where.platform].render(where, response.reply) if response and response.reply else ()
        outcome = outcome_of(response, draft.finished(parts) if draft else parts)
        await asyncio.to_thread(self._inbox.finish, received.seq, outcome)
        self._delivery.wake(where)

    async def _give_up(self, received: Received, why: str) -> None:
        where = received.event.where
        reply = Reply(text=f"I could not handle that: {why}. It is kept in the journal; nothing is lost.")
        parts = self._adapters[where.platform].render(where, reply)
        outcome = Outcome(space=None, parts=parts, text=reply.text)
        await asyncio.to_thread(self._inbox.fail, received.seq, why, outcome)
        self._delivery.wake(where)


def outcome_of(response: Response | None, parts: tuple[Part, ...]) -> Outcome:
    """A response as the journal files it; what was not for us belongs to no space."""
    if response is None:
        return Outcome(space=None)
    return Outcome(
        space=response.space,
        keep=response.keep,
        unsaid=response.unsaid,
        parts=parts,
        text=spoken(response.reply) if response.reply else "",
        rests_on=response.rests_on,
    )
