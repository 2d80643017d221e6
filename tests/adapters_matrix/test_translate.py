"""What homeservers tell, as events: a table of everything, hostile things too."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta

import pytest

from adapters.matrix.past import Earlier, Past
from adapters.matrix.translate import events_of
from bot.content import Audience
from bot.events import (
    MessageDeleted,
    MessageEdited,
    MessageReceived,
    ReactionChanged,
    Unreadable,
)
from tests.adapters_matrix.events import (
    ADA,
    BEN,
    BOT,
    EVE,
    GROUP,
    NOW,
    SAID_AT,
    edit,
    event,
    member,
    message,
    one,
    remembering,
    reply,
    said,
    scene,
    thread,
)


def test_a_text_says_who_where_when_and_what() -> None:
    raw = said("The lease ends in June")
    found = message(raw)
    assert (found.message, found.sender.id, found.sender.name) == (raw["event_id"], ADA, "Ada")
    assert (found.text, found.audience) == ("The lease ends in June", Audience.PRIVATE)
    assert found.at == datetime.fromtimestamp(SAID_AT / 1000, UTC)
    assert found.where.thread is None


def test_the_same_event_has_the_same_key_in_or_out_of_a_thread() -> None:
    raw = said("one", thread("$root"))
    assert message(raw).where.thread == "$root"
    assert message(raw).key == message({**raw, "content": {"msgtype": "m.text", "body": "one"}}).key


@pytest.mark.parametrize(
    "raw",
    [
        said("mine", sender=BOT),
        event("m.room.message", {"msgtype": "m.notice", "body": "I am a bot, too"}),
        event("org.example.unknown", {"body": "?"}),
        event("m.room.topic", {"topic": "?"}, state_key=""),
        event("m.room.message", {"msgtype": "m.text", "body": "state"}, state_key=""),
        event("m.room.message", {}, unsigned={"redacted_because": {"type": "m.room.redaction"}}),
        event("m.room.encrypted", {}, unsigned={"redacted_because": {"type": "m.room.redaction"}}),
        event("m.reaction", {"m.relates_to": "nothing"}),
        event("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": 5, "key": ["x"]}}),
        event("m.room.redaction", {}),
        event("m.room.redaction", {}, redacts=[1]),
        {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "nobody said it"}, "event_id": "$1"},
        {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "it has no id"}, "sender": ADA},
        {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "x"}, "sender": {}, "event_id": "$1"},
        {"type": ["m.room.message"], "content": [], "sender": ADA, "event_id": "$1"},
        said(""),
        member(ADA, "join", before="join", name="Ada the Great"),
        member(BEN, "leave", before="invite"),
    ],
)
def test_what_is_not_for_us_or_says_nothing_is_left_out(raw: dict[str, object]) -> None:
    assert events_of(raw, scene(ADA)) == ()


@pytest.mark.parametrize(
    "content",
    [
        {"msgtype": "m.text"},
        {"msgtype": "m.text", "body": ["a", "list"]},
        {"msgtype": "m.text", "body": 5},
        {"body": None},
        {
            "msgtype": "m.text",
            "body": "* x",
            "m.new_content": "x",
            "m.relates_to": {"rel_type": "m.replace", "event_id": "$m"},
        },
    ],
)
def test_words_that_cannot_be_read_are_kept_as_they_came(content: dict[str, object]) -> None:
    found = one(event("m.room.message", content), scene(ADA, past=remembering(m=ADA)))
    assert isinstance(found, Unreadable)
    assert "m.room.message" in found.raw


@pytest.mark.parametrize(
    ("others", "content", "audience"),
    [
        ((ADA,), {}, Audience.PRIVATE),
        (GROUP, {}, Audience.OVERHEARD),
        (GROUP, {"m.mentions": {"user_ids": [BOT]}}, Audience.ADDRESSED),
        (GROUP, reply("$ours"), Audience.ADDRESSED),
        (GROUP, thread("$ours"), Audience.ADDRESSED),
    ],
)
def test_of_words_that_cannot_be_read_it_is_told_who_says_them_to_whom(
    others: tuple[str, ...], content: dict[str, object], audience: Audience
) -> None:
    answered = {"m.relations": {"m.thread": {"latest_event": said("Quackenbush", sender=BEN)}}}
    raw = event("m.room.message", {"msgtype": "m.text", "body": 5, **content}, unsigned=answered)
    found = one(raw, scene(*others, past=remembering(ours=BOT)))
    assert isinstance(found, Unreadable)
    assert found.sender is not None
    assert (found.sender.id, found.audience, found.message) == (ADA, audience, raw["event_id"])
    assert found.where.thread == ("$ours" if content == thread("$ours") else None)
    assert "Quackenbush" not in found.raw


def test_edits_that_cannot_be_read_are_of_the_message_that_they_change_and_each_has_its_key() -> None:
    past = remembering(m=ADA)
    past.saw("$m", Earlier(sender=ADA, calls_us=True))
    where = scene(*GROUP, past=past)
    first, second = (one(edit("$m", 5), where) for _ in range(2))
    assert isinstance(first, Unreadable)
    assert (first.message, first.audience) == ("$m", Audience.ADDRESSED)
    assert first.key != second.key


@pytest.mark.parametrize(
    "stamp", [None, "soon", -1, 0, True, 1.5, 10**30, int((NOW + timedelta(days=2)).timestamp()) * 1000]
)
def test_a_time_that_cannot_be_is_now(stamp: object) -> None:
    assert message({**said("when?"), "origin_server_ts": stamp}).at == NOW


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("> <@ben:hs.example> the old words\n> more\n\nmy own", "my own"),
        ("> * <@ben:hs.example> waves\n\nmy own", "my own"),
        ("> a quotation of my own", "> a quotation of my own"),
        ("> <@ben:hs.example> only old words", ""),
        ("my own", "my own"),
    ],
)
def test_what_a_reply_repeats_of_others_is_cut_off(body: str, text: str) -> None:
    found = events_of(said(body, reply("$earlier")), scene(ADA))
    assert [each.text for each in found if isinstance(each, MessageReceived)] == ([text] if text else [])


def test_html_is_never_read() -> None:
    raw = said("plain", {"formatted_body": "<mx-reply>x</mx-reply><script>y</script><img src=z>"})
    assert message(raw).text == "plain"


def test_an_emote_is_told_of_its_sender() -> None:
    assert message(event("m.room.message", {"msgtype": "m.emote", "body": "likes tea"})).text == "Ada likes tea"


def test_an_edit_carries_the_new_words_and_which_edit_it_is() -> None:
    raw = edit("$m", "The lease ends in July")
    found = one(raw, scene(ADA, past=remembering(m=ADA)))
    assert isinstance(found, MessageEdited)
    assert (found.message, found.text, found.sender.id) == ("$m", "The lease ends in July", ADA)
    assert isinstance(raw, dict)
    assert found.edit == raw["event_id"]


@pytest.mark.parametrize("past", [remembering(m=BOT), remembering(m=EVE)])
def test_nobody_puts_other_words_into_anybodys_mouth(past: Past) -> None:
    raw = edit("$m", "forged")
    assert isinstance(raw, dict)
    assert events_of(raw, scene(*GROUP, past=past)) == ()


@pytest.mark.parametrize("past", [Past(), remembering(m="")])
def test_an_edit_of_what_nobody_tells_us_of_is_told(past: Past) -> None:
    found = one(edit("$m", "The lease ends in July"), scene(*GROUP, past=past))
    assert isinstance(found, MessageEdited)
    assert (found.message, found.sender.id, found.audience) == ("$m", ADA, Audience.OVERHEARD)


@pytest.mark.parametrize(
    "raw", [event("m.room.redaction", {}, redacts="$m"), event("m.room.redaction", {"redacts": "$m"})]
)
def test_what_is_taken_back_is_deleted(raw: dict[str, object]) -> None:
    found = one(raw)
    assert isinstance(found, MessageDeleted)
    assert found.message == "$m"
    assert found.sender is not None
    assert (found.sender.id, found.audience) == (ADA, Audience.PRIVATE)


@pytest.mark.parametrize(
    ("past", "audience"),
    [
        (Past(), Audience.OVERHEARD),
        (remembering(m=ADA), Audience.OVERHEARD),
        (Past(messages=OrderedDict({"$m": Earlier(sender=ADA, calls_us=True)})), Audience.ADDRESSED),
    ],
)
def test_what_is_taken_back_in_a_group_was_for_us_only_if_it_called_us(past: Past, audience: Audience) -> None:
    found = one(event("m.room.redaction", {}, redacts="$m"), scene(*GROUP, past=past))
    assert isinstance(found, MessageDeleted)
    assert found.audience is audience


def test_reactions_add_up_and_are_taken_back_one_by_one() -> None:
    where = scene(ADA)

    def react(shown: str) -> dict[str, object]:
        relation = {"rel_type": "m.annotation", "event_id": "$m", "key": shown}
        return dict(event("m.reaction", {"m.relates_to": relation}))

    first, second = react("👍"), react("❤")
    undo = dict(event("m.room.redaction", {}, redacts=first["event_id"]))
    found = [one(raw, where) for raw in (first, second, undo)]
    assert [each.reactions for each in found if isinstance(each, ReactionChanged)] == [("👍",), ("👍", "❤"), ("❤",)]
    assert len({each.key for each in found}) == 3
    assert {each.message for each in found if isinstance(each, ReactionChanged)} == {"$m"}
