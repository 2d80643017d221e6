"""What memory asks of the journal: the notes themselves, who stands beside whom, and how far it has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.capture import Message
from bot.ids import EventKey
from bot.records import Note, Scope


class Annals(Protocol):
    """The journal's kept notes. Blocking; safe to call from several threads."""

    def notes(self, after: int, limit: int) -> tuple[tuple[int, Note], ...]:
        """Kept notes that may be indexed with their seq, from the first after `after`, in the order of seq."""
        ...

    def keys(self, after: int, scope: Scope, limit: int) -> tuple[tuple[int, EventKey], ...]:
        """The keys of the scope's kept notes with their seq, as `notes`; a fraction of its cost."""
        ...

    def numbered(self, seqs: Collection[int]) -> tuple[tuple[int, Note], ...]:
        """Of the notes of these seqs those that are kept, as `notes`."""
        ...

    def keys_of(self, seqs: Collection[int], scope: Scope) -> tuple[EventKey, ...]:
        """The keys of the scope's kept notes among these seqs; a fraction of the cost of `numbered`."""
        ...

    def of(self, keys: Collection[EventKey]) -> tuple[Note, ...]:
        """The messages of these keys as notes, kept or not, in the order of seq; none of what is erased."""
        ...

    def messages(self, after: int, limit: int) -> tuple[tuple[int, Note, Message], ...]:
        """As `notes`, but all that is kept, each with the message that it was made of."""
        ...

    def sizes(self, keys: Collection[EventKey]) -> dict[EventKey, int]:
        """The bytes that each of these messages takes, or its longest edit; no fewer once it is erased.

        They are more than its characters.
        """
        ...

    def unread(self, after: int, until: int) -> dict[EventKey, int]:
        """The sizes of what is kept from the first after `after` to `until`, and of which no index may hold a word."""
        ...

    def leaving(self, places: Sequence[int]) -> frozenset[int]:
        """Those of `places` whose messages are forgotten, or say something else, while an index may hold them."""
        ...

    def erased(self) -> tuple[EventKey, ...]:
        """The keys of all that was ever erased, in no order."""
        ...

    def edited(self, of: Collection[EventKey] | None = None) -> dict[EventKey, bytes]:
        """Of these messages, or of all, those that were ever edited, as the journal holds them."""
        ...

    def between(self, start: float, end: float, scope: Scope, limit: int) -> tuple[int, ...]:
        """The places of what was said from `start` until before `end` (seconds since 1970), the latest `limit`."""
        ...

    def standing(self, texts: Collection[str]) -> Mapping[str, Collection[tuple[int, str | None]]]:
        """Of these texts those that stand in the journal, each with the seqs, and their spaces, in whose words it does.

        A space is None where nobody's is known.
        """
        ...

    def speakers(self, scope: Scope) -> tuple[str, ...]:
        """The names of all who said something that is kept in the scope."""
        ...


class Progress(Protocol):
    """How far the journal is finished, and marks that outlive a restart."""

    def handled(self) -> tuple[int, frozenset[int]]:
        """The largest seq that is not pending, 0 where there is none; and those below it that are."""
        ...

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...

    def drop(self, name: str) -> None: ...

    def names(self, beginning: str) -> tuple[str, ...]:
        """The names of the marks that begin so, in order."""
        ...
