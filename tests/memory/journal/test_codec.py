"""What the journal writes it reads again, whatever people and platforms put in."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Attachment, AttachmentKind, Forwarded
from bot.errors import StoreDamaged
from bot.events import (
    ButtonPressed,
    ConversationMoved,
    Event,
    HomeOpened,
    LetIn,
    MembersChanged,
    Undecryptable,
    Unreadable,
)
from bot.ids import ChatId, MessageId, UserId
from bot.replies import Part, PartKind
from memory.journal.codec import bytes_to_event, bytes_to_part, event_to_bytes, part_to_bytes
from tests.builders import MORNING, chat, command, deleted, edited, message, reacted, sender

ANY_TEXT = st.text(st.characters(codec=None, categories=None))
# Of whole seconds: no zone has others, and Python reads an offset of a microsecond as none.
OFFSETS = st.integers(-23 * 3600, 23 * 3600).map(lambda seconds: timedelta(seconds=seconds))
MOMENTS = st.datetimes(timezones=st.one_of(st.just(UTC), OFFSETS.map(timezone)))
ATTACHMENTS = st.builds(
    Attachment,
    kind=st.sampled_from(AttachmentKind),
    ref=ANY_TEXT,
    caption=ANY_TEXT,
    name=st.none() | ANY_TEXT,
    size=st.none() | st.integers(),
    duration=st.none() | st.timedeltas(),
)
FORWARDED = st.none() | st.builds(Forwarded, from_name=st.none() | ANY_TEXT, sent_at=st.none() | MOMENTS)

EVENTS: list[Event] = [
    message(),
    edited(message(), "new"),
    deleted(message()),
    command("note", "milk"),
    reacted(message(), "+1", "heart"),
    ButtonPressed(where=chat(), press="1", on=MessageId("m"), sender=sender(), at=MORNING, value="yes"),
    MembersChanged(where=chat(), change="1", at=MORNING, joined=(UserId("u"), UserId("v"))),
    ConversationMoved(where=chat(), to=ChatId("new"), at=MORNING),
    LetIn(where=chat(), admission="1", sender=sender(""), at=MORNING),
    HomeOpened(where=chat(thread=""), opening="1", sender=sender(""), at=MORNING),
    Undecryptable(where=chat(thread="t"), message=MessageId("m"), at=MORNING),
    Unreadable(where=chat(), message=MessageId("m"), at=MORNING, raw="{"),
    Unreadable(where=chat(), message=MessageId("m"), delivery="2", at=MORNING, raw="\ud800", sender=sender()),
]


def test_every_kind_of_event_is_tried_here() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_every_kind_of_event_is_read_as_it_was_written(event: Event) -> None:
    assert bytes_to_event(event_to_bytes(event)) == event


@settings(max_examples=150, deadline=None)
@given(text=ANY_TEXT, name=ANY_TEXT, at=MOMENTS, attachments=st.lists(ATTACHMENTS, max_size=2), forwarded=FORWARDED)
def test_any_text_and_moment_is_read_as_it_was_written(
    text: str, name: str, at: datetime, attachments: list[Attachment], forwarded: Forwarded | None
) -> None:
    event = message(text, by=name, at=at, attachments=tuple(attachments), forwarded=forwarded)
    again = bytes_to_event(event_to_bytes(event))
    assert again == event
    assert again.at.isoformat() == at.isoformat()


@pytest.mark.parametrize("text", ["\ud800", "\udfff x", "\ud83d\ude00", "a\0b", "\u202e", "e" + "\u0301" * 10_000])
def test_what_platforms_really_send_is_kept_exactly(text: str) -> None:
    event = message(text)
    assert bytes_to_event(event_to_bytes(event)) == event


def test_an_old_local_time_keeps_the_seconds_of_its_offset() -> None:
    at = datetime(1880, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    assert bytes_to_event(event_to_bytes(message(at=at))).at.isoformat() == "1880-01-01T00:00:00+00:53:28"


@given(body=ANY_TEXT)
@settings(max_examples=50, deadline=None)
def test_a_part_is_read_as_it_was_written(body: str) -> None:
    for part in (Part(kind=PartKind.EDIT, body=body, target=MessageId("m")), Part(kind=PartKind.TEXT, body=body)):
        assert bytes_to_part(part_to_bytes(part)) == part


def test_an_entry_written_before_a_field_was_there_gets_its_default() -> None:
    event = message("short")
    assert b"forwarded" not in event_to_bytes(event)
    assert dataclasses.asdict(bytes_to_event(event_to_bytes(event)))["forwarded"] is None


def test_what_a_reply_quotes_in_an_older_entry_is_read_no_more() -> None:
    event = message("short")
    older = event_to_bytes(event).replace(b"{", b'{"quoted":"the code is 4711",', 1)
    assert bytes_to_event(older) == event


@pytest.mark.parametrize(
    "body", [b"", b"\0\0\0", b"{}", b"[]", b'{"kind":"received"}', b'{"kind":"unheard of"}', b"\xff"]
)
def test_bytes_that_are_no_event_are_called_damage(body: bytes) -> None:
    with pytest.raises(StoreDamaged, match="restore a backup"):
        bytes_to_event(body)
    with pytest.raises(StoreDamaged, match="restore a backup"):
        bytes_to_part(body)
