"""What is sent gets where it belongs, also when the message or the chat is not where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.telegram.bodies import REPEAT
from bot.errors import Undeliverable
from bot.events import ButtonPressed, ConversationMoved
from bot.ids import MessageId, UserId
from bot.replies import Button, Part, PartKind, Reply
from tests.contracts.platforms.stage import heard, listening
from tests.contracts.platforms.telegram import TelegramStage
from tests.peers.telegram import Refuse


def part_of(stage: TelegramStage, reply: Reply) -> Part:
    (part,) = stage.adapter.render(stage.where, reply)
    return part


async def test_a_possible_repeat_says_so_and_nothing_else_does(stage: TelegramStage) -> None:
    part = part_of(stage, Reply(text="**Kept.**", formatted=True))
    await stage.adapter.send(stage.where, part, "key")
    await stage.adapter.send(stage.where, replace(part, may_repeat=True), "key")
    assert stage.peer.did.texts(stage.chat.id) == ["Kept.", f"{REPEAT}Kept."]


async def test_an_edit_that_changes_nothing_is_done(stage: TelegramStage) -> None:
    part = part_of(stage, Reply(text="In June."))
    sent = await stage.adapter.send(stage.where, part, "key")
    edit = replace(part, kind=PartKind.EDIT, target=sent)
    assert await stage.adapter.send(stage.where, edit, "key") == sent
    assert stage.peer.did.texts(stage.chat.id) == ["In June."]


async def test_a_message_that_may_stand_already_is_sent_anew_only_as_a_possible_repeat(stage: TelegramStage) -> None:
    part = part_of(stage, Reply(text="In June."))
    edit = replace(part, kind=PartKind.EDIT, target=MessageId("999"), may_repeat=True)
    await stage.adapter.send(stage.where, edit, "key")
    assert stage.peer.did.texts(stage.chat.id) == [f"{REPEAT}In June."]


async def test_a_draft_that_somebody_deleted_is_not_drawn_anew_again_and_again(stage: TelegramStage) -> None:
    draft = await stage.adapter.draft(stage.where, "In", "key")
    stage.peer.takes_back(stage.chat, int(draft))
    stage.adapter._frames._shown.clear()
    await stage.adapter.redraw(stage.where, draft, "In Ju")
    assert len(stage.peer.did.sent) == 1


async def test_a_growing_reply_is_drawn_at_a_polite_rate(stage: TelegramStage) -> None:
    draft = await stage.adapter.draft(stage.where, "It", "key")
    for words in range(30):
        await stage.adapter.redraw(stage.where, draft, "It is" + " very" * words)
    edits = sum(call.method == "editMessageText" for call in stage.peer.did.calls)
    assert edits <= 1
    stage.adapter._frames._shown.clear()
    await stage.adapter.redraw(stage.where, draft, "It is **blue**")
    assert stage.peer.did.texts(stage.chat.id) == ["It is blue"]


async def test_where_reactions_are_not_allowed_a_note_is_confirmed_in_words(stage: TelegramStage) -> None:
    (message,) = await heard(stage, "the lease ends in June")
    part = part_of(stage, Reply(text="Kept.", acknowledges=True, in_reply_to=message.message))
    stage.peer.faults.next("setMessageReaction", Refuse(400, "Bad Request: REACTION_INVALID"))
    assert await stage.adapter.send(stage.where, part, "key")
    (sent,) = stage.peer.did.sent
    assert sent.text == "Kept."
    answered = sent.message["reply_to_message"]
    assert isinstance(answered, dict)
    assert str(answered["message_id"]) == message.message


async def test_a_note_of_somebody_who_blocked_us_is_confirmed_by_nothing(stage: TelegramStage) -> None:
    (message,) = await heard(stage, "the lease ends in June")
    stage.peer.blocks(stage.ada)
    part = part_of(stage, Reply(text="Kept.", acknowledges=True, in_reply_to=message.message))
    with pytest.raises(Undeliverable, match="does not take my messages"):
        await stage.adapter.send(stage.where, part, "key")


async def test_the_answered_message_may_be_gone(stage: TelegramStage) -> None:
    where = stage._address(stage.forum.id, stage.topic)
    (part,) = stage.adapter.render(where, Reply(text="In June.", in_reply_to=MessageId("999")))
    await stage.adapter.send(where, part, "key")
    assert stage.peer.did.texts(stage.forum.id) == ["In June."]


async def test_what_is_gone_already_needs_no_deleting(stage: TelegramStage) -> None:
    deletion = Part(kind=PartKind.DELETION, body="{}", target=MessageId("999"))
    assert await stage.adapter.send(stage.where, deletion, "key")


@pytest.mark.parametrize("learned", ["by its notice", "by a refusal"])
async def test_what_goes_to_a_group_that_moved_follows_it(stage: TelegramStage, learned: str) -> None:
    group = stage.peer.group("Club", stage.ada)
    where = stage._address(group.id)
    (part,) = stage.adapter.render(where, Reply(text="In June.", in_reply_to=MessageId("1")))
    before = await stage.adapter.send(where, part, "one")
    new = stage.peer.migrates(stage.ada, group)
    if learned == "by its notice":
        async with listening(stage) as listener:
            await listener.until(lambda: any(isinstance(event, ConversationMoved) for event in listener.events))
    stage.peer.says(stage.ada, new, "somebody's own message, whose number is not ours to touch")
    reaction = Part(kind=PartKind.REACTION, body=part.body, target=MessageId("1"))
    for number, each in enumerate((part, replace(part, kind=PartKind.EDIT, target=before), reaction)):
        await stage.adapter.send(where, each, str(number))
    await stage.adapter.typing(where)
    assert stage.peer.did.texts(new.id) == ["In June."] * 3
    assert not [sent for sent in stage.peer.did.sent if sent.chat_id == new.id and "reply_to_message" in sent.message]
    assert stage.peer.did.reactions == []
    assert stage.peer.did.typing == [(new.id, "typing")]
    with pytest.raises(Undeliverable, match="has become a supergroup"):
        await stage.adapter.send(where, Part(kind=PartKind.DELETION, body="{}", target=before), "key")


async def test_a_tap_is_answered_and_so_is_one_that_is_long_over(stage: TelegramStage) -> None:
    part = part_of(stage, Reply(text="Keep it?", buttons=(Button(label="Undo", value="/undo"),)))
    sent = await stage.adapter.send(stage.where, part, "key")
    assert [button["text"] for button in stage.peer.did.sent[0].buttons] == ["Undo"]
    query = stage.peer.taps(stage.ada, stage.chat, int(sent), "/undo")
    async with listening(stage) as listener:
        await stage.peer.until(lambda: query in stage.peer.did.answered)
        stage.peer.repeat(stage.peer.state.queue.next_id - 1)
        await listener.until(lambda: sum(isinstance(event, ButtonPressed) for event in listener.events) == 2)
        await stage.says("and now?")
        await listener.until(lambda: bool(listener.messages))
    assert len({event.key for event in listener.events if isinstance(event, ButtonPressed)}) == 1


async def test_who_is_in_a_chat_is_asked_once_a_minute_or_when_somebody_left(stage: TelegramStage) -> None:
    bob = stage.peer.person("Bob")
    club = stage.peer.supergroup("Crew", stage.ada, bob)
    where = stage._address(club.id)

    def asked() -> int:
        return sum(call.method == "getChatMember" for call in stage.peer.did.calls)

    async with listening(stage) as listener:
        members = [await stage.adapter.is_member(where, UserId(str(bob.id))) for _ in range(3)]
        assert members == [True, True, True]
        assert asked() == 1
        stage.peer.leaves(bob, club)
        await listener.until(lambda: any(event.kind == "members" for event in listener.events))
        await stage.says("what comes next is heard when that is done")
        await listener.until(lambda: bool(listener.messages))
        assert not await stage.adapter.is_member(where, UserId(str(bob.id)))
        assert asked() == 2
    stage.peer.hides_members(club)
    assert not await stage.adapter.is_member(where, UserId(str(stage.ada.id)))
