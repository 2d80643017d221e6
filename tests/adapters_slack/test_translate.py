"""Slack's events as ours, as a table; and what nobody should have sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.slack.fields import Raw
from bot.content import Attachment, AttachmentKind, Audience, Forwarded
from bot.events import MessageDeleted, MessageEdited, MessageReceived, Unreadable
from bot.ids import ChatId, MessageId, ThreadId, UserId
from tests.adapters_slack.told import RICH, TS, heard, message, said


@pytest.mark.parametrize(
    ("more", "ours", "audience"),
    [
        ({}, (), Audience.PRIVATE),
        ({"channel": "C1", "channel_type": "channel"}, (), Audience.OVERHEARD),
        ({"channel": "G1", "channel_type": "mpim"}, (), Audience.OVERHEARD),
        ({"channel": "C1", "channel_type": "channel", "text": "is it, <@U0ME>?"}, (), Audience.ADDRESSED),
        ({"channel": "C1", "type": "app_mention"}, (), Audience.ADDRESSED),
        ({"channel": "C1", "thread_ts": "1.000001"}, (("C1", "1.000001"),), Audience.ADDRESSED),
        ({"channel": "C1", "thread_ts": "2.000001"}, (("C1", "1.000001"),), Audience.OVERHEARD),
        ({"channel": "C2", "thread_ts": "1.000001"}, (("C1", "1.000001"),), Audience.OVERHEARD),
        ({"channel": "C1", "text": "", "blocks": RICH}, (), Audience.ADDRESSED),
        ({"channel": "C1", "text": "&lt;@U0ME&gt;"}, (), Audience.OVERHEARD),
    ],
)
def test_it_is_told_who_hears_it(more: Raw, ours: tuple[tuple[str, str], ...], audience: Audience) -> None:
    (event,) = heard(said(**more), frozenset(ours))
    assert isinstance(event, MessageReceived)
    assert event.audience is audience


def test_a_message_in_a_channel_stands_in_the_thread_that_it_begins() -> None:
    assert message(channel="C1").where.thread == ThreadId(TS)
    assert message(channel="C1", thread_ts="1.000001").where.thread == ThreadId("1.000001")
    assert message().where.thread is None
    assert message(thread_ts=TS).where.thread is None
    assert message(thread_ts="1.000001").where.thread == ThreadId("1.000001")
    assert message(thread_ts="1.000001").reply_to == MessageId("1.000001")


def test_a_mention_is_one_event_with_its_message() -> None:
    (event,) = heard(said(channel="C1", text="<@U0ME> hello"))
    (mention,) = heard(said(channel="C1", text="<@U0ME> hello", type="app_mention"))
    assert event.key == mention.key


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_what_people_say_is_heard_however_they_say_it(subtype: str) -> None:
    assert message(subtype=subtype).text == "hello"


@pytest.mark.parametrize(
    "event",
    [
        said(user="U0ME"),
        said(user="USLACKBOT"),
        said(bot_id="B1"),
        said(user=""),
        said(user=None),
        said(user={"id": "U1"}),
        said(subtype="bot_message"),
        said(subtype="channel_topic"),
        said(subtype="message_replied"),
        said(ts="abc"),
        said(ts=""),
        said(ts=7),
        said(ts="99999999999999999999.000000"),
        said(channel=""),
        said(channel=None),
        said(subtype="a_new_one", text=""),
        said(subtype="a_new_one", user="U0ME"),
        {"type": "channel_rename", "channel": {"id": "C1", "name": "new"}},
        {"type": "planet_aligned"},
        {"type": "reaction_added", "user": "U1", "item": {"type": "file", "file": "F1"}, "event_ts": TS},
        {"type": "reaction_added", "user": "U0ME", "item": {"channel": "D1", "ts": TS}, "event_ts": TS},
        {"type": "member_joined_channel"},
        {"type": "app_home_opened", "user": "U1", "tab": "messages", "event_ts": TS},
        {"type": "app_home_opened", "tab": "home", "event_ts": TS},
        {"type": "message", "subtype": "message_changed", "channel": "D1"},
        {"type": "message", "subtype": "message_deleted", "channel": "D1"},
        {
            "type": "message",
            "subtype": "message_deleted",
            "channel": "D1",
            "deleted_ts": TS,
            "previous_message": said(user="U0ME"),
        },
        {"type": 7},
        {},
    ],
)
def test_what_nobody_said_to_us_is_left_out(event: Raw) -> None:
    assert heard(event) == ()


def test_words_of_a_kind_that_nobody_knows_are_not_lost_without_a_trace() -> None:
    (event,) = heard(said(subtype="planet_message"))
    assert isinstance(event, Unreadable)
    assert '"hello"' in event.raw


@pytest.mark.parametrize(
    ("more", "audience"),
    [
        ({}, Audience.PRIVATE),
        ({"channel": "C1"}, Audience.OVERHEARD),
        ({"channel": "C1", "text": "is it, <@U0ME>?"}, Audience.ADDRESSED),
        ({"channel": "C1", "thread_ts": "1.000001"}, Audience.ADDRESSED),
    ],
)
def test_of_words_of_a_kind_that_nobody_knows_it_is_told_who_says_them_to_whom(more: Raw, audience: Audience) -> None:
    head = said(text="Quackenbush", user="U2", ts="1.000001")
    (event,) = heard(said(subtype="planet_message", root=head, **more), frozenset({("C1", "1.000001")}))
    assert isinstance(event, Unreadable)
    assert event.sender is not None
    assert (event.sender.id, event.audience) == (UserId("U1"), audience)
    assert "Quackenbush" not in event.raw


def test_an_edit_is_its_new_words_and_a_preview_is_none() -> None:
    change: Raw = {"type": "message", "subtype": "message_changed", "channel": "D1", "event_ts": "1795356009.000100"}
    edited = said(text="<@U0ME> red", edited={"user": "U1", "ts": "1795356005.000000"})
    (event,) = heard({**change, "message": edited, "previous_message": said()})
    assert isinstance(event, MessageEdited)
    assert (event.text, event.message, event.edit, event.audience) == ("red", TS, "1795356005.000000", Audience.PRIVATE)
    preview = said(attachments=[{"id": 1, "title": "A page", "from_url": "https://x.example"}])
    assert heard({**change, "message": preview, "previous_message": said()}) == ()


@pytest.mark.parametrize(
    ("channel", "words", "audience"),
    [
        ("D1", "hello", Audience.PRIVATE),
        ("C1", "hello", Audience.OVERHEARD),
        ("C1", "is it, <@U0ME>?", Audience.ADDRESSED),
    ],
)
def test_of_what_is_taken_back_it_is_told_whose_it_was_and_who_heard_it(
    channel: str, words: str, audience: Audience
) -> None:
    gone: Raw = {"type": "message", "subtype": "message_deleted", "channel": channel, "deleted_ts": TS}
    (event,) = heard({**gone, "event_ts": "1795356009.000100", "previous_message": said(text=words)})
    assert isinstance(event, MessageDeleted)
    assert event.sender is not None
    assert (event.sender.id, event.audience) == (UserId("U1"), audience)


def test_what_is_taken_back_without_a_word_of_what_it_was_has_no_sender() -> None:
    gone: Raw = {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": TS}
    (event,) = heard({**gone, "event_ts": "1795356009.000100"})
    assert isinstance(event, MessageDeleted)
    assert (event.sender, event.audience) == (None, Audience.OVERHEARD)


def test_files_are_described() -> None:
    files = [
        {"id": "F1", "name": "a.pdf", "mimetype": "application/pdf", "size": 5, "url_private": "https://x"},
        {"id": "F2", "mimetype": "image/png", "alt_txt": "a boat"},
        {"id": "F3", "mimetype": "audio/webm", "subtype": "slack_audio", "duration_ms": 1500},
        {"id": "F4", "mode": "tombstone"},
        {"id": "F5", "is_external": True, "external_url": "https://docs.example/1", "name": "Plan"},
        {"size": "huge"},
        {"id": "F6", "size": -1},
        None,
    ]
    kinds = [(each.kind, each.ref) for each in message(files=files, subtype="file_share").attachments]
    assert kinds == [
        (AttachmentKind.FILE, "F1"),
        (AttachmentKind.IMAGE, "F2"),
        (AttachmentKind.VOICE, "F3"),
        (AttachmentKind.LINK, "https://docs.example/1"),
        (AttachmentKind.FILE, "F6"),
    ]
    assert message(files=files).attachments[0] == Attachment(
        kind=AttachmentKind.FILE, ref="F1", media_type="application/pdf", name="a.pdf", size=5
    )


def test_somebody_elses_words_stay_somebody_elses() -> None:
    share = {"is_share": True, "author_id": "U2", "author_name": "Bob", "text": "the boat is &lt;red&gt;", "ts": TS}
    passed_on = message(text="", attachments=[share])
    assert passed_on.text == "the boat is <red>"
    at = datetime(2026, 11, 22, 15, 20, 0, 100, tzinfo=UTC)
    assert passed_on.forwarded is not None
    assert passed_on.forwarded.from_id == UserId("U2")
    assert passed_on.forwarded == Forwarded(from_name="Bob", from_id=UserId("U2"), sent_at=passed_on.at)
    stands = message(text="", attachments=[{**share, "channel_id": "C9"}]).forwarded
    assert stands
    assert (stands.where, stands.message) == (replace(passed_on.where, chat=ChatId("C9"), thread=ThreadId(TS)), TS)
    assert passed_on.at.tzinfo == at.tzinfo
    commented = message(text="look", attachments=[share])
    assert (commented.text, commented.forwarded) == ("look", None)
    assert "the boat" not in repr(commented)
