"""Who is heard: strangers are told how to be let in and nothing else, and what is not meant for us is not kept."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.assistant import Assistant, OnText
from bot.content import Audience, Sender
from bot.events import ConversationMoved, Directed, Event, HomeOpened, MembersChanged, Unreadable
from bot.home import Home
from bot.ids import Contact
from bot.ports import Clock, Directory, Door, Knock, Received
from bot.replies import Reply
from bot.requests import Request, Response

HINT = (
    "I do not know you yet, so I keep nothing and answer nothing. If this bot is yours, type this where it runs: "
    "satchel pair {code}\nIf it is somebody else's, send them the code; it holds for an hour."
)

GREETING = (
    "Hello. Here I keep only what is said to me: mention me, reply to me, or send a command; /help shows them. "
    "What you tell me here stays in this group. I answer people whom I know: write to me directly to be let in."
)
UNHEARD = Response(space=None, reply=None, unsaid=True)
"""Not even the journal has a stranger's words any more."""

_log = logging.getLogger(__name__)


class Doorkeeper:
    """Implements Responds: hands what known people say to us to the assistant, with what they may see there."""

    def __init__(self, assistant: Assistant, home: Home, directory: Directory, door: Door, clock: Clock) -> None:
        self._assistant = assistant
        self._home = home
        self._directory = directory
        self._door = door
        self._clock = clock

    def heeds(self, event: Event) -> bool:
        """Whether an event is for us at all: what is not never reaches the journal. Blocking.

        A group that moved has its space under the new id when this returns, before anything said there is handled.
        """
        if isinstance(event, Unreadable):
            # It may be a stranger's, and forgetting would not find it.
            _log.warning("%s delivered something that cannot be read: %s", event.where.platform, event.message)
            return False
        if isinstance(event, ConversationMoved):
            self._directory.moved(event.where, event.to)
        sender: Sender | None = getattr(event, "sender", None)
        audience = _audience(event)
        if audience is Audience.OVERHEARD:
            return False
        if sender is None or self._directory.person(_contact(event, sender)) is not None:
            return True
        knocks = isinstance(event, Directed | HomeOpened) and audience is Audience.PRIVATE
        return knocks and self._knock(event, sender) is not None

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None:
        """What to say and to file; None for what only the journal keeps.

        `on_text` hears an answer grow while a model writes it.
        """
        event = received.event
        if isinstance(event, MembersChanged) and event.welcome:
            return Response(space=None, reply=Reply(text=GREETING))
        if not isinstance(event, Directed | HomeOpened):
            return None
        request = self._request(received, event)
        if request is None:
            return self._hint(event)
        if isinstance(event, HomeOpened):
            return await self._home.drawn(request)
        return await self._assistant.respond(request, on_text)

    def salvage(self, received: Received) -> Response | None:
        """Where a message that could not be handled belongs, kept where it tells something; None as above.

        Asks neither index nor model: it may have failed over them.
        """
        event = received.event
        if not isinstance(event, Directed):
            return None
        request = self._request(received, event)
        return UNHEARD if request is None else self._assistant.salvage(request)

    def _request(self, received: Received, event: Directed | HomeOpened) -> Request | None:
        audience = _audience(event)
        person = self._directory.person(_contact(event, event.sender))
        if person is None:
            return None
        return Request(
            received=received,
            person=person,
            space=self._directory.space(event.where, audience, person),
            scope=self._directory.readable(event.where, audience, person),
            now=event.at.astimezone(self._clock.now().tzinfo),
        )

    def _hint(self, event: Directed | HomeOpened) -> Response:
        # Who lost the right to talk meanwhile may have spoken in a group: no code is shown there.
        knock = self._knock(event, event.sender) if _audience(event) is Audience.PRIVATE else None
        return UNHEARD if knock is None else replace(UNHEARD, reply=Reply(text=HINT.format(code=knock.code)))

    def _knock(self, event: Event, sender: Sender) -> Knock | None:
        return self._door.knock(_contact(event, sender), sender.name, event.key, self._clock.now())


def _audience(event: Event) -> Audience:
    """Who hears it; what happens in no conversation is between somebody and us."""
    audience: Audience = getattr(event, "audience", Audience.PRIVATE)
    return audience


def _contact(event: Event, sender: Sender) -> Contact:
    return Contact(platform=event.where.platform, account=event.where.account, user=sender.id)
