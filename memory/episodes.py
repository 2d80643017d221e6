"""Cuts a conversation into episodes: bursts of messages that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.ids import EpisodeId, EventKey, episode_id

SILENCE = timedelta(minutes=60)
LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An episode so far; `last` is when its newest message was said, in seconds since 1970 (UTC)."""

    id: EpisodeId
    last: float
    size: int


def episode_with(key: EventKey, said_at: float, before: Episode | None) -> Episode:
    """The episode that a message belongs to, `before` being that of its conversation's previous message.

    Clocks jump backwards too (an import, a phone set right), so only the distance in time counts.
    """
    if before is None or before.size >= LONGEST or abs(said_at - before.last) > SILENCE.total_seconds():
        return Episode(id=episode_id(key), last=said_at, size=1)
    return Episode(id=before.id, last=said_at, size=before.size + 1)
