"""What people do beside talking becomes events."""

from __future__ import annotations

import pytest

from bot.content import Audience
from bot.events import ButtonPressed, ConversationMoved, MembersChanged, ReactionChanged
from tests.adapters_telegram.scene import Scene
from tests.peers.telegram.wire import Json


def test_a_tap_says_what_its_button_stands_for(scene: Scene) -> None:
    ours = scene.peer.says(scene.peer.me, scene.private, "Keep it?")
    query = scene.peer.taps(scene.ada, scene.private, ours.message_id, "/undo")
    (tap,) = scene.events(scene.last)
    assert isinstance(tap, ButtonPressed)
    assert (tap.value, tap.press, tap.on, tap.audience) == ("/undo", query, str(ours.message_id), Audience.PRIVATE)
    assert tap.where == scene.address(scene.private)


def test_a_tap_on_what_telegram_has_forgotten_is_a_tap(scene: Scene) -> None:
    ours = scene.peer.says(scene.peer.me, scene.group, "Keep it?")
    scene.peer.taps(scene.ada, scene.group, ours.message_id, "/undo", gone=True)
    (tap,) = scene.events(scene.last)
    assert isinstance(tap, ButtonPressed)
    assert tap.audience is Audience.ADDRESSED


def test_reactions_are_told_as_they_are_now(scene: Scene) -> None:
    said = scene.peer.says(scene.ada, scene.supergroup, "the boat is blue")
    first, second = (
        scene.events(scene.peer.reacts(scene.bob, scene.supergroup, said.message_id, *emoji))[0]
        for emoji in (("👍", "🔥"), ())
    )
    assert isinstance(first, ReactionChanged)
    assert isinstance(second, ReactionChanged)
    assert (first.reactions, second.reactions) == (("👍", "🔥"), ())
    assert first.sender.id == str(scene.bob.id)
    assert first.key != second.key


def test_a_reaction_of_the_groups_own_is_nobodys(scene: Scene) -> None:
    said = scene.peer.says(scene.ada, scene.supergroup, "the boat is blue")
    scene.peer.reacts(scene.bob, scene.supergroup, said.message_id, "👍")
    body = dict(scene.peer.state.queue.every[scene.last])["message_reaction"]
    assert isinstance(body, dict)
    anonymous: Json = {name: value for name, value in body.items() if name != "user"}
    anonymous["actor_chat"] = scene.supergroup.wire()
    assert scene.events(scene.peer.raw({"message_reaction": anonymous})) == ()


@pytest.mark.parametrize(("kind", "welcome"), [("group", True), ("private", False)])
def test_where_we_came_we_are_welcome_but_not_where_somebody_unblocked_us(
    scene: Scene, kind: str, *, welcome: bool
) -> None:
    if kind == "group":
        scene.peer.removes_bot(scene.ada, scene.group)
        (event,) = scene.events(scene.peer.adds_bot(scene.ada, scene.group))
    else:
        scene.peer.blocks(scene.ada)
        (event,) = scene.events(scene.peer.unblocks(scene.ada))
    assert isinstance(event, MembersChanged)
    assert event.welcome is welcome
    assert event.joined == (str(scene.peer.me.id),)


def test_a_channel_that_takes_us_in_hears_nothing(scene: Scene) -> None:
    channel = scene.peer.channel("News", scene.ada, bot="left")
    assert scene.events(scene.peer.adds_bot(scene.ada, channel, "administrator")) == ()


def test_who_removed_us_is_told_and_there_is_no_welcome(scene: Scene) -> None:
    (event,) = scene.events(scene.peer.removes_bot(scene.ada, scene.group))
    assert isinstance(event, MembersChanged)
    assert (event.left, event.by, event.welcome) == ((str(scene.peer.me.id),), str(scene.ada.id), False)


@pytest.mark.parametrize("group", ["group", "supergroup"])
def test_who_came_and_who_left_is_told_also_where_we_are_no_administrator(scene: Scene, group: str) -> None:
    chat = getattr(scene, group)
    carl = scene.peer.person("Carl")
    before = scene.last
    scene.peer.joins(carl, chat)
    scene.peer.leaves(carl, chat, by=scene.ada)
    told = [event for event in scene.events(*range(before + 1, scene.last + 1)) if isinstance(event, MembersChanged)]
    assert {event.joined for event in told} == {(str(carl.id),), ()}
    assert {event.left for event in told} == {(str(carl.id),), ()}
    assert not any(event.welcome for event in told)
    assert len({event.key for event in told}) == len(told)


def test_our_own_coming_is_not_told_twice(scene: Scene) -> None:
    notice: Json = {"message_id": 9, "date": 1, "chat": scene.group.wire(), "from": scene.ada.wire()}
    notice["new_chat_members"] = [scene.peer.me.wire()]
    assert scene.events(scene.peer.raw({"message": notice})) == ()


def test_a_restricted_member_who_is_not_there_any_more_has_left(scene: Scene) -> None:
    rights: Json = {"status": "restricted", "user": scene.bob.wire(), "until_date": 0}
    may = [
        f"can_{each}"
        for each in "change_info invite_users pin_messages send_messages send_polls send_other_messages "
        "add_web_page_previews manage_topics send_audios send_documents send_photos send_videos send_video_notes "
        "send_voice_notes edit_tag react_to_messages".split()
    ]
    rights |= dict.fromkeys(may, False)
    change: Json = {"chat": scene.supergroup.wire(), "from": scene.ada.wire(), "date": 1}
    change["old_chat_member"] = {**rights, "is_member": True}
    change["new_chat_member"] = {**rights, "is_member": False}
    (event,) = scene.events(scene.peer.raw({"chat_member": change}))
    assert isinstance(event, MembersChanged)
    assert event.left == (str(scene.bob.id),)


def test_a_group_that_became_a_supergroup_is_told_once_by_whichever_notice_comes_first(scene: Scene) -> None:
    before = scene.last
    new = scene.peer.migrates(scene.ada, scene.group)
    old_notice, new_notice = scene.events(*range(before + 1, scene.last + 1))
    assert isinstance(old_notice, ConversationMoved)
    assert isinstance(new_notice, ConversationMoved)
    assert (old_notice.where, old_notice.to) == (scene.address(scene.group), str(new.id))
    assert old_notice.key == new_notice.key
    assert (new_notice.where, new_notice.to) == (old_notice.where, old_notice.to)


def test_a_notice_that_means_nothing_to_us_is_nothing(scene: Scene) -> None:
    said = scene.peer.says(scene.ada, scene.group, "the boat is blue")
    scene.peer.pins(scene.ada, scene.group, said.message_id)
    assert scene.events(scene.last) == ()
