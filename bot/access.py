"""Who may talk, and whose memory a message belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.content import Audience
from bot.ids import PERSONS, ChatId, Contact, Conversation, PersonId, SpaceId, is_group_space, private_space
from bot.ports import Contacts, Homes
from bot.records import Scope

OWNER = PersonId("owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Implements Directory. `local` is the owner's without asking: whoever sits there runs the program.

    `spaces` tells what the data folder holds: what is nobody's own and no group's was imported by the owner.
    """

    local: Contact
    contacts: Contacts
    homes: Homes
    spaces: Callable[[], Collection[SpaceId]]

    def person(self, contact: Contact) -> PersonId | None:
        return OWNER if contact == self.local else self.contacts.person(contact)

    def space(self, where: Conversation, audience: Audience, person: PersonId) -> SpaceId:
        return private_space(person) if audience is Audience.PRIVATE else self.homes.of(where)

    def readable(self, where: Conversation, audience: Audience, person: PersonId) -> Scope:
        if audience is not Audience.PRIVATE:
            return Scope.of(self.homes.of(where))
        return self.own(person)

    def own(self, person: PersonId) -> Scope:
        """What is one person's alone."""
        imported = [space for space in self.spaces() if not (space.startswith(PERSONS) or is_group_space(space))]
        return Scope.of(private_space(person), *(imported if person == OWNER else ()))

    def moved(self, where: Conversation, to: ChatId) -> None:
        self.homes.move(where, to)
