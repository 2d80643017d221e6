"""A reply that grows in front of the person while a model writes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from uuid import uuid5

from bot.content import Audience
from bot.crashes import CrashPoint, crash_point
from bot.errors import DeliveryError, MaybeSent
from bot.ids import Conversation, MessageId
from bot.ports import Draft, EditsMessages, FindsOwnMessage, KnowsPrivacy, Ledger, Received
from bot.replies import Part, PartKind

PATIENCE_S = 3.0
"""How long the last frame may take when the reply is whole."""


class GrowingReply:
    """Opens a draft with the first words and redraws it; after a restart it goes on with the same one.

    Where nobody knows whether it was opened, a platform that can look up its own messages is asked. On others that
    is journaled before, nothing more is drawn, and the whole reply says that it may be a repeat.
    """

    def __init__(self, adapter: EditsMessages, ledger: Ledger, received: Received) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._received = received
        self._message: MessageId | None = None
        self._newest: str | None = None
        self._drawing: asyncio.Task[None] | None = None
        self._announced = False
        self._doubtful = False
        self._hopeless = False

    async def find(self) -> None:
        """Take up the draft that a dead process left."""
        draft = await asyncio.to_thread(self._ledger.draft_of, self._received.seq)
        self._message = draft.message if draft else None
        self._doubtful = self._hopeless = draft is not None and draft.message is None
        if draft is None and self._received.tries:
            await self._look_up()
            if self._message is not None:
                await self._journal(self._message)

    @asynccontextmanager
    async def drawing(self, patience_s: float = PATIENCE_S) -> AsyncIterator[None]:
        """While the block runs, what `show` is told is drawn beside it; afterwards nothing more is."""
        try:
            yield
        except asyncio.CancelledError:
            patience_s = 0.0
            raise
        finally:
            await self._settle(patience_s)

    async def show(self, text: str) -> None:
        """Have the reply drawn as far as it is written. A platform that is slow leaves frames out and holds nobody up.

        Where that fails for good, the person waits for the whole of it.
        """
        self._newest = text
        if self._drawing is None or (self._drawing.done() and not self._hopeless):
            self._drawing = asyncio.create_task(self._draw(), name="drawing")
        # The first words are on their way before the next ones come.
        await asyncio.sleep(0)

    async def _draw(self) -> None:
        while self._newest is not None and not self._hopeless:
            text, self._newest = self._newest, None
            try:
                if await self._may_be_seen():
                    await self._show(text)
            except DeliveryError as fault:
                self._hopeless = self._hopeless or not fault.retry

    async def _may_be_seen(self) -> bool:
        """Whether nobody else looks on at what is private; once that is in doubt, nothing more is drawn."""
        private = getattr(self._received.event, "audience", None) is Audience.PRIVATE
        if not private or not isinstance(self._adapter, KnowsPrivacy):
            return True
        self._hopeless = True
        self._hopeless = not await self._adapter.is_private(self._where)
        return not self._hopeless

    async def _settle(self, patience_s: float) -> None:
        if self._drawing is None:
            return
        try:
            await asyncio.wait([self._drawing], timeout=patience_s)
        finally:
            self._drawing.cancel()
            await asyncio.wait([self._drawing])
        if self._doubtful and patience_s:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look_up(), patience_s)
        if not self._drawing.cancelled():
            self._drawing.result()

    async def _show(self, text: str) -> None:
        if self._message is not None:
            # Once the question is forgotten, its draft is to go, and nothing more may be written into it.
            self._hopeless = await asyncio.to_thread(self._ledger.draft_of, self._received.seq) is None
            if not self._hopeless:
                await self._adapter.redraw(self._where, self._message, text)
            return
        await self._announce()
        try:
            self._message = await self._adapter.draft(self._where, text, self._key)
        except (MaybeSent, asyncio.CancelledError):
            self._doubtful = True
            raise
        crash_point(CrashPoint.DRAFT_SENT)
        await self._journal(self._message)

    async def _announce(self) -> None:
        if not self._announced and not isinstance(self._adapter, FindsOwnMessage):
            await self._journal(None)
            self._announced = True

    async def _journal(self, message: MessageId | None) -> None:
        await asyncio.to_thread(self._ledger.drafted, Draft(seq=self._received.seq, message=message))

    async def _look_up(self) -> None:
        if isinstance(self._adapter, FindsOwnMessage):
            with suppress(DeliveryError):
                self._message = await self._adapter.find(self._where, self._key)
                self._doubtful = False

    def finished(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts to deliver: the first replaces the draft where there is one; where nothing is said, it goes."""
        if not parts:
            return () if self._message is None else (Part(kind=PartKind.DELETION, body="{}", target=self._message),)
        first, *others = parts
        if self._message is None:
            return replace(first, may_repeat=self._doubtful), *others
        if first.kind is PartKind.TEXT:
            first = replace(first, kind=PartKind.EDIT, target=self._message)
        return first, *others

    @property
    def _where(self) -> Conversation:
        return self._received.event.where

    @property
    def _key(self) -> str:
        return uuid5(self._received.event.key, "draft").hex
