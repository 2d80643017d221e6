"""Of what the library cannot read it is still told who said it to whom, and nobody else's words are kept with it."""

from __future__ import annotations

import json

import pytest

from bot.content import Audience
from bot.events import Event, Unreadable
from bot.ids import MessageId
from tests.adapters_telegram.scene import Scene
from tests.peers.telegram.wire import Json, JsonValue
from tests.peers.telegram.world import Chat

CRAB = "@satchel_bot"


def unread(scene: Scene, where: Chat, text: str, **more: JsonValue) -> Unreadable:
    """A message of Ada's with a date that is none."""
    return _unreadable(scene.events(scene.peer.raw({"message": {**spoilt(scene, where, text), **more}})))


def spoilt(scene: Scene, where: Chat, text: str) -> Json:
    return {"message_id": 9, "date": "now", "chat": where.wire(), "from": scene.ada.wire(), "text": text}


def _unreadable(events: tuple[Event, ...]) -> Unreadable:
    (event,) = events
    assert isinstance(event, Unreadable)
    return event


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_who_spoke_where_is_told(scene: Scene, kind: str) -> None:
    event = _unreadable(scene.events(scene.peer.raw({kind: spoilt(scene, scene.private, "the boat is blue")})))
    assert event.where == scene.address(scene.private)
    assert event.message == MessageId("9")
    assert event.sender is not None
    assert (event.sender.id, event.sender.name) == (str(scene.ada.id), "Ada")
    assert event.audience is Audience.PRIVATE
    assert "the boat is blue" in event.raw


def test_an_edit_of_a_message_has_another_key_than_the_message_and_the_next_edit(scene: Scene) -> None:
    said = spoilt(scene, scene.private, "blue")
    events = [
        _unreadable(scene.events(scene.peer.raw({kind: said})))
        for kind in ("message", "edited_message", "edited_message")
    ]
    assert len({event.key for event in events}) == 3
    update = scene.last
    assert _unreadable(scene.events(update)).key == _unreadable(scene.events(update)).key == events[-1].key


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("hello all", Audience.OVERHEARD),
        (f"when, {CRAB}?", Audience.ADDRESSED),
        ("@Satchel_Bot when?", Audience.ADDRESSED),
        ("@satchel_bottle when?", Audience.OVERHEARD),
        ("ada@satchel_bot when?", Audience.OVERHEARD),
        ("/help me", Audience.ADDRESSED),
        ("/help@satchel_bot", Audience.ADDRESSED),
        ("/help@other_bot", Audience.OVERHEARD),
        ("/roll", Audience.OVERHEARD),
    ],
)
def test_in_a_group_it_is_told_what_is_meant_for_us(scene: Scene, text: str, audience: Audience) -> None:
    assert unread(scene, scene.group, text).audience is audience
    assert unread(scene, scene.group, "", caption=text).audience is audience


def test_a_reply_to_us_is_meant_for_us_and_the_words_it_answers_are_not_kept(scene: Scene) -> None:
    ours: Json = {"message_id": 3, "from": scene.peer.me.wire(), "text": "In June."}
    theirs: Json = {"message_id": 4, "from": scene.bob.wire(), "text": "Quackenbush"}
    assert unread(scene, scene.group, "sure?", reply_to_message=ours).audience is Audience.ADDRESSED
    to_bob = unread(scene, scene.group, f"{CRAB} sure?", reply_to_message=theirs, quote={"text": "Quacken"})
    assert unread(scene, scene.group, "sure?", reply_to_message=theirs).audience is Audience.OVERHEARD
    assert to_bob.audience is Audience.ADDRESSED
    assert "sure?" in to_bob.raw
    assert "Quacken" not in to_bob.raw


def test_it_is_answered_in_its_topic_and_the_topics_opening_is_no_message_to_us(scene: Scene) -> None:
    opening: Json = {"message_id": scene.topic, "from": scene.peer.me.wire()}
    event = unread(
        scene, scene.forum, "hi", message_thread_id=scene.topic, is_topic_message=True, reply_to_message=opening
    )
    assert event.where == scene.address(scene.forum, scene.topic)
    assert event.audience is Audience.OVERHEARD


@pytest.mark.parametrize(
    "more",
    [
        {"from": None},
        {"from": {"id": "7"}},
        {"from": {"id": True}},
        {"from": {"id": 7, "is_bot": True}},
        {"sender_chat": {"id": -100, "type": "supergroup"}},
        {"chat": None},
        {"chat": {"type": "private"}},
        {"chat": {"id": "here", "type": "private"}},
    ],
    ids=str,
)
def test_where_nobody_can_tell_who_or_where_there_is_no_sender(scene: Scene, more: Json) -> None:
    assert unread(scene, scene.private, "hello", **more).sender is None


def test_what_is_no_message_has_no_sender(scene: Scene) -> None:
    tap: Json = {"id": "1", "from": {**scene.ada.wire(), "id": "x"}, "message": {"text": "blue"}}
    assert _unreadable(scene.events(scene.peer.raw({"callback_query": tap}))).sender is None


def test_of_things_too_deep_within_each_other_nobody_is_told_that_they_are_kept(scene: Scene) -> None:
    deep: JsonValue = "x"
    for _ in range(5_000):
        deep = [deep]
    event = unread(scene, scene.private, "hello", venue=deep)
    assert event.sender is None


def test_a_deep_chain_of_replies_costs_none_of_the_senders_words(scene: Scene) -> None:
    deep: Json = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "group"}}
    for _ in range(2_000):
        deep = {**deep, "reply_to_message": deep}
    event = unread(scene, scene.private, "the boat is blue", reply_to_message=deep)
    assert event.sender is not None
    assert json.loads(event.raw)["message"]["text"] == "the boat is blue"
