"""Who came, who left, and where a group went. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message
from telegram.constants import ChatType

from adapters.telegram.addressed import Myself
from adapters.telegram.addresses import conversation, is_private, user_id
from bot.events import ConversationMoved, MembersChanged
from bot.ids import ChatId

GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


def is_in(member: ChatMember) -> bool:
    """Whether somebody is in a chat."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status not in GONE


def changed(change: ChatMemberUpdated, update: int, me: Myself) -> Iterator[MembersChanged]:
    """What a member update tells. A channel is no place where anybody talks to us."""
    if change.chat.type == ChatType.CHANNEL:
        return
    user = user_id(change.new_chat_member.user.id)
    before, after = is_in(change.old_chat_member), is_in(change.new_chat_member)
    came = after and not before
    yield MembersChanged(
        where=conversation(me.account, change.chat),
        change=str(update),
        at=change.date,
        joined=(user,) if came else (),
        left=(user,) if before and not after else (),
        by=user_id(change.from_user.id),
        welcome=came and change.new_chat_member.user.id == me.user and not is_private(change.chat),
    )


def noticed(message: Message, me: Myself) -> Iterator[MembersChanged]:
    """What a chat's own notices tell: where we are no administrator there are no updates of others."""
    joined = tuple(user_id(user.id) for user in message.new_chat_members if user.id != me.user)
    gone = message.left_chat_member
    left = (user_id(gone.id),) if gone is not None and gone.id != me.user else ()
    if joined or left:
        yield MembersChanged(
            where=conversation(me.account, message.chat),
            change=f"notice:{message.message_id}",
            at=message.date,
            joined=joined,
            left=left,
            by=user_id(message.from_user.id) if message.from_user else None,
        )


def moved(message: Message, me: Myself) -> Iterator[ConversationMoved]:
    """A group that became a supergroup: each of the two is told, and whichever comes first counts."""
    here = conversation(me.account, message.chat)
    if message.migrate_to_chat_id:
        yield ConversationMoved(where=here, to=ChatId(str(message.migrate_to_chat_id)), at=message.date)
    if old := message.migrate_from_chat_id:
        there = type(here)(platform=here.platform, account=here.account, chat=ChatId(str(old)))
        yield ConversationMoved(where=there, to=here.chat, at=message.date)
