"""Which room is private, which is a group, and who is told when it changes."""

from __future__ import annotations

import pytest

from adapters.matrix.fields import Raw
from adapters.matrix.past import Past
from adapters.matrix.rooms import Room
from adapters.matrix.scene import Scene
from adapters.matrix.translate import events_of
from bot.content import Audience
from bot.events import Event, MembersChanged, MessageDeleted
from tests.adapters_matrix.events import (
    ADA,
    BEN,
    BOT,
    GROUP,
    ME,
    NOW,
    ROOM,
    event,
    invitation,
    member,
    message,
    one,
    said,
    scene,
    state,
)


def rules(name: str, key: str = "") -> Raw:
    return state("m.room.join_rules", key, {"join_rule": name})


def visible(how: str) -> Raw:
    return state("m.room.history_visibility", "", {"history_visibility": how})


def came_by(before: Raw) -> Raw:
    """Our joining, with what we were before."""
    return state("m.room.member", BOT, {"membership": "join"}, unsigned={"prev_content": before})


def heard(where: Scene) -> Audience:
    return message(said("hello"), where).audience


def changed(found: Event) -> MembersChanged:
    assert isinstance(found, MembersChanged)
    return found


def welcomed(raw: Raw, where: Scene) -> list[tuple[bool, bool]]:
    """Of each change that it tells, whether we are to greet, and whether a group of two."""
    return [(changed(each).welcome, changed(each).of_two) for each in events_of(raw, where)]


def test_a_direct_chat_is_private_and_a_room_of_two_that_is_none_is_a_group_in_which_all_is_said_to_us() -> None:
    assert heard(scene(ADA)) is Audience.PRIVATE
    where = scene(ADA, direct=False)
    assert heard(where) is Audience.ADDRESSED
    events_of(member(BEN, "invite", by=ADA), where)
    assert heard(where) is Audience.OVERHEARD
    events_of(member(BEN, "leave", before="invite"), where)
    assert heard(where) is Audience.ADDRESSED


@pytest.mark.parametrize(
    "change",
    [
        rules("public"),
        rules("restricted"),
        rules("knock_restricted"),
        rules("what nobody knows"),
        state("m.room.join_rules", "", {"join_rule": ["invite"]}),
        visible("world_readable"),
    ],
)
def test_a_direct_chat_that_others_see_uninvited_is_a_group_and_we_say_so(change: Raw) -> None:
    where = scene(ADA)
    assert welcomed(change, where) == [(True, True)]
    assert heard(where) is Audience.ADDRESSED
    assert welcomed(rules("invite"), where) == welcomed(visible("shared"), where) == []
    assert heard(where) is Audience.PRIVATE


@pytest.mark.parametrize("change", [rules("knock"), rules("public", "another"), visible("joined")])
def test_what_lets_nobody_in_changes_nothing(change: Raw) -> None:
    where = scene(ADA)
    assert welcomed(change, where) == []
    assert heard(where) is Audience.PRIVATE


def test_no_rule_for_somebody_hides_the_rule_for_all() -> None:
    where = scene(ADA)
    events_of(rules("public"), where)
    events_of(rules("invite", "another"), where)
    assert heard(where) is Audience.ADDRESSED


@pytest.mark.parametrize(
    ("came", "audience"),
    [
        ([invitation(direct=True), member(BOT, "join", before="invite")], Audience.ADDRESSED),
        ([member(BOT, "join")], Audience.ADDRESSED),
        ([state("m.room.member", BOT, {"membership": "join", "is_direct": True})], Audience.ADDRESSED),
        ([invitation(direct=True), member(BOT, "join")], Audience.PRIVATE),
        ([invitation(direct=True), member(BOT, "join"), member(BOT, "join", before="join")], Audience.PRIVATE),
        ([invitation(direct=True), member(BOT, "leave"), member(BOT, "join")], Audience.ADDRESSED),
        ([invitation(direct=True), invitation(direct=False), member(BOT, "join")], Audience.ADDRESSED),
        ([came_by({"membership": "invite", "is_direct": True})], Audience.PRIVATE),
        ([came_by({"membership": "invite", "is_direct": "yes"})], Audience.ADDRESSED),
        ([came_by({"membership": "leave", "is_direct": True})], Audience.ADDRESSED),
    ],
)
def test_a_room_is_a_direct_chat_where_our_invitation_said_so(came: list[Raw], audience: Audience) -> None:
    where = Room()
    for raw in (rules("invite"), member(ADA, "join"), *came):
        where.apply(raw)
    assert heard(Scene(id=ROOM, room=where, me=ME, past=Past(), now=NOW)) is audience


def test_a_group_of_two_is_greeted_as_that_and_once_more_when_a_third_is_invited() -> None:
    where = scene(ADA, direct=False)
    where.room.apply(invitation(direct=False))
    assert welcomed(member(BOT, "join", before="invite"), where) == [(True, True)]
    assert welcomed(member(BEN, "invite", by=ADA), where) == [(True, False)]
    assert welcomed(member(BEN, "join", before="invite"), where) == [(False, False)]
    assert welcomed(member(BEN, "leave", before="join"), where) == [(False, True)]


def test_in_a_group_of_two_what_is_taken_back_is_so_for_us() -> None:
    found = one(event("m.room.redaction", {"redacts": "$before"}), scene(ADA, direct=False))
    assert isinstance(found, MessageDeleted)
    assert found.audience is Audience.ADDRESSED


def test_our_coming_to_a_group_is_told_and_welcomed() -> None:
    where = scene(*GROUP)
    where.room.apply(member(BOT, "invite", by=ADA))
    found = one(member(BOT, "join", before="invite"), where)
    assert isinstance(found, MembersChanged)
    assert (found.joined, found.by, found.welcome) == ((BOT,), ADA, True)


def test_a_group_into_which_others_are_invited_beside_us_welcomes_us_once() -> None:
    where = scene(ADA)
    where.room.apply(member(BOT, "leave", before="join"))
    where.room.ever.clear()
    told = [
        event
        for raw in (
            member(BOT, "invite", by=ADA),
            member(BEN, "invite", by=ADA),
            member(BEN, "join", before="invite"),
            member(BOT, "join", before="invite"),
        )
        for event in events_of(raw, where)
    ]
    assert [each.welcome for each in told if isinstance(each, MembersChanged)] == [False, True]


def test_who_comes_uninvited_brings_himself() -> None:
    found = one(member(BEN, "join"), scene(ADA))
    assert isinstance(found, MembersChanged)
    assert (found.by, found.welcome) == (BEN, True)


def test_a_private_room_is_a_group_as_soon_as_a_third_is_invited_and_for_ever_once_they_came() -> None:
    where = scene(ADA)
    assert message(said("before"), where).audience is Audience.PRIVATE
    invited = one(member(BEN, "invite", by=ADA), where)
    assert isinstance(invited, MembersChanged)
    assert (invited.by, invited.welcome) == (ADA, True)
    assert message(said("now"), where).audience is Audience.OVERHEARD
    came, left = (
        one(member(BEN, after, before=before), where) for after, before in (("join", "invite"), ("leave", "join"))
    )
    assert isinstance(came, MembersChanged)
    assert isinstance(left, MembersChanged)
    assert (came.joined, left.left, came.welcome) == ((BEN,), (BEN,), False)
    # It is no direct chat any more; but who is alone with us speaks to us.
    assert message(said("after"), where).audience is Audience.ADDRESSED


def test_who_declines_was_never_there() -> None:
    where = scene(ADA)
    for raw in (member(BEN, "invite", by=ADA), member(BEN, "leave", before="invite")):
        events_of(raw, where)
    assert message(said("after"), where).audience is Audience.PRIVATE


def test_a_room_of_which_nothing_is_known_is_not_private() -> None:
    unknown = Scene(id="!x", room=type(scene().room)(), me=scene().me, past=Past(), now=NOW)
    assert message(said("hello"), unknown).audience is Audience.OVERHEARD
