"""One thing asked of the assistant, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.content import Audience
from bot.ids import CONSOLE, EventKey, PersonId, SpaceId
from bot.ports import Received, Revision
from bot.records import Scope
from bot.replies import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who wants what, where, when, and what they may see. `argument` is what followed the command.

    `asks_first`: the command was understood from plain words, so nothing goes before it is asked about.
    """

    received: Received
    person: PersonId
    space: SpaceId
    scope: Scope
    now: datetime
    argument: str = ""
    asks_first: bool = False

    @property
    def at_home(self) -> bool:
        """Whether it was typed where the program runs."""
        return self.received.event.where.platform == CONSOLE

    @property
    def is_private(self) -> bool:
        """Whether nobody else hears it."""
        return getattr(self.received.event, "audience", Audience.PRIVATE) is Audience.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What to say, and what to file in which space; a stranger's words belong to none.

    `keep`: the message is a note. `unsaid`: the message itself leaves no words behind (it named what
    to forget). `rests_on`: the messages whose words the reply holds. `revises`: what an edit does. `later`: what it
    is about is still being handled, and this comes after it.
    """

    space: SpaceId | None
    reply: Reply | None
    keep: bool = False
    unsaid: bool = False
    rests_on: frozenset[EventKey] = field(default_factory=frozenset)
    revises: Revision | None = None
    later: bool = False
