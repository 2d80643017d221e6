"""What a response comes to on the platform that it goes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.events import CommandInvoked, Event, HomeOpened, MessageEdited, MessageReceived
from bot.ids import Platform
from bot.ports import ChatAdapter, LinksToMessages, Outcome
from bot.records import Origin
from bot.replies import Part, Reply, spoken
from bot.requests import Response

FORGOTTEN = "What this rested on was changed or forgotten while I wrote it. Please ask again."

Finished = Callable[[tuple[Part, ...]], tuple[Part, ...]]
"""Puts the parts of a reply into the place of what already stands for it."""


class Outcomes:
    """Renders responses; a source is linked where its own platform has an address for it."""

    def __init__(self, adapters: Mapping[Platform, ChatAdapter]) -> None:
        self._adapters = adapters

    def rendered(self, event: Event, reply: Reply | None) -> tuple[Part, ...]:
        """The parts that answer this event, in order."""
        if reply is None:
            return ()
        about = event.message if isinstance(event, MessageReceived | MessageEdited | CommandInvoked) else None
        sources = tuple(replace(source, link=self._link(source.origin)) for source in reply.sources)
        whole = replace(reply, sources=sources, in_reply_to=reply.in_reply_to or about)
        return self._adapters[event.where.platform].render(event.where, whole)

    def of(self, event: Event, response: Response | None, finished: Finished) -> Outcome:
        """What the journal files, with what is said instead where a message it rests on is not as it was any more."""
        instead = None
        if response and response.rests_on:
            told = Response(space=response.space, reply=Reply(text=FORGOTTEN))
            instead = outcome_of(told, finished(self.rendered(event, told.reply)))
        parts = finished(self.rendered(event, response.reply if response else None))
        outcome = replace(outcome_of(response, parts), instead=instead)
        # A page is no answer that was given: the next one takes its place.
        return replace(outcome, text="") if isinstance(event, HomeOpened) else outcome

    def _link(self, origin: Origin) -> str | None:
        adapter = self._adapters.get(origin.where.platform)
        return adapter.link(origin.where, origin.message) if isinstance(adapter, LinksToMessages) else None


def outcome_of(response: Response | None, parts: tuple[Part, ...]) -> Outcome:
    """A response as the journal files it; what only the journal keeps belongs to no space."""
    if response is None:
        return Outcome(space=None)
    return Outcome(
        space=response.space,
        keep=response.keep,
        unsaid=response.unsaid,
        parts=parts,
        text=_recorded(response, response.reply) if response.reply else "",
        rests_on=response.rests_on,
        revises=response.revises,
    )


def _recorded(response: Response, reply: Reply) -> str:
    """What is said; where it leaves nothing of what was asked, with what its buttons would send: it may be an offer."""
    return "\n".join((spoken(reply), *(button.value for button in reply.buttons if response.unsaid)))
