"""An event of Slack's, and what the adapter makes of it."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.slack.addresses import Myself
from adapters.slack.fields import Raw
from adapters.slack.reading import Names
from adapters.slack.translate import Known, events_of
from bot.events import Event, MessageReceived
from bot.ids import AccountId
from memory.journal.codec import bytes_to_event, event_to_bytes

ME = Myself(account=AccountId("T1"), user="U0ME", name="satchel", workspace="https://peer.slack.com/")
NAMES = Names(people={"U1": "Ada", "U2": "Bob", "U0ME": "satchel"}, channels={"C9": "boats"})
NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
TS = "1795356000.000100"

LEAVES = [
    {"type": "user", "user_id": "U0ME"},
    {"type": "text", "text": " a <b> & c ", "style": {"bold": True}},
    {"type": "link", "url": "https://x.example/?a&b", "text": "here"},
    {"type": "channel", "channel_id": "C9"},
    {"type": "broadcast", "range": "here"},
    {"type": "emoji", "name": "boat", "unicode": "26f5"},
    {"type": "emoji", "name": "custom"},
    {"type": "unknown"},
]
RICH = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": LEAVES}]}]
"""Blocks that mention us, and hold one of each."""


def heard(event: Raw, ours: frozenset[tuple[str, str]] = frozenset()) -> tuple[Event, ...]:
    """What an event tells; whatever it is, the journal can hold it."""
    events = events_of({"event": event, "event_id": "Ev1"}, ME, Known(names=NAMES, ours=ours), NOW)
    assert tuple(bytes_to_event(event_to_bytes(each)) for each in events) == events
    return events


def said(**more: object) -> Raw:
    """A message of Ada's in the direct conversation, with these fields."""
    return {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": TS, "text": "hello", **more}


def message(**more: object) -> MessageReceived:
    (event,) = heard(said(**more))
    assert isinstance(event, MessageReceived)
    return event
