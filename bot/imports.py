"""Taking in a conversation that was recorded elsewhere: batch by batch, each safe before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.events import MessageReceived
from bot.ids import SpaceId
from bot.ports import Archive, Memory

BATCH = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that could not be taken in: its number (from 1) and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A recorded conversation: its size in bytes, and pairs of the bytes read so far and what stood there."""

    total: int
    messages: Iterator[tuple[int, MessageReceived | BadLine]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import: messages taken in, messages that were there already, lines passed over."""

    new: int = 0
    known: int = 0
    bad: tuple[BadLine, ...] = ()


def take_in(
    lines: Lines, space: SpaceId, archive: Archive, memory: Memory, on_progress: Callable[[int], None]
) -> Imported:
    """Keep and index every message; repeating it, also after a kill, adds only what is missing.

    `on_progress` hears how many bytes of the file are safe.
    """
    new = seen = 0
    bad: list[BadLine] = []
    while batch := list(islice(lines.messages, BATCH)):
        messages = [entry for _, entry in batch if isinstance(entry, MessageReceived)]
        bad += [entry for _, entry in batch if isinstance(entry, BadLine)]
        notes = archive.keep([(message, space) for message in messages])
        memory.remember(notes)
        new, seen = new + len(notes), seen + len(messages)
        on_progress(batch[-1][0])
    return Imported(new=new, known=seen - new, bad=tuple(bad))
