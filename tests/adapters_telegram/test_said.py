"""What people say becomes events: who, where, to whom, in answer to what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.content import Attachment, AttachmentKind, Audience
from bot.events import MessageEdited, MessageReceived, Unreadable
from bot.ids import UserId
from tests.adapters_telegram.scene import Scene
from tests.peers.telegram import (
    Audio,
    Contact,
    Document,
    FromChannel,
    FromChat,
    FromHidden,
    FromUser,
    Location,
    Photo,
    Poll,
    Sticker,
    Video,
    Voice,
)
from tests.peers.telegram.attached import Attached, Origin
from tests.peers.telegram.wire import Json, JsonValue

CRAB = "@satchel_bot"


@pytest.mark.parametrize(
    ("text", "meant", "told"),
    [
        ("hello all", Audience.OVERHEARD, "hello all"),
        (f"{CRAB} when?", Audience.ADDRESSED, "when?"),
        (f"{CRAB}, when?", Audience.ADDRESSED, "when?"),
        (f"{CRAB}\nwhen?", Audience.ADDRESSED, "when?"),
        ("@Satchel_Bot: when?", Audience.ADDRESSED, "when?"),
        (f"when, {CRAB}?", Audience.ADDRESSED, f"when, {CRAB}?"),
        (CRAB, Audience.ADDRESSED, ""),
        ("@satchel_bot_2 when?", Audience.OVERHEARD, "@satchel_bot_2 when?"),
        ("@satchel_bottle when?", Audience.OVERHEARD, "@satchel_bottle when?"),
        ("🦀🦀 @satchel_bot when?", Audience.ADDRESSED, "🦀🦀 @satchel_bot when?"),
        ("/help", Audience.ADDRESSED, "/help"),
        ("/help@satchel_bot", Audience.ADDRESSED, "/help@satchel_bot"),
        ("/help@other_bot", Audience.OVERHEARD, "/help@other_bot"),
        ("/roll", Audience.OVERHEARD, "/roll"),
        ("/roll@satchel_bot", Audience.ADDRESSED, "/roll@satchel_bot"),
        ("/start", Audience.ADDRESSED, "/start"),
        ("that is what /help tells", Audience.OVERHEARD, "that is what /help tells"),
    ],
)
def test_in_a_group_it_is_told_what_is_meant_for_us(scene: Scene, text: str, meant: Audience, told: str) -> None:
    message = scene.message(scene.peer.says(scene.ada, scene.group, text))
    assert (message.audience, message.text) == (meant, told)


def test_in_a_private_chat_all_is_meant_for_us(scene: Scene) -> None:
    message = scene.message(scene.peer.says(scene.ada, scene.private, "hello", at=1_700_000_000))
    assert message == MessageReceived(
        where=scene.address(scene.private),
        message=message.message,
        sender=message.sender,
        at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        text="hello",
        audience=Audience.PRIVATE,
    )
    assert (message.sender.id, message.sender.name) == (str(scene.ada.id), "Ada")


def test_a_reply_to_us_is_meant_for_us_and_says_what_it_answers_but_not_in_which_words(scene: Scene) -> None:
    ours = scene.peer.says(scene.peer.me, scene.group, "In June.")
    theirs = scene.peer.says(scene.bob, scene.group, "in June, they say")
    to_us = scene.message(scene.peer.says(scene.ada, scene.group, "sure?", reply_to=ours.message_id))
    to_bob = scene.message(
        scene.peer.says(scene.ada, scene.group, "sure?", reply_to=theirs.message_id, quote="they say")
    )
    assert (to_us.audience, to_us.reply_to) == (Audience.ADDRESSED, str(ours.message_id))
    assert (to_bob.audience, to_bob.reply_to) == (Audience.OVERHEARD, str(theirs.message_id))
    assert "they say" not in repr(to_bob)


def test_a_topic_is_a_thread_and_its_opening_is_answered_by_nobody(scene: Scene) -> None:
    said = scene.message(scene.peer.says(scene.ada, scene.forum, f"{CRAB} hoist", thread=scene.topic))
    assert said.where == scene.address(scene.forum, scene.topic)
    assert said.reply_to is None


def test_a_topic_that_we_opened_does_not_make_all_in_it_meant_for_us(scene: Scene) -> None:
    ours = scene.peer.topic(scene.peer.me, scene.forum, "News")
    said = scene.message(scene.peer.says(scene.ada, scene.forum, "hoist", thread=ours))
    assert said.audience is Audience.OVERHEARD


def test_in_a_plain_supergroup_a_thread_of_replies_is_no_thread(scene: Scene) -> None:
    first = scene.peer.says(scene.ada, scene.supergroup, "hello")
    said = scene.message(
        scene.peer.says(scene.bob, scene.supergroup, f"{CRAB} hi", reply_to=first.message_id, thread=first.message_id)
    )
    assert said.where == scene.address(scene.supergroup)
    assert said.reply_to == str(first.message_id)


@pytest.mark.parametrize("who", ["bot", "me", "anonymous", "channel"])
def test_nobody_who_is_no_person_is_heard(scene: Scene, who: str) -> None:
    channel = scene.peer.channel("News", scene.ada)
    match who:
        case "bot":
            said = scene.peer.says(scene.peer.person("Other", is_bot=True), scene.group, f"{CRAB} hi")
        case "me":
            said = scene.peer.says(scene.peer.me, scene.group, "hi")
        case "anonymous":
            said = scene.peer.says(scene.ada, scene.supergroup, f"{CRAB} hi", as_chat=scene.supergroup)
        case _:
            said = scene.peer.says(scene.ada, scene.supergroup, f"{CRAB} hi", as_chat=channel)
    assert scene.events(said) == ()


def test_what_a_channel_posts_into_its_discussion_group_is_nobodys(scene: Scene) -> None:
    channel = scene.peer.channel("News", scene.ada)
    message: Json = {"message_id": 9, "date": 1, "chat": scene.supergroup.wire(), "text": f"{CRAB} extra, extra"}
    message |= {"from": {"id": 777_000, "is_bot": False, "first_name": "Telegram"}, "sender_chat": channel.wire()}
    assert scene.events(scene.peer.raw({"message": message})) == ()


def test_a_message_of_nobody_is_nobodys(scene: Scene) -> None:
    assert scene.events(scene.peer.says_without(scene.ada, scene.private, "hi", "from")) == ()


@pytest.mark.parametrize("missing", ["chat", "date", "message_id"])
def test_what_lacks_what_it_needs_is_kept_as_unreadable(scene: Scene, missing: str) -> None:
    (event,) = scene.events(scene.peer.says_without(scene.ada, scene.private, "the boat is blue", missing))
    assert isinstance(event, Unreadable)
    assert "the boat is blue" in event.raw


def test_an_update_of_a_kind_that_nobody_knows_is_nothing(scene: Scene) -> None:
    assert scene.events(scene.peer.unknown()) == ()


@pytest.mark.parametrize(
    "message",
    [
        {"message_id": 1, "date": 10**20, "chat": {"id": 1, "type": "private"}, "from": {"id": 1}},
        {"message_id": 1, "date": "now", "chat": {"id": 1, "type": "private"}},
        {"message_id": 1, "date": 1, "chat": "here"},
        "hello",
        [],
    ],
)
def test_nonsense_is_unreadable_or_nothing_and_raises_nothing(scene: Scene, message: JsonValue) -> None:
    events = scene.events(scene.peer.raw({"message": message}))
    assert all(isinstance(event, Unreadable) for event in events)


def test_even_things_deep_within_each_other_are_got_over(scene: Scene) -> None:
    deep: Json = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "group"}}
    for _ in range(2_000):
        deep = {**deep, "reply_to_message": deep}
    (event,) = scene.events(scene.peer.raw({"message": deep}))
    assert isinstance(event, Unreadable)


def test_entities_that_cut_a_character_in_half_do_no_harm(scene: Scene) -> None:
    cut: Json = {"type": "mention", "offset": 1, "length": 1}
    assert scene.message(scene.peer.says(scene.ada, scene.group, "🦀 hi", entities=[cut])).text == "🦀 hi"


def test_an_edit_is_the_same_messages_and_each_edit_has_its_own_key(scene: Scene) -> None:
    said = scene.peer.says(scene.ada, scene.private, "the boat is blue")
    first, second = (
        scene.events(scene.peer.edits(scene.private, said.message_id, text))[0] for text in ("green", "red")
    )
    assert isinstance(first, MessageEdited)
    assert isinstance(second, MessageEdited)
    assert (first.message, first.text, second.text) == (str(said.message_id), "green", "red")
    assert len({first.key, second.key, scene.message(said).key}) == 3


def test_an_edit_that_comes_before_its_message_is_an_edit(scene: Scene) -> None:
    said = scene.peer.says(scene.ada, scene.private, "the boat is blue")
    edited = scene.peer.edits(scene.private, said.message_id, "green")
    assert [event.kind for event in scene.events(edited, said)] == ["edited", "received"]


def test_a_live_location_that_moves_is_not_told_again_and_again(scene: Scene) -> None:
    said = scene.peer.says(scene.ada, scene.private, attached=Location(latitude=54.3, longitude=10.1))
    assert scene.message(said).attachments[0].caption == "54.3, 10.1"
    message = dict(scene.peer.state.world.room(scene.private).messages[said.message_id])
    assert scene.events(scene.peer.raw({"edited_message": {**message, "edit_date": 1_700_000_000}})) == ()


@pytest.mark.parametrize(
    ("origin", "name", "user"),
    [
        (lambda scene: FromUser(person=scene.bob), "Bob", True),
        (lambda _: FromHidden(name="Somebody"), "Somebody", False),
        (lambda scene: FromChat(chat=scene.supergroup), "Crew", False),
        (lambda scene: FromChannel(chat=scene.peer.channel("News", scene.ada)), "News", False),
    ],
    ids=["person", "hidden", "group", "channel"],
)
def test_what_is_passed_on_stays_its_writers(scene: Scene, origin: object, name: str, *, user: bool) -> None:
    assert callable(origin)
    from_whom: Origin = origin(scene)
    forwarded = scene.message(scene.peer.says(scene.ada, scene.private, "wow", forwarded=from_whom)).forwarded
    assert forwarded is not None
    assert forwarded.from_name == name
    assert forwarded.from_id == (UserId(str(scene.bob.id)) if user else None)
    assert forwarded.sent_at is not None


@pytest.mark.parametrize(
    ("attached", "kind", "told"),
    [
        (Photo(data=b"x" * 9), AttachmentKind.IMAGE, {"size": 9}),
        (Voice(data=b"x" * 9), AttachmentKind.VOICE, {"size": 9, "media_type": "audio/ogg"}),
        (Document(data=b"x"), AttachmentKind.FILE, {"name": "notes.txt", "media_type": "text/plain"}),
        (Audio(data=b"x"), AttachmentKind.AUDIO, {"size": 1}),
        (Video(data=b"x"), AttachmentKind.VIDEO, {"size": 1}),
        (Video(data=b"x", round=True), AttachmentKind.VIDEO, {"size": 1}),
        (Sticker(emoji="🦀"), AttachmentKind.STICKER, {"caption": "🦀"}),
        (Contact(phone="+4912345", first_name="Bo"), AttachmentKind.CONTACT, {"caption": "Bo +4912345"}),
        (Poll(question="When?", options=("Mon", "Tue")), AttachmentKind.POLL, {"caption": "When? Mon / Tue"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_comes_along_is_described(
    scene: Scene, attached: Attached, kind: AttachmentKind, told: dict[str, object]
) -> None:
    (described,) = scene.message(scene.peer.says(scene.ada, scene.private, attached=attached)).attachments
    assert described.kind is kind
    assert {name: getattr(described, name) for name in told} == told


def test_an_address_behind_words_is_a_link(scene: Scene) -> None:
    hidden: Json = {"type": "text_link", "offset": 0, "length": 4, "url": "https://x.example/a"}
    message = scene.message(scene.peer.says(scene.ada, scene.private, "this", entities=[hidden]))
    assert message.attachments == (
        Attachment(kind=AttachmentKind.LINK, ref="https://x.example/a", caption="https://x.example/a"),
    )
