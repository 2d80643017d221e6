"""The journal: what arrived, what is kept, what is to be sent and what was sent.

All calls block for at most one commit (an fsync where they write), may be made from any thread, and
raise DataFolderError when the folder is full, damaged or not writable; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.content import Forwarded
from bot.events import Event
from bot.ids import AccountId, Conversation, EpisodeId, EventKey, MessageId, Platform, SpaceId, UserId
from bot.ports.revising import Revision
from bot.records import Note, Scope
from bot.replies import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """How far a platform's stream is confirmed (an offset, a sync token, an envelope id)."""

    platform: Platform
    account: AccountId
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An event in the journal. `seq` orders all of them; `place` and `episode` are those of its note.

    `tries`: how many were begun and neither finished nor taken back.
    """

    seq: int
    event: Event
    place: int
    episode: EpisodeId
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What handling one event came to: stored in one transaction with the event's "done".

    `keep` files the message as a note of `space`; what nobody asked or told us has none. `unread`: of that note no
    index may read a word. `unsaid` overwrites the message's own words (they named what to forget). `text` is what is
    said in reply and `rests_on` the messages whose words went into it, so that forgetting one of those takes
    the reply along; `instead` is what is said where one of them was forgotten already, or edited
    since the inbox had `reached` what `as_of` says. `revises`: what an edit does.
    """

    space: SpaceId | None
    keep: bool = False
    unread: bool = False
    unsaid: bool = False
    parts: tuple[Part, ...] = ()
    text: str = ""
    rests_on: frozenset[EventKey] = field(default_factory=frozenset)
    instead: Outcome | None = None
    revises: Revision | None = None
    as_of: int = 0


class Inbox(Protocol):
    """What arrived. Idempotent: an event's key is accepted once for ever."""

    def reached(self) -> int:
        """A number that grows with all that is written: what is edited from now on is edited after it."""
        ...

    def accept(
        self, events: Sequence[Event], bookmark: Bookmark | None, at: datetime | None = None
    ) -> tuple[Received, ...]:
        """Commit events and bookmark together; returns those that are new, in order.

        `at`: when they arrived, if not when they happened.
        """
        ...

    def pending(self) -> tuple[Received, ...]:
        """What was accepted and not yet finished, in order: the work of a restart."""
        ...

    def begin(self, seq: int) -> None:
        """Count a try before it is made, so that it stands where the process ends over it."""
        ...

    def spare(self, seq: int) -> None:
        """Take back the try that was counted last: the process ends for another reason."""
        ...

    def finish(self, seq: int, outcome: Outcome) -> None:
        """Commit an event's outcome and its outbox rows; a second call for the same `seq` does nothing."""
        ...

    def fail(self, seq: int, why: str, outcome: Outcome) -> None:
        """Give an event up, dead for ever, with what is said about it; kept, it is a note like any other."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message as the archive shows it: who told us, and when; `forwarded`, where those are another's words."""

    seq: int
    key: EventKey
    where: Conversation
    message: MessageId
    space: SpaceId
    said_by: str
    sender: UserId
    said_at: datetime
    text: str
    kept: bool
    forwarded: Forwarded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of a conversation, the person's or ours; `rests_on` as in Outcome (a person's: itself)."""

    by: Literal["person", "satchel"]
    text: str
    at: datetime
    rests_on: frozenset[EventKey]


class Archive(Protocol):
    """Every kept message, whole, for ever: index and layer can be rebuilt from it."""

    def keep(self, events: Sequence[tuple[Event, SpaceId]]) -> tuple[Note, ...]:
        """Commit messages that are notes already (an import); returns the new ones' notes, in order."""
        ...

    def clean(self) -> None:
        """Leave no byte of what was decided to go in any of the journal's files.

        The keys stay, so that a redelivery is not kept again. Waits for another process that reads; raises FolderInUse
        when that takes too long.
        """
        ...


class Transcript(Protocol):
    """The archive as a person reads it. Every read takes a scope."""

    def recent(
        self, scope: Scope, limit: int, *, only_kept: bool = True, where: Conversation | None = None
    ) -> tuple[Said, ...]:
        """The newest messages of the scope, or of one conversation in it, newest first."""
        ...

    def turns(self, where: Conversation, scope: Scope, before: int, limit: int) -> tuple[Turn, ...]:
        """The last turns of one conversation that came before `before` (a seq) and are in the scope, oldest first."""
        ...

    def find(self, keys: Collection[EventKey], scope: Scope) -> tuple[Said, ...]:
        """These messages, as far as they are in the scope, in the order of seq."""
        ...

    def numbered(self, numbers: Collection[int], scope: Scope) -> tuple[Said, ...]:
        """The messages of these seqs, as far as they are in the scope, in the order of seq."""
        ...

    def forgot(self, where: Conversation, after: int, before: int) -> bool:
        """Whether something was forgotten here, or was to be, between these seqs, or said there and forgotten since."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many messages some events are, and how many of those are kept as notes."""

    messages: int
    kept: int


class Holdings(Protocol):
    """What a scope holds."""

    def count(self, scope: Scope) -> int:
        """How many notes are kept in the scope."""
        ...

    def tally(self, keys: Collection[EventKey]) -> Tally:
        """How many messages there are among these events that are not forgotten, as an erasure counts them."""
        ...

    def keys(self, scope: Scope, where: Conversation | None = None, until: int | None = None) -> tuple[EventKey, ...]:
        """Every event of the scope (to the seq `until`), kept or not: what to erase so that all of it is forgotten.

        With it goes what belongs to no space, where the scope holds all else of its conversation; where nothing
        else is left there, only if that is `where` it is asked for.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply that was being written in front of the person when something happened.

    Without a message it was about to be opened, and nobody knows whether it was.
    """

    seq: int
    message: MessageId | None


class Ledger(Protocol):
    """What platforms gave ids for."""

    def drafted(self, draft: Draft) -> None:
        """Commit that the reply to `draft.seq` stands, unfinished, under a remote id, or is about to."""
        ...

    def draft_of(self, seq: int) -> Draft | None:
        """The unfinished reply to an event, or None."""
        ...

    def holds(self, where: Conversation, message: MessageId) -> bool:
        """Whether it is one of ours, or one that was said to us and is not forgotten."""
        ...

    def bookmarks(self, platform: Platform) -> tuple[Bookmark, ...]:
        """How far each account's stream on this platform was confirmed."""
        ...
