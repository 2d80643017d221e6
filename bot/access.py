"""Who may talk, and whose memory a message belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.ids import AccountId, Conversation, PersonId, Platform, SpaceId, UserId, private_space
from bot.records import Scope

OWNER = PersonId("owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerOnly:
    """A Directory for one person: whoever holds one of the owner's accounts is the owner, nobody else is anyone.

    `spaces` tells what the data folder holds: all of it is the owner's, who alone can put anything there.
    """

    accounts: frozenset[tuple[Platform, AccountId, UserId]]
    spaces: Callable[[], Collection[SpaceId]]

    def person(self, platform: Platform, account: AccountId, user: UserId) -> PersonId | None:
        return OWNER if (platform, account, user) in self.accounts else None

    def space(self, where: Conversation, person: PersonId) -> SpaceId:  # noqa: ARG002 -- one person, one space
        return private_space(person)

    def readable(self, person: PersonId) -> Scope:
        return Scope.of(private_space(person), *self.spaces())
