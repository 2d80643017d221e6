"""Files events that were not seen before: the one way into the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from bot.capture import Message
from bot.events import Event, MessageReceived
from bot.ids import EpisodeId, EventKey, MessageId, SpaceId, episode_id, event_key
from bot.ports.journal import Received
from memory.journal.codec import event_to_bytes
from memory.journal.courses import Course, Courses, speaks
from memory.journal.speakers import Speakers
from memory.journal.words import next_number

Arrival = tuple[Event, SpaceId | None]


class Filed(NamedTuple):
    """An event that was new, under its key; with a space it is finished."""

    key: EventKey
    space: SpaceId | None
    received: Received


_INSERT = """INSERT INTO events
    (seq, key, state, thread, place, episode, spoken, about, space, kept, said_at, conversation, speaker, words)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_ERASED = "SELECT key FROM events WHERE state = 'erased' AND key IN ({})"


def file_new(connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> tuple[Filed, ...]:
    """File what is new, in order; one with a space is finished already, and kept as a note of it."""
    fresh = _unseen(connection, arrivals)
    speakers = _count(connection, fresh.values())
    seq = int(connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM events").fetchone()[0])
    number = next_number(connection)
    courses = Courses(connection)
    filed: list[Filed] = []
    rows = []
    for offset, (key, (event, space)) in enumerate(fresh.items()):
        course = courses.after(event, key)
        about = _about(event)
        place, episode = _station(connection, course, key, about)
        filed.append(Filed(key, space, Received(seq=seq + offset, event=event, place=place, episode=episode)))
        rows.append((*_row(filed[-1], about), course.conversation, speakers[offset], number + offset))
    bodies = [(number + offset, event_to_bytes(event)) for offset, (event, _) in enumerate(fresh.values())]
    connection.executemany("INSERT INTO words (id, body) VALUES (?, ?)", bodies)
    connection.executemany(_INSERT, rows)
    courses.save()
    return tuple(filed)


def _count(connection: sqlite3.Connection, arrivals: Iterable[Arrival]) -> list[int | None]:
    """For each arrival that is a note already, the number of who said it."""
    speakers = Speakers(connection)
    numbers = [
        speakers.count(space, event.sender.name) if space is not None and isinstance(event, Message) else None
        for event, space in arrivals
    ]
    speakers.save()
    return numbers


def _station(
    connection: sqlite3.Connection, course: Course, key: EventKey, about: EventKey | None
) -> tuple[int, EpisodeId]:
    """Place and episode: of the message that an event is about, or else where its conversation now stands."""
    if about is not None:
        row = connection.execute("SELECT place, episode FROM events WHERE key = ?", (about.bytes,)).fetchone()
        if row is not None:
            return int(row[0]), EpisodeId(UUID(bytes=row[1]))
    return course.place, course.episode.id if course.episode else episode_id(key)


def _row(filed: Filed, about: EventKey | None) -> tuple[int | float | str | bytes | None, ...]:
    key, space, received = filed
    event = received.event
    return (
        received.seq,
        key.bytes,
        "pending" if space is None else "done",
        event.where.thread,
        received.place,
        received.episode.bytes,
        speaks(event),
        None if about is None else about.bytes,
        space,
        space is not None and isinstance(event, Message),
        event.at.timestamp(),
    )


def _about(event: Event) -> EventKey | None:
    """The key of the message that an event changes or takes back, so that all of them can be erased together."""
    message: MessageId | None = getattr(event, "message", None)
    if message is None or isinstance(event, MessageReceived):
        return None
    return event_key(event.where, message, "received")


def _unseen(connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> dict[EventKey, Arrival]:
    first: dict[EventKey, Arrival] = {}
    for arrival in arrivals:
        first.setdefault(arrival[0].key, arrival)
    rows = rows_in(connection, "SELECT key FROM events WHERE key IN ({})", [key.bytes for key in first])
    known = {key for (key,) in rows}
    abouts = {key: about.bytes for key, (event, _) in first.items() if (about := _about(event)) is not None}
    # What changes a forgotten message holds its words again.
    gone = {key for (key,) in rows_in(connection, _ERASED, list(abouts.values()))}
    return {key: new for key, new in first.items() if key.bytes not in known and abouts.get(key) not in gone}


def rows_in(connection: sqlite3.Connection, query: str, values: Sequence[bytes | int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query for any number of values; they go where it says `{}`."""
    for start in range(0, len(values), 500):
        some = values[start : start + 500]
        yield from connection.execute(query.format(",".join("?" * len(some))), some)
