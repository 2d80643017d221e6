"""How far each conversation has come: its next position and its present episode."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from uuid import UUID

from bot.events import CommandInvoked, Event, MessageReceived
from bot.ids import Conversation, EpisodeId, EventKey
from memory.episodes import Episode, episode_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A conversation's state: how many positions are given, and the episode of its newest message."""

    conversation: int
    messages: int
    episode: Episode | None

    @property
    def place(self) -> int:
        """The place of the newest message; that of the first one before there is any."""
        return self.conversation << 32 | max(self.messages - 1, 0)


def speaks(event: Event) -> bool:
    """Whether an event is a message of its conversation, and so takes a position in it."""
    return isinstance(event, MessageReceived | CommandInvoked)


def conversation_number(connection: sqlite3.Connection, where: Conversation) -> int | None:
    """The number of a conversation in the journal, or None. All its threads share it."""
    row = connection.execute(
        "SELECT id FROM conversations WHERE platform = ? AND account = ? AND chat = ?",
        (where.platform, where.account, where.chat),
    ).fetchone()
    return None if row is None else int(row[0])


class Courses:
    """The courses that one transaction touches, read once and saved once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._courses: dict[tuple[str, str, str], Course] = {}

    def after(self, event: Event, key: EventKey, *, spoken: bool) -> Course:
        """The course of the event's conversation, with the event in it where that is `spoken` there."""
        where = event.where
        address = (where.platform, where.account, where.chat)
        course = self._courses.get(address) or self._load(where)
        if spoken:
            episode = episode_with(key, event.at.timestamp(), course.episode)
            course = Course(conversation=course.conversation, messages=course.messages + 1, episode=episode)
        self._courses[address] = course
        return course

    def save(self) -> None:
        for course in self._courses.values():
            if course.episode is not None:
                self._connection.execute(
                    "UPDATE conversations SET messages = ?, episode = ?, last = ?, size = ? WHERE id = ?",
                    (
                        course.messages,
                        course.episode.id.bytes,
                        course.episode.last,
                        course.episode.size,
                        course.conversation,
                    ),
                )

    def _load(self, where: Conversation) -> Course:
        address = (where.platform, where.account, where.chat)
        self._connection.execute(
            "INSERT OR IGNORE INTO conversations (platform, account, chat, messages) VALUES (?, ?, ?, 0)", address
        )
        number, messages, episode, last, size = self._connection.execute(
            """SELECT id, messages, episode, last, size FROM conversations
               WHERE platform = ? AND account = ? AND chat = ?""",
            address,
        ).fetchone()
        present = Episode(id=EpisodeId(UUID(bytes=episode)), last=last, size=size) if episode else None
        return Course(conversation=number, messages=messages, episode=present)


class Stations:
    """Place and episode of messages: of those in the journal, and of those that one transaction adds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._noted: dict[EventKey, tuple[int, EpisodeId]] = {}

    def note(self, key: EventKey, place: int, episode: EpisodeId) -> None:
        self._noted[key] = (place, episode)

    def of(self, key: EventKey | None) -> tuple[int, EpisodeId] | None:
        """None where there is no such message."""
        if key is None or key in self._noted:
            return None if key is None else self._noted[key]
        row = self._connection.execute("SELECT place, episode FROM events WHERE key = ?", (key.bytes,)).fetchone()
        return None if row is None else (int(row[0]), EpisodeId(UUID(bytes=row[1])))
