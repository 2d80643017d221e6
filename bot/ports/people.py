"""Who is who, who may talk, and what is known of their world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.content import Audience
from bot.ids import ChatId, Contact, Conversation, EventKey, PersonId, Platform, SpaceId, UserId
from bot.records import Scope


class Directory(Protocol):
    """Links accounts to people and places to spaces. An unknown account is a stranger: None, never a guess."""

    def person(self, contact: Contact) -> PersonId | None: ...

    def space(self, where: Conversation, audience: Audience, person: PersonId) -> SpaceId:
        """The space that something said there, to those, by this person belongs to."""
        ...

    def readable(self, where: Conversation, audience: Audience, person: PersonId) -> Scope:
        """What this person may recall there: in a group nothing that the group has not heard."""
        ...

    def moved(self, where: Conversation, to: ChatId) -> None:
        """Commit that a group goes on under another id: its space goes along. Idempotent."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A stranger who waits to be let in until `until`; `name` is what they call themselves, and proves nothing."""

    code: str
    contact: Contact
    name: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Somebody who was let in, by whichever process, and is still to be told, `where` they asked for it.

    `number` tells one admission from the next, for ever.
    """

    number: int
    contact: Contact
    where: Conversation


class Door(Protocol):
    """Who is let in: each call commits, and holds for every process at once."""

    def knock(self, contact: Contact, name: str, cause: EventKey, at: datetime) -> Knock | None:
        """A code for a stranger to show; None where they were told just now, or where too many are waiting there.

        Ten minutes later another event gets them the same code once more, since the first may have been overlooked; a
        new one there is an hour after the first, if there is room. Who lets a code lapse while there was no room waits
        an hour for another. Idempotent: the event that was answered last gets the same answer, as long as the code
        holds.
        """
        ...

    def waiting(self, at: datetime) -> tuple[Knock, ...]:
        """Who waits at that moment, first come first.

        Those whose time is up, or who were let in, are forgotten: of what they call themselves no byte is left.
        """
        ...

    def admit(self, code: str, person: PersonId, at: datetime) -> Contact:
        """Let the holder of a code in as this person. Raises BadInput where no such code waits."""
        ...

    def reject(self, code: str, at: datetime) -> Contact:
        """Give the holder of a code no other for a day. Raises BadInput where no such code waits."""
        ...

    def add(self, platform: Platform, user: UserId, person: PersonId) -> None:
        """Let an account in without a code. Raises BadInput where no account of ours on that platform is known yet."""
        ...

    def admitted(self) -> tuple[Admitted, ...]:
        """Who was let in and is still to be told, first come first; who never knocked is told by nobody."""
        ...

    def told(self, number: int) -> None:
        """Of that admission there is no more to tell."""
        ...

    def revoke(self, contact: Contact) -> bool:
        """Take an account's right to talk away, from now on; False where it had none.

        What waits to be sent to it in private is never sent; a part that is just being sent is not tried again.
        """
        ...


class Contacts(Protocol):
    """The accounts that were let in."""

    def person(self, contact: Contact) -> PersonId | None:
        """Whose account it is; None for a stranger's."""
        ...

    def known(self) -> tuple[tuple[Contact, PersonId], ...]:
        """All of them with the person each belongs to, in the order in which they were let in."""
        ...

    def link(self, contact: Contact, person: PersonId) -> None:
        """Let an account in as this person; one that was somebody else's changes hands. Idempotent."""
        ...


class Homes(Protocol):
    """The space of each group, which outlives the group's ids."""

    def of(self, where: Conversation) -> SpaceId: ...

    def move(self, where: Conversation, to: ChatId) -> None:
        """Commit that the group goes on under another id. Idempotent."""
        ...
