"""Taking in a conversation that was recorded elsewhere: batch by batch, each safe before the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bot.capture import noted_words
from bot.dating import dated_message
from bot.events import MessageReceived
from bot.ids import EventKey, Platform, SpaceId
from bot.ports import Archive, Memory
from bot.records import Note

BATCH = 512
RECORDED = Platform("import")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that could not be taken in: its number (from 1) and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line held, its number from 1, and the bytes read so far."""

    number: int
    read: int
    held: MessageReceived | BadLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A recorded conversation: its size in bytes, and its lines but for empty ones."""

    total: int
    lines: Iterator[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import: messages taken in, there already, forgotten before; and lines passed over."""

    new: int = 0
    known: int = 0
    forgotten: int = 0
    bad: tuple[BadLine, ...] = ()


class Kept(Protocol):
    """What the journal knows of messages by their keys."""

    def of(self, keys: Collection[EventKey]) -> tuple[Note, ...]: ...

    def erased(self) -> tuple[EventKey, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Where an import puts messages, and where it looks whether they are there."""

    archive: Archive
    memory: Memory
    kept: Kept


def take_in(lines: Lines, space: SpaceId, stores: Stores, on_progress: Callable[[int], None]) -> Imported:
    """Keep and index every message; repeating it, also after a kill, adds only what is missing.

    What was forgotten stays forgotten, and a line whose id is here with other words is a bad one. `on_progress` hears
    how many bytes of the file are safe.
    """
    erased = frozenset(stores.kept.erased())
    new = seen = forgotten = 0
    bad: list[BadLine] = []
    while batch := list(islice(lines.lines, BATCH)):
        bad += [line.held for line in batch if isinstance(line.held, BadLine)]
        different, messages = _apart(batch, stores.kept)
        bad += different
        notes = stores.archive.keep([(message, space) for message in messages])
        stores.memory.remember(notes)
        gone = sum(message.key in erased for message in messages)
        new, seen, forgotten = new + len(notes), seen + len(messages), forgotten + gone
        on_progress(batch[-1].read)
    known = seen - new - forgotten
    return Imported(new=new, known=known, forgotten=forgotten, bad=tuple(sorted(bad, key=lambda line: line.number)))


def _apart(batch: Sequence[Line], kept: Kept) -> tuple[list[BadLine], list[MessageReceived]]:
    """The lines whose ids stand for other words already, and the messages of the rest."""
    said = [(line.number, dated_message(line.held)) for line in batch if isinstance(line.held, MessageReceived)]
    words = {note.origin.key: note.text for note in kept.of([message.key for _, message in said])}
    different: list[BadLine] = []
    messages: list[MessageReceived] = []
    for number, message in said:
        text = noted_words(message)
        # One that was said to us may have been edited since.
        if words.setdefault(message.key, text) == text or message.where.platform != RECORDED:
            messages.append(message)
        else:
            why = f"the id {message.message} is here already, with other words; give this message another id"
            different.append(BadLine(number=number, why=why))
    return different, messages
