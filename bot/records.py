"""What memory holds and how it is asked: records, scopes, questions and hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.content import refuse_naive
from bot.ids import Conversation, EpisodeId, EventKey, MessageId, RecordId, SpaceId


class Trust(StrEnum):
    """Whose words a text is. It never rises."""

    OWN = "own"
    OTHERS = "others"
    FETCHED = "fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The message that something came from: what an answer cites."""

    key: EventKey
    where: Conversation
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One message as it is handed to memory, before it is cut into records.

    `place` is the conversation's number in the journal << 32 | the message's position there, counted
    from 0: neighbours in talk have neighbouring places. `episode` names the burst of messages that it
    belongs to. Both come from the journal, so that a rebuilt index equals the first one. `said_by` and `said_at`
    tell whose words it is and when they were said; `passed_by` who passed them on to us, "" where it is theirs.
    """

    origin: Origin
    space: SpaceId
    text: str
    said_by: str
    said_at: datetime
    place: int
    episode: EpisodeId
    trust: Trust = Trust.OWN
    passed_by: str = ""

    def __post_init__(self) -> None:
        refuse_naive(self.said_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One findable piece of a message (a long one has several, told apart by `part`); its fields are its note's."""

    id: RecordId
    space: SpaceId
    text: str
    origin: Origin
    part: int
    said_by: str
    said_at: datetime
    place: int
    episode: EpisodeId
    trust: Trust
    passed_by: str = ""

    def __post_init__(self) -> None:
        refuse_naive(self.said_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The spaces that a read may see. Never empty: there is no unscoped read."""

    spaces: frozenset[SpaceId]

    def __post_init__(self) -> None:
        if not self.spaces:
            raise ValueError("a scope names at least one space")

    @classmethod
    def of(cls, *spaces: SpaceId) -> Scope:
        return cls(spaces=frozenset(spaces))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for. `asked_at` carries the asker's zone: "yesterday" is read against it.

    `asker`: the name that their own messages bear here, "" if unknown: "what did I say?" looks for those.
    """

    text: str
    asked_at: datetime
    asker: str = ""

    def __post_init__(self) -> None:
        refuse_naive(self.asked_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that may answer a question.

    `score` orders the hits of one question and means nothing beyond it. `coverage` is the share
    (0 to 1) of the question's weighted words that the record holds; `similarity` the cosine (-1 to 1)
    of question and record, or 0 where neither vector is known. `on_time`: whether it was said in, or speaks of, the
    time that the question names; None where it names none, or no hit is of it. The `coverage` of what is on time is
    of the words that say no time: 1 where there are none. `by_asked`: whether it is by whom the question asks to have
    said it, or speaks of them; None where it asks for nobody's words.
    """

    record: Record
    score: float
    coverage: float
    similarity: float
    on_time: bool | None = None
    by_asked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Messages that cannot be found yet: how many, or at least how many, and why (a fault's text, "" if unknown)."""

    messages: int
    at_least: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """How many messages there are, or at least are, of what a question names by nothing but its time or its speaker."""

    messages: int
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What was found, best first, and what kept this very search from being complete.

    `missing`: messages of the scope that could not be found; None where all could. `unread`: why a model could not
    read the question, so that its words alone were looked for (a fault's text); "" where it could. `then`: the
    question names only when something was said, or by whom: the hits are the newest of those, newest first.
    """

    hits: tuple[Hit, ...] = ()
    missing: Missing | None = None
    unread: str = ""
    then: Then | None = None
