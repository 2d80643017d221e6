"""What becomes of a message after it was said: it is edited, or taken back. Called as the journal is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from bot.events import MessageReceived
from bot.ids import EpisodeId, EventKey, SpaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an edit comes to: `of`, the message that it is about, says from now on what the edit says.

    Not `heeded`: that stays as it is. Either way the edit itself leaves no words behind. `keep`: the message is a
    note of the outcome's space from now on, if it was none. Not `indexed`: the index holds the old words still.
    """

    of: EventKey
    heeded: bool = True
    keep: bool = False
    indexed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A message as it stands: `place` and `episode` are those of its note.

    `pending`: it is still being handled. `revised`: when its words were written, seconds since 1970 by the platform's
    clock, and the seq of that edit; None for one that was never edited.
    """

    event: MessageReceived
    space: SpaceId | None
    kept: bool
    pending: bool
    place: int
    episode: EpisodeId
    revised: tuple[float, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A message whose old words are not yet out of every file, by the `seq` of the edit that replaced them.

    `readable`: it is a note that an index may hold. `filed`: they are out of the journal's files and the backups, and
    only the index may hold them. `in_hand`: another change of it is being handled.
    """

    of: EventKey
    seq: int
    indexed: bool
    filed: bool
    readable: bool
    in_hand: bool


class Revisions(Protocol):
    """Messages as they were edited."""

    def original(self, of: EventKey) -> Original | None:
        """The message of this key; None where it never came, or is gone."""
        ...

    def waits(self, of: EventKey) -> bool:
        """Whether an edit of it waits for it to come."""
        ...


class Rewrites(Protocol):
    """What is still to be done about the old words of what was edited."""

    def undone(self) -> tuple[Rewrite, ...]:
        """What is not yet out of every file, in order."""
        ...

    def filed(self, rewrites: Collection[Rewrite]) -> None:
        """The journal's files and the backups hold the old words of these no more."""
        ...

    def indexed(self, rewrites: Collection[Rewrite]) -> None:
        """The index holds the new words of these."""
        ...

    def done(self, rewrites: Collection[Rewrite]) -> None:
        """The old words of these are out of every file; what is not indexed, or was edited again, stays undone."""
        ...
