"""Files events that were not seen before: the one way into the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.capture import Message, said_at_of, speaker_of
from bot.events import Event, MessageDeleted, MessageEdited, MessageReceived
from bot.ids import EventKey, MessageId, SpaceId, episode_id, event_key
from bot.ports.journal import Received
from memory.journal.codec import event_to_bytes
from memory.journal.courses import Courses, Stations, speaks
from memory.journal.database import Database
from memory.journal.speakers import Speakers
from memory.journal.standing_in import come, give_way
from memory.journal.withdrawn import as_edited, withdraw
from memory.journal.words import next_number

Arrival = tuple[Event, SpaceId | None]


class Filed(NamedTuple):
    """An event that was new, under its key; with a space it is finished."""

    key: EventKey
    space: SpaceId | None
    received: Received


_INSERT = """INSERT INTO events
    (seq, key, state, thread, place, episode, spoken, about, space, kept, said_at, arrived,
     conversation, speaker, words)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_REVISED = "UPDATE events SET revised = ?, revision = ? WHERE key = ?"
_KNOWN = "SELECT key FROM events WHERE key IN ({})"
_WITHDRAWN = "SELECT key FROM withdrawn WHERE key IN ({})"
_ERASED = "SELECT key FROM events WHERE state = 'erased' AND key IN ({})"
_EDITED = "SELECT about FROM events WHERE about IN ({}) AND state = 'done' AND space IS NOT NULL"


def file_new(
    connection: sqlite3.Connection, arrivals: Sequence[Arrival], at: datetime | None = None
) -> tuple[Filed, ...]:
    """File what is new, in order; one with a space is finished already, and kept as a note of it.

    `at`: when they arrived, if not when they happened.
    """
    withdraw(connection, [event for event, _ in arrivals])
    freed = give_way(connection, [event for event, _ in arrivals])
    fresh, revised = _as_they_stand(connection, _unseen(connection, arrivals))
    speakers = _count(connection, fresh.values())
    seq = int(connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM events").fetchone()[0])
    number = next_number(connection)
    courses, stations = Courses(connection), Stations(connection)
    filed: list[Filed] = []
    rows = []
    for offset, (key, (event, space)) in enumerate(fresh.items()):
        about = _about(event)
        station = stations.of(about)
        # An edit of what never came may have to stand for it, in a place of its own.
        course = courses.after(event, key, spoken=speaks(event) or (isinstance(event, MessageEdited) and not station))
        place, episode = station or (course.place, course.episode.id if course.episode else episode_id(key))
        stations.note(key, place, episode)
        filed.append(Filed(key, space, Received(seq=seq + offset, event=event, place=place, episode=episode)))
        rows.append(
            (
                *_row(filed[-1], about),
                (at or event.at).timestamp(),
                course.conversation,
                speakers[offset],
                number + offset,
            )
        )
    bodies = [(number + offset, event_to_bytes(event)) for offset, (event, _) in enumerate(fresh.values())]
    connection.executemany("INSERT INTO words (id, body) VALUES (?, ?)", bodies)
    connection.executemany(_INSERT, rows)
    connection.executemany(_REVISED, [(*when, key.bytes) for key, when in revised.items()])
    come(connection, freed)
    courses.save()
    return tuple(filed)


def _count(connection: sqlite3.Connection, arrivals: Iterable[Arrival]) -> list[int | None]:
    """For each arrival that is a note already, the number of who said it."""
    speakers = Speakers(connection)
    numbers = [
        speakers.count(space, speaker_of(event)) if space is not None and isinstance(event, Message) else None
        for event, space in arrivals
    ]
    speakers.save()
    return numbers


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
        said_at_of(event).timestamp(),
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
    keys = [key.bytes for key in first]
    known = {key for query in (_KNOWN, _WITHDRAWN) for (key,) in rows_in(connection, query, keys)}
    abouts = {key: about.bytes for key, (event, _) in first.items() if (about := _about(event)) is not None}
    # What changes a forgotten message holds its words again.
    gone = {key for (key,) in rows_in(connection, _ERASED, list(abouts.values()))}
    changes = [abouts[key] for key, (event, _) in first.items() if key in abouts and not _takes_back(event)]
    gone.update(key for (key,) in rows_in(connection, _WITHDRAWN, changes))
    return {key: new for key, new in first.items() if key.bytes not in known and abouts.get(key) not in gone}


def _as_they_stand(
    connection: sqlite3.Connection, fresh: dict[EventKey, Arrival]
) -> tuple[dict[EventKey, Arrival], dict[EventKey, tuple[float, int]]]:
    """What is new, with the words of edits that came before it, and when those were made."""
    edited = {key for (key,) in rows_in(connection, _EDITED, [key.bytes for key in fresh])}
    revised: dict[EventKey, tuple[float, int]] = {}
    for key in [key for key in fresh if key.bytes in edited]:
        event, when = as_edited(connection, fresh[key][0])
        fresh[key] = (event, fresh[key][1])
        if when is not None:
            revised[key] = when
    return fresh, revised


def _takes_back(event: Event) -> bool:
    return isinstance(event, MessageDeleted)


def rows_apart(database: Database, query: str, values: Sequence[bytes | int]) -> Iterator[tuple[Any, ...]]:
    """As `rows_in`, but some at a time: of much that is read the rest may change meanwhile, and nobody waits for it."""
    for start in range(0, len(values), 500):
        some = values[start : start + 500]
        yield from database.rows(query.format(",".join("?" * len(some))), some)


def rows_in(connection: sqlite3.Connection, query: str, values: Sequence[bytes | int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query for any number of values; they go where it says `{}`."""
    for start in range(0, len(values), 500):
        some = values[start : start + 500]
        yield from connection.execute(query.format(",".join("?" * len(some))), some)
