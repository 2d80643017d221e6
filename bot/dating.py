"""Moments that every zone can tell. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.events import Event, MessageReceived

EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


def dated(event: Event) -> Event:
    """The event within these: at the ends of the calendar a moment cannot be told in another zone."""
    if isinstance(event, MessageReceived):
        return dated_message(event)
    return event if EARLIEST <= event.at <= LATEST else replace(event, at=_within(event.at))


def dated_message(message: MessageReceived) -> MessageReceived:
    """The same of a message, and of the moment when what it passes on was said."""
    other = message.forwarded
    sent_at = _within(other.sent_at) if other and other.sent_at else None
    if other and sent_at != other.sent_at:
        message = replace(message, forwarded=replace(other, sent_at=sent_at))
    return message if EARLIEST <= message.at <= LATEST else replace(message, at=_within(message.at))


def _within(at: datetime) -> datetime:
    return min(max(at, EARLIEST), LATEST)
