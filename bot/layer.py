"""What is known of a person's world: facts, each naming the messages it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.content import refuse_naive
from bot.ids import EventKey, PersonId


class Subject(StrEnum):
    """What a fact is about."""

    PROJECT = "project"
    DEADLINE = "deadline"
    REMINDER = "reminder"
    PERSON = "person"
    TERM = "term"
    PREFERENCE = "preference"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One attribute of one named thing, true from `valid_from` until `valid_to` (None: still).

    A newer fact retires an older one only on the same subject, name and attribute.
    """

    subject: Subject
    name: str
    attribute: str
    value: str
    sources: frozenset[EventKey]
    said_by: PersonId
    said_at: datetime
    valid_from: datetime
    valid_to: datetime | None = None
    confirmed: bool = False

    def __post_init__(self) -> None:
        for moment in filter(None, (self.said_at, self.valid_from, self.valid_to)):
            refuse_naive(moment)
        if not self.sources:
            raise ValueError("a fact names the messages it comes from")
