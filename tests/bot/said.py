"""Short ways to make what these tests talk about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.ids import EventKey, SpaceId, episode_id, record_id
from bot.ports import Turn
from bot.records import Hit, Note, Origin, Record
from tests.builders import ADA, HOME, chat, message

MARCH = datetime(2026, 3, 12, 18, 20, tzinfo=UTC)
OWNER = ADA
DATA = Path(__file__).parent / "data"


def key(name: str) -> EventKey:
    """The key of the message of that name in our own chat."""
    return message(id=name).key


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who told something, when and where."""

    by: str = "Anna"
    days_ago: int = 10
    platform: str = "console"
    chat: str = "home"
    space: SpaceId = HOME


def note(name: str, text: str, told: Told | None = None) -> Note:
    """A note of a message of that name."""
    told = told or Told()
    where = chat(told.chat, platform=told.platform)
    said = message(text, by=told.by, at=MARCH - timedelta(days=told.days_ago), where=where, id=name)
    return Note(
        origin=Origin(key=said.key, where=where, message=said.message),
        space=told.space,
        text=text,
        said_by=told.by,
        said_at=said.at,
        place=0,
        episode=episode_id(said.key),
    )


def record(name: str, text: str, told: Told | None = None) -> Record:
    made = note(name, text, told)
    return Record(
        id=record_id(made.origin.key, 0),
        space=made.space,
        text=made.text,
        origin=made.origin,
        part=0,
        said_by=made.said_by,
        said_at=made.said_at,
        place=made.place,
        episode=made.episode,
        trust=made.trust,
    )


def hit(name: str, text: str, coverage: float = 1.0, similarity: float = 0.0) -> Hit:
    return Hit(record=record(name, text), score=1.0, coverage=coverage, similarity=similarity)


def person(text: str, name: str = "turn") -> Turn:
    return Turn(by="person", text=text, at=MARCH, rests_on=frozenset({key(name)}))


def satchel(text: str, *rests_on: str) -> Turn:
    return Turn(by="satchel", text=text, at=MARCH, rests_on=frozenset(map(key, rests_on)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A message with what a person expects of it."""

    text: str
    want: str
    lang: str
    set: str


def labelled() -> Iterator[Labelled]:
    for row in (DATA / "understanding.jsonl").read_text(encoding="utf-8").splitlines():
        yield Labelled(**json.loads(row))


def tellings() -> Iterator[Labelled]:
    """Pure questions (`ask`), and what tells something as well (`tell`); the held ones were no model for the rules."""
    for row in (DATA / "telling.jsonl").read_text(encoding="utf-8").splitlines():
        yield Labelled(**json.loads(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question after some turns (ours begin with "="), and how it stands by itself."""

    turns: list[str]
    question: str
    want: str


def follow_ups() -> Iterator[FollowUp]:
    for row in (DATA / "followups.jsonl").read_text(encoding="utf-8").splitlines():
        yield FollowUp(**json.loads(row))
