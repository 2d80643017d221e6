"""Who hears what is said, and whether it is meant for the bot."""

from __future__ import annotations

import pytest

from adapters.matrix.past import Earlier
from adapters.matrix.rooms import Rooms
from adapters.matrix.translate import events_of
from bot.content import Audience
from bot.events import (
    MessageReceived,
    Undecryptable,
)
from tests.adapters_matrix.events import (
    ADA,
    BEN,
    BOT,
    GROUP,
    NOW,
    event,
    message,
    one,
    remembering,
    reply,
    said,
    scene,
    thread,
)


@pytest.mark.parametrize(
    ("body", "content", "text"),
    [
        (f"{BOT} when?", {}, "when?"),
        (f"{BOT}: when?", {}, "when?"),
        ("Satchel: when?", {}, "when?"),
        ("satchel, when?", {}, "when?"),
        ("@Satchel when?", {}, "when?"),
        ("  Satchel:when?", {}, "when?"),
        ("Satchel when?", {"m.mentions": {"user_ids": [BOT]}}, "when?"),
        ("when, Satchel?", {"m.mentions": {"user_ids": [BOT]}}, "when, Satchel?"),
        ("/ask when?", {}, "/ask when?"),
        ("/ASK", {}, "/ASK"),
        ("!satchel ask when?", {}, "/ask when?"),
        ("!satchel when?", {}, "when?"),
        ("!satchel", {}, "/help"),
        ("!satchel Help", {}, "/Help"),
        ("!satchel remnid", {}, "/remnid"),
        ("!satchel remnid me", {}, "remnid me"),
        ("!SATCHEL   note  two  words", {}, "/note  two  words"),
        (f"{BOT}", {}, ""),
    ],
)
def test_in_a_group_what_calls_us_is_for_us_and_our_name_is_cut_off(
    body: str, content: dict[str, object], text: str
) -> None:
    found = events_of(said(body, content), scene(*GROUP))
    assert [(each.text, each.audience) for each in found if isinstance(each, MessageReceived)] == (
        [(text, Audience.ADDRESSED)] if text else []
    )


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("Satchel is great", {}),
        ("Satchels: great", {}),
        ("and/or", {}),
        ("/ not a command", {}),
        ("/123", {}),
        ("/etc/hosts is broken", {}),
        ("/etc is broken", {}),
        ("/asking", {}),
        ("!satchelry", {}),
        ("hello", {"m.mentions": {"user_ids": BOT}}),
        ("hello", {"m.mentions": [BOT]}),
        ("hello", {"m.mentions": {"room": True}}),
        ("hello", {"m.relates_to": "nothing"}),
        ("hello", {"m.relates_to": {"m.in_reply_to": {"event_id": "$bens"}}}),
        ("hello", {"m.relates_to": {"m.in_reply_to": {"event_id": "$unknown"}}}),
        ("hello", {"m.relates_to": {"rel_type": "m.thread", "event_id": "$bens"}}),
    ],
)
def test_in_a_group_everything_else_is_overheard(body: str, content: dict[str, object]) -> None:
    found = message(said(body, content), scene(*GROUP, past=remembering(bens=BEN)))
    assert (found.text, found.audience) == (body, Audience.OVERHEARD)


@pytest.mark.parametrize(
    ("relation", "heard_in", "reply_to"),
    [
        (reply("$ours"), None, "$ours"),
        (thread("$ours"), "$ours", None),
        (thread("$answered"), "$answered", None),
        (thread("$bens", **{"m.in_reply_to": {"event_id": "$ours"}}), "$bens", "$ours"),
    ],
)
def test_in_a_group_a_reply_to_us_and_a_thread_of_ours_are_for_us(
    relation: dict[str, object], heard_in: str | None, reply_to: str | None
) -> None:
    past = remembering(ours=BOT, bens=BEN)
    past.saw("$answered", Earlier(sender=BEN, answered=True))
    found = message(said("and when?", relation), scene(*GROUP, past=past))
    assert (found.audience, found.where.thread, found.reply_to) == (Audience.ADDRESSED, heard_in, reply_to)


def test_that_somebody_called_us_in_a_thread_makes_it_none_of_ours() -> None:
    past = remembering()
    past.saw("$called", Earlier(sender=BEN, calls_us=True))
    found = message(said("between us two", thread("$called")), scene(*GROUP, past=past))
    assert found.audience is Audience.OVERHEARD


def test_a_reply_in_a_thread_that_is_only_there_for_old_programs_is_none() -> None:
    falling_back = thread("$bens", is_falling_back=True, **{"m.in_reply_to": {"event_id": "$ours"}})
    found = message(said("hello", falling_back), scene(*GROUP, past=remembering(ours=BOT, bens=BEN)))
    assert (found.reply_to, found.audience) == (None, Audience.OVERHEARD)


@pytest.mark.parametrize(
    ("others", "relation", "audience", "heard_in"),
    [
        ((ADA,), {}, Audience.PRIVATE, None),
        (GROUP, reply("$ours"), Audience.ADDRESSED, None),
        (GROUP, thread("$ours"), Audience.ADDRESSED, "$ours"),
        (GROUP, thread("$answered"), Audience.ADDRESSED, "$answered"),
    ],
)
def test_of_what_is_closed_it_is_told_who_sent_it_where_it_is_for_us(
    others: tuple[str, ...], relation: dict[str, object], audience: Audience, heard_in: str | None
) -> None:
    past = remembering(ours=BOT)
    past.saw("$answered", Earlier(sender=BEN, answered=True))
    raw = dict(event("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "…", **relation}))
    found = one(raw, scene(*others, past=past))
    assert isinstance(found, Undecryptable)
    assert found.sender is not None
    assert (found.sender.id, found.sender.name) == (ADA, "Ada")
    assert (found.audience, found.where.thread, found.at) == (audience, heard_in, NOW)


@pytest.mark.parametrize("relation", [{}, reply("$bens"), thread("$bens"), {"m.mentions": {"user_ids": [BOT]}}])
def test_of_what_is_closed_in_a_group_nothing_is_told_where_nobody_can_tell_that_it_is_for_us(
    relation: dict[str, object],
) -> None:
    raw = dict(event("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "…", **relation}))
    assert events_of(raw, scene(*GROUP, past=remembering(bens=BEN))) == ()


def test_what_is_closed_is_told_of_once_an_hour() -> None:
    early = [one(event("m.room.encrypted", {}, origin_server_ts=stamp)) for stamp in (1, 10**12)]
    assert len({each.key for each in early}) == 1


@pytest.mark.parametrize(
    ("tombstone", "predecessor", "moved"),
    [
        ("!new", {"room_id": "!old"}, "!new"),
        ("!new", {"room_id": "!other"}, ""),
        ("!new", "!old", ""),
        ("!new", None, ""),
        ("!elsewhere", {"room_id": "!old"}, ""),
        ({"room": "!new"}, {"room_id": "!old"}, ""),
    ],
)
def test_a_room_goes_on_only_where_both_rooms_say_so(tombstone: object, predecessor: object, moved: str) -> None:
    rooms = Rooms()
    rooms["!old"].apply(event("m.room.tombstone", {"replacement_room": tombstone}, state_key=""))
    assert rooms.successor("!old") == ""
    rooms["!new"].apply(event("m.room.create", {"predecessor": predecessor}, state_key=""))
    assert rooms.successor("!old") == moved
    assert rooms.successor("!new") == ""
