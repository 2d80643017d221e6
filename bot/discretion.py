"""What was asked in private is not answered where others are by now, or can come."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from bot.app import Responds
from bot.assistant import OnText
from bot.content import Audience
from bot.errors import DeliveryError
from bot.events import Event, MessageDeleted, MessageEdited
from bot.ids import Conversation, Platform
from bot.ports import ChatAdapter, KnowsPrivacy, Received
from bot.replies import Reply
from bot.requests import Response

COMPANY = "Others are in this room, or can come to it, so I do not answer here what you asked in private."
KEPT = "What you told me is kept among your own notes."


class Discreet:
    """Implements Responds with another one's answers, and marks those as private that are for one person's eyes."""

    def __init__(self, within: Responds, adapters: Mapping[Platform, ChatAdapter]) -> None:
        self._within = within
        self._adapters = adapters

    def heeds(self, event: Event) -> bool:
        return self._within.heeds(event)

    def salvage(self, received: Received) -> Response | None:
        return self._within.salvage(received)

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None:
        event = received.event
        if getattr(event, "audience", None) is not Audience.PRIVATE:
            return await self._within.respond(received, on_text)
        private = await self._is_private(event.where)
        if isinstance(event, MessageEdited | MessageDeleted):
            return _hushed(await self._within.respond(received, None), private=private is not False)
        if private is False:
            return self._declined(await asyncio.to_thread(self._within.salvage, received))
        response = await self._within.respond(received, on_text if private else None)
        if response is None or response.reply is None or response.reply.acknowledges:
            return response
        # Thinking takes its time.
        if await self._is_private(event.where) is False:
            return replace(response, reply=Reply(text=COMPANY), rests_on=frozenset())
        return replace(response, reply=replace(response.reply, private=True))

    def _declined(self, response: Response | None) -> Response | None:
        if response is None or response.space is None:
            return response
        return replace(response, reply=Reply(text=f"{COMPANY} {KEPT}" if response.keep else COMPANY))

    async def _is_private(self, where: Conversation) -> bool | None:
        """None where it cannot be told now: `send` looks again."""
        adapter = self._adapters[where.platform]
        if not isinstance(adapter, KnowsPrivacy):
            return True
        try:
            return await adapter.is_private(where)
        except DeliveryError:
            return None


def _hushed(response: Response | None, *, private: bool) -> Response | None:
    """What is changed or taken back is so for all who look on, and told to one person alone."""
    if response is None or response.reply is None or (private and response.reply.acknowledges):
        return response
    return replace(response, reply=replace(response.reply, private=True) if private else None)
