"""Who is who, and what is known of their world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.ids import AccountId, Conversation, PersonId, Platform, SpaceId, UserId
from bot.layer import Fact
from bot.records import Scope


class Directory(Protocol):
    """Links accounts to people. An unknown account is a stranger: None, never a guess."""

    def person(self, platform: Platform, account: AccountId, user: UserId) -> PersonId | None: ...

    def space(self, where: Conversation, person: PersonId) -> SpaceId:
        """The space that a message said there by this person belongs to."""
        ...

    def readable(self, person: PersonId) -> Scope:
        """What a person may recall in private."""
        ...


class LayerStore(Protocol):
    """The personal layer of each space: facts with their sources. A write is durable when it returns."""

    def facts(self, space: SpaceId) -> tuple[Fact, ...]: ...

    def put(self, space: SpaceId, facts: Sequence[Fact]) -> None: ...

    def purge(self, space: SpaceId, facts: Sequence[Fact]) -> None: ...
