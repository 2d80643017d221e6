"""What a killed program left behind, after the next one has taken it up."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from memory.shelf import records_of
from tests.scenarios.talk import Talk, talking


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Counts: all but `killed` and `confirmed` must be 0.

    `astray`: pieces that the index holds and the journal does not, or the other way round. `risen`:
    forgotten texts that are found again. `strange`: texts that nobody said. `undone`: messages,
    answers or forgettings that were accepted and never got done, or were given up. `doubled`: notes that
    are kept twice, and messages that are answered twice.
    """

    killed: int = 0
    confirmed: int = 0
    lost: int = 0
    doubled: int = 0
    astray: int = 0
    risen: int = 0
    strange: int = 0
    undone: int = 0

    def __add__(self, other: Self) -> Verdict:
        return Verdict(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})

    @property
    def harm(self) -> int:
        return self.lost + self.doubled + self.astray + self.risen + self.strange + self.undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was said, what of it was confirmed, and what was confirmed to be forgotten."""

    killed: bool
    said: Collection[str]
    confirmed: Collection[str]
    forgotten: Collection[str] = ()


def judge(data: Path, story: Story) -> Verdict:
    """Start the program on the folder again, let it take up what is open, and look."""
    return asyncio.run(_judged(data, story))


async def _judged(data: Path, story: Story) -> Verdict:
    async with talking(data) as talk:
        held = Counter(talk.kept())
        return Verdict(
            killed=int(story.killed),
            confirmed=len(story.confirmed),
            lost=len(set(story.confirmed) - set(held) - set(story.forgotten)),
            doubled=sum(count - 1 for count in held.values()) + answered_twice(talk),
            astray=astray(talk),
            risen=len(set(story.forgotten) & set(held)),
            strange=len(set(held) - set(story.said)),
            undone=undone(talk),
        )


def undone(talk: Talk) -> int:
    journal = talk.house.journal
    waiting = (journal.inbox.pending(), journal.outbox.waiting(), journal.intentions.undone(pending=True))
    return sum(map(len, waiting)) + counted(talk, "SELECT count(*) FROM events WHERE state = 'dead'")


def answered_twice(talk: Talk) -> int:
    """How many first parts of replies there are too many."""
    return counted(talk, "SELECT count(*) - count(DISTINCT cause) FROM outbox WHERE part = 0")


def counted(talk: Talk, query: str) -> int:
    with talk.house.journal.database.reading() as connection:
        return int(connection.execute(query).fetchone()[0])


def astray(talk: Talk) -> int:
    """In how many pieces index and journal differ."""
    wanted = Counter(record.id for note in talk.notes() for record in records_of(note))
    there = Counter(talk.house.shelves.current.index.ids())
    return (wanted - there).total() + (there - wanted).total()
