"""Who is heard: strangers are told how to be let in and nothing else, and what is not meant for us is not kept."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.assistant import Assistant, OnText
from bot.content import Audience, Sender
from bot.events import (
    ConversationMoved,
    Directed,
    Event,
    HomeOpened,
    LetIn,
    MembersChanged,
    MessageDeleted,
    MessageEdited,
    ReactionChanged,
    Unclear,
    Unreadable,
)
from bot.home import Home
from bot.ids import Contact, PersonId, UserId
from bot.phrases.words import HELP
from bot.ports import Clock, Directory, Door, Knock, Ledger, Received
from bot.replies import Reply
from bot.requests import Request, Response

HINT = (
    "I do not know you yet, so I keep nothing and answer nothing. If this bot is yours, type this where it runs: "
    "satchel pair {code}\nIf it is somebody else's, send them the code; it holds for {long}."
)

WELCOME = f"You are in. Tell me something, or ask; {HELP} shows how."

GREETING = (
    f"Hello. Here I keep only what is said to me: mention me, reply to me, or send a command; {HELP} shows them. "
    "What you tell me here stays in this group. I answer people whom I know: write to me directly to be let in."
)
GREETING_OF_TWO = (
    "Hello. This room is not a direct chat, so to me it is a group: what you tell me here stays here, and who joins "
    "later may read it. While we two are alone, each message is for me; once others come, mention me. For what is "
    "yours alone, start a direct chat with me."
)
UNHEARD = Response(space=None, reply=None, unsaid=True)
"""Not even the journal has a stranger's words any more."""

_log = logging.getLogger(__name__)


class Doorkeeper:
    """Implements Responds: hands what known people say to us to the assistant, with what they may see there."""

    def __init__(
        self, assistant: Assistant, home: Home, directory: Directory, door: Door, ledger: Ledger, clock: Clock
    ) -> None:
        self._assistant = assistant
        self._home = home
        self._directory = directory
        self._door = door
        self._ledger = ledger
        self._clock = clock

    def heeds(self, event: Event) -> bool:
        """Whether an event is for us at all: what is not never reaches the journal. Blocking.

        A group that moved has its space under the new id when this returns, before anything said there is handled.
        """
        if isinstance(event, ConversationMoved):
            self._directory.moved(event.where, event.to)
        heeded = self._is_for_us(event)
        if isinstance(event, Unreadable) and not heeded:
            _log.warning(
                "%s delivered something that cannot be read: %s", event.where.platform, event.delivery or event.message
            )
        return heeded

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None:
        """What to say and to file; None for what only the journal keeps.

        `on_text` hears an answer grow while a model writes it.
        """
        event = received.event
        if isinstance(event, MembersChanged):
            return _greeting(event) if await asyncio.to_thread(self._greets, event) else None
        if not isinstance(event, MessageEdited | MessageDeleted | Unclear | Directed | HomeOpened | LetIn):
            return None
        # Who reads much holds up whoever asks next: that must not be the loop.
        request = await asyncio.to_thread(self._request, received)
        if isinstance(event, MessageEdited | MessageDeleted):
            return await self._assistant.changed(received, request)
        if isinstance(event, Unclear):
            return UNHEARD if request is None else self._assistant.unclear(request)
        if isinstance(event, LetIn):
            return UNHEARD if request is None else Response(space=request.space, reply=Reply(text=WELCOME))
        if isinstance(event, HomeOpened):
            return UNHEARD if request is None else await self._home.drawn(request)
        if request is None:
            return await asyncio.to_thread(self._hint, event)
        response = await self._assistant.respond(request, on_text and self._heard(event, on_text))
        # Who was let out while we thought hears no more.
        knows = await asyncio.to_thread(self._knows, event)
        return response if knows else replace(response, reply=None, rests_on=frozenset())

    def _heard(self, event: Event, on_text: OnText) -> OnText:
        async def show(text: str) -> None:
            if await asyncio.to_thread(self._knows, event):
                await on_text(text)

        return show

    def salvage(self, received: Received) -> Response | None:
        """Where a message that could not be handled belongs, kept where it tells something; None as above.

        Asks neither index nor model: it may have failed over them.
        """
        event = received.event
        if not isinstance(event, Directed | Unclear | MessageEdited):
            return None
        request = self._request(received)
        return UNHEARD if request is None else self._assistant.salvage(request)

    def _is_for_us(self, event: Event) -> bool:
        match event:
            case ConversationMoved():
                return True
            case MembersChanged():
                return self._greets(event)
            case ReactionChanged():
                return self._knows(event) and self._holds(event)
            case MessageEdited():
                to_us = self._knows(event) and _is_to_us(event)
                return to_us or ((self._knows(event) or event.undoes) and self._holds(event))
            case MessageDeleted():
                return (_is_to_us(event) and self._knows(event)) or self._holds(event)
        if not _is_to_us(event):
            return False
        return self._knows(event) or (isinstance(event, Directed) and self._lets_knock(event))

    def _greets(self, event: MembersChanged) -> bool:
        """Whom we know may bring us along; whoever else does gets no word out of us."""
        return event.welcome and self._knows(event)

    def _knows(self, event: Event) -> bool:
        return self._person(event) is not None

    def _holds(self, event: ReactionChanged | MessageEdited | MessageDeleted) -> bool:
        return self._ledger.holds(event.where, event.message)

    def _lets_knock(self, event: Directed) -> bool:
        return event.audience is Audience.PRIVATE and self._knock(event, event.sender) is not None

    def _person(self, event: Event) -> PersonId | None:
        user = _who(event)
        return None if user is None else self._directory.person(_contact(event, user))

    def _request(self, received: Received) -> Request | None:
        event, audience = received.event, _audience(received.event)
        person = self._person(event)
        if person is None:
            return None
        return Request(
            received=received,
            person=person,
            space=self._directory.space(event.where, audience, person),
            scope=self._directory.readable(event.where, audience, person),
            now=event.at.astimezone(self._clock.now().tzinfo),
        )

    def _hint(self, event: Directed) -> Response:
        # Who lost the right to talk meanwhile may have spoken in a group: no code is shown there.
        knock = self._knock(event, event.sender) if event.audience is Audience.PRIVATE else None
        if knock is None:
            return UNHEARD
        minutes = round((knock.until - self._clock.now()).total_seconds() / 60)
        long = "an hour" if minutes >= 60 else f"{minutes} minutes more"
        return replace(UNHEARD, reply=Reply(text=HINT.format(code=knock.code, long=long)))

    def _knock(self, event: Event, sender: Sender) -> Knock | None:
        return self._door.knock(_contact(event, sender.id), sender.name, event.key, self._clock.now())


def _greeting(event: MembersChanged) -> Response:
    return Response(space=None, reply=Reply(text=GREETING_OF_TWO if event.of_two else GREETING))


def _audience(event: Event) -> Audience:
    """Who hears it; what happens in no conversation is between somebody and us."""
    audience: Audience = getattr(event, "audience", Audience.PRIVATE)
    return audience


def _is_to_us(event: Event) -> bool:
    return _audience(event) is not Audience.OVERHEARD


def _who(event: Event) -> UserId | None:
    """Whose doing it is, where that is told."""
    if isinstance(event, MembersChanged):
        return event.by
    sender: Sender | None = getattr(event, "sender", None)
    return sender.id if sender else None


def _contact(event: Event, user: UserId) -> Contact:
    return Contact(platform=event.where.platform, account=event.where.account, user=user)
