"""Keeping house: taking things out for good, handing them over, telling how things stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.ids import EventKey
from bot.records import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The proof of an erasure: what was searched, byte by byte, and what was found.

    No `files` were searched where an earlier process had taken the words out already. `traces` counts
    the places where words of an erased message still stand; `short` counts messages of
    too few letters to be told from chance in a file; `unreached` names what may still hold them: backups
    that could not be opened, a server that cleans up in its own time.
    """

    messages: int
    files: int
    traces: int
    short: int = 0
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The messages that are to go, with all that goes with them: edits, reactions, what an edit changed.

    `texts`: their words as far as they still stood, to look for what is left. `answers`: how many answers of ours
    rested on them and stand, as they were sent, in the chat in which it was decided.
    """

    keys: tuple[EventKey, ...]
    texts: tuple[str, ...] = ()
    answers: int = 0


class Eraser(Protocol):
    """Takes messages out for good: from index, journal, replies and our backups."""

    def erase(self, decision: Decision, shown: Scope | None = None) -> Erased:
        """Gone from every byte when it returns (seconds to a minute).

        `shown` is what they may read to whom it is told, None for all: what stands in messages of others is then no
        trace, nor can anything of those be told from the proof. In messages that they may read, a trace is a message.

        Repeating it after a crash finishes what was begun. Raises DataFolderError, IndexFault.
        """
        ...


class Intentions(Protocol):
    """What an event set out to forget: done whatever happens, and found and shown no more from the decision on."""

    def decide(self, seq: int, keys: Collection[EventKey]) -> Decision:
        """Commit, with the decision, that no read of the journal shows these messages and the replies resting on them.

        What arrived after the event was not meant by it, and stays. The first decision for this event stands: later
        calls return it, without the words. None at all is no decision, and has no keys.
        """
        ...

    def undone(self, *, pending: bool) -> tuple[tuple[int, tuple[EventKey, ...]], ...]:
        """What was decided and is not done, by seq; with `pending` also for events that are still being handled."""
        ...

    def words(self, seq: int) -> tuple[str, ...]:
        """The words of what this event decided on, to look for what is left of them: until it is done, or we end."""
        ...

    def done(self, seq: int) -> None:
        """What this event decided is out of every file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Where an export went and how many messages it holds."""

    folder: Path
    messages: int


class Exporter(Protocol):
    """Writes what a scope holds as readable Markdown and as JSON lines. Raises BadInput, FolderFull."""

    def export(self, scope: Scope, folder: Path) -> Exported: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand: pairs of a name and what is to be said of it, in the order to show them.

    `told`: the same as sentences for people who write to us, without what concerns the machine alone.
    """

    lines: tuple[tuple[str, str], ...]
    told: tuple[str, ...] = ()


class Overview(Protocol):
    """Tells how things stand, and what the settings are (secrets hidden)."""

    def standing(self, scope: Scope) -> Standing: ...

    def settings(self) -> Standing: ...
