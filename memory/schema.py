"""A record as the payload of a Qdrant point, and back. One shape for Edge and for the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from bot.ids import (
    AccountId,
    ChatId,
    Conversation,
    EpisodeId,
    EventKey,
    MessageId,
    Platform,
    RecordId,
    SpaceId,
    ThreadId,
    record_id,
)
from bot.records import Origin, Record, Trust

SCHEMA = 3
"""Rises whenever what is stored of a record changes: the index is then built anew from the journal."""

DENSE = "dense"
SPARSE = "bm25"
SPACE = "space"
SIGNS = "signs"
PLACE = "place"

LOOKED_AT = 12
"""How many of the records that a search brings are held against their ids: as many as an answer looks at."""

Payload = Mapping[str, str | int]


def payload_of(record: Record) -> dict[str, str | int]:
    """All that a point carries besides its vectors."""
    where = record.origin.where
    return {
        SPACE: record.space,
        "text": storable(record.text),
        "key": str(record.origin.key),
        "platform": where.platform,
        "account": where.account,
        "chat": storable(where.chat),
        "thread": storable(where.thread or ""),
        "message": storable(record.origin.message),
        "part": record.part,
        "said_by": storable(record.said_by),
        "said_at": record.said_at.isoformat(),
        PLACE: record.place,
        "episode": str(record.episode),
        "trust": record.trust.value,
        "passed_by": storable(record.passed_by),
    }


def record_of(id: UUID, payload: Payload) -> Record:  # noqa: A002 -- the point's own name for it
    """The record that a payload tells of. Raises ValueError where there is none."""
    try:
        return _told(id, payload)
    except LookupError as error:
        raise ValueError(f"no {error} is stored") from error


def refuse_others(records: Sequence[Record]) -> None:
    """Raise ValueError where a payload is another record's: where one is, so are most, and some of them will do."""
    if any(record.id != record_id(record.origin.key, record.part) for record in records[:LOOKED_AT]):
        raise ValueError("what is stored is another's")


def _told(id: UUID, payload: Payload) -> Record:  # noqa: A002 -- as above
    where = _conversation(payload["platform"], payload["account"], payload["chat"], payload["thread"])
    return Record(
        id=RecordId(id),
        space=SpaceId(str(payload[SPACE])),
        text=str(payload["text"]),
        origin=Origin(key=EventKey(UUID(str(payload["key"]))), where=where, message=MessageId(str(payload["message"]))),
        part=int(payload["part"]),
        said_by=str(payload["said_by"]),
        said_at=datetime.fromisoformat(str(payload["said_at"])),
        place=int(payload[PLACE]),
        episode=_episode(str(payload["episode"])),
        trust=Trust(str(payload["trust"])),
        passed_by=str(payload["passed_by"]),
    )


# Of many hits most are of the same few: made once, they cost a third less.
@lru_cache(maxsize=1_000)
def _conversation(platform: object, account: object, chat: object, thread: object) -> Conversation:
    return Conversation(
        platform=Platform(str(platform)),
        account=AccountId(str(account)),
        chat=ChatId(str(chat)),
        thread=ThreadId(str(thread)) if thread else None,
    )


@lru_cache(maxsize=1_000)
def _episode(told: str) -> EpisodeId:
    return EpisodeId(UUID(told))


def storable(text: str) -> str:
    """Text as the index can hold it: half a surrogate pair becomes a mark. The journal has the original."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
