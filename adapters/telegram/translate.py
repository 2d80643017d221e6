"""Telegram's updates as events. Pure: an update and who we are go in, events come out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from telegram import (
    Bot,
    CallbackQuery,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    MessageReactionUpdated,
    Update,
)

from adapters.telegram.addresses import TELEGRAM, conversation, is_private, message_id, sender
from adapters.telegram.attached import attachments
from bot.content import Audience, Forwarded
from bot.events import (
    ButtonPressed,
    ConversationMoved,
    Event,
    MembersChanged,
    MessageEdited,
    MessageReceived,
    ReactionChanged,
    Unreadable,
)
from bot.ids import AccountId, ChatId, Conversation, MessageId, UserId

Raw = Mapping[str, object]

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "chat_member",
)
_UNREADABLE = ChatId("unreadable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Myself:
    """Who the bot is there."""

    account: AccountId
    name: str

    @property
    def user(self) -> int:
        return int(self.account)


def events_of(raw: Raw, me: Myself, bot: Bot, now: datetime) -> tuple[Event, ...]:
    """What one update tells; what nobody here can read is kept as it came."""
    try:
        update = Update.de_json(dict(raw), bot)
        return tuple(_events(update, me, now))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        # The library reads strictly, and raises what its steps raise.
        return (_unreadable(raw, me, now),)


def _events(update: Update, me: Myself, now: datetime) -> Iterator[Event]:
    if message := update.message:
        yield from _said(message, me)
    elif edited := update.edited_message:
        yield from _edited(edited, update.update_id, me)
    elif query := update.callback_query:
        yield from _tapped(query, me, now)
    elif reaction := update.message_reaction:
        yield from _reacted(reaction, update.update_id, me)
    elif member := update.my_chat_member or update.chat_member:
        yield _member(member, update.update_id, me)


def _said(message: Message, me: Myself) -> Iterator[Event]:
    where = conversation(me.account, message.chat, message)
    if message.migrate_to_chat_id:
        yield ConversationMoved(where=where, to=ChatId(str(message.migrate_to_chat_id)), at=message.date)
    elif _is_ours_to_hear(message) and _says_something(message):
        assert message.from_user is not None
        answered, quote = message.reply_to_message, message.quote
        yield MessageReceived(
            where=where,
            message=message_id(message.message_id),
            sender=sender(message.from_user),
            at=message.date,
            text=words(message, me),
            attachments=attachments(message),
            reply_to=message_id(answered.message_id) if answered and not answered.forum_topic_created else None,
            quoted=quote.text if quote else "",
            forwarded=_forwarded(message),
            audience=audience(message, me),
        )


def _edited(message: Message, update: int, me: Myself) -> Iterator[Event]:
    if not _is_ours_to_hear(message):
        return
    assert message.from_user is not None
    yield MessageEdited(
        where=conversation(me.account, message.chat, message),
        message=message_id(message.message_id),
        sender=sender(message.from_user),
        at=message.edit_date or message.date,
        edit=str(update),
        text=words(message, me),
        attachments=attachments(message),
        audience=audience(message, me),
    )


def _tapped(query: CallbackQuery, me: Myself, now: datetime) -> Iterator[Event]:
    """A tap carries no time of its own."""
    on = query.message
    if on is None or not query.data or query.from_user.is_bot:
        return
    whole = on if isinstance(on, Message) else None
    yield ButtonPressed(
        where=conversation(me.account, on.chat, whole),
        press=query.id,
        on=message_id(on.message_id),
        sender=sender(query.from_user),
        at=now,
        value=query.data,
        audience=Audience.PRIVATE if is_private(on.chat) else Audience.ADDRESSED,
    )


def _reacted(reaction: MessageReactionUpdated, update: int, me: Myself) -> Iterator[Event]:
    if reaction.user is None or reaction.user.is_bot:
        return
    shown = (getattr(each, "emoji", None) or getattr(each, "custom_emoji_id", "") for each in reaction.new_reaction)
    yield ReactionChanged(
        where=conversation(me.account, reaction.chat),
        message=message_id(reaction.message_id),
        change=str(update),
        sender=sender(reaction.user),
        at=reaction.date,
        reactions=tuple(filter(None, shown)),
    )


def _member(change: ChatMemberUpdated, update: int, me: Myself) -> MembersChanged:
    user = UserId(str(change.new_chat_member.user.id))
    before, after = _is_in(change.old_chat_member.status), _is_in(change.new_chat_member.status)
    came = after and not before
    return MembersChanged(
        where=conversation(me.account, change.chat),
        change=str(update),
        at=change.date,
        joined=(user,) if came else (),
        left=(user,) if before and not after else (),
        by=UserId(str(change.from_user.id)),
        welcome=came and change.new_chat_member.user.id == me.user and not is_private(change.chat),
    )


def _is_in(status: str) -> bool:
    return status not in ("left", "kicked")


def _is_ours_to_hear(message: Message) -> bool:
    """Whether a person said it: not a bot, not a channel, not a group speaking as itself."""
    return message.from_user is not None and not message.from_user.is_bot and message.sender_chat is None


def _says_something(message: Message) -> bool:
    """Whether it is no mere notice of the chat ("Anna joined")."""
    return bool(message.text or message.caption or message.effective_attachment)


def audience(message: Message, me: Myself) -> Audience:
    """Who hears it, and whether it is meant for us."""
    if is_private(message.chat):
        return Audience.PRIVATE
    answered = message.reply_to_message
    to_us = answered is not None and answered.from_user is not None and answered.from_user.id == me.user
    if (to_us and answered and not answered.forum_topic_created) or any(_calls_us(message, me)):
        return Audience.ADDRESSED
    return Audience.OVERHEARD


def _calls_us(message: Message, me: Myself) -> Iterator[bool]:
    named = f"@{me.name}".lower()
    for entity, text in (*message.parse_entities().items(), *message.parse_caption_entities().items()):
        match entity.type:
            case MessageEntity.MENTION:
                yield text.lower() == named
            case MessageEntity.TEXT_MENTION:
                yield entity.user is not None and entity.user.id == me.user
            case MessageEntity.BOT_COMMAND:
                yield "@" not in text or text.lower().endswith(named)


def words(message: Message, me: Myself) -> str:
    """What was said, without our own name before it."""
    said = message.text or message.caption or ""
    start = said.lstrip()
    named = f"@{me.name}"
    if not start.lower().startswith(named.lower()) or start[len(named) : len(named) + 1].isalnum():
        return said
    return start[len(named) :].lstrip(" ,:\n")


def _forwarded(message: Message) -> Forwarded | None:
    match message.forward_origin:
        case MessageOriginUser() as origin:
            user = origin.sender_user
            return Forwarded(from_name=user.full_name, from_id=UserId(str(user.id)), sent_at=origin.date)
        case MessageOriginHiddenUser() as origin:
            return Forwarded(from_name=origin.sender_user_name, sent_at=origin.date)
        case MessageOriginChat() as origin:
            return Forwarded(from_name=origin.sender_chat.effective_name, sent_at=origin.date)
        case MessageOriginChannel() as origin:
            return Forwarded(from_name=origin.chat.effective_name, sent_at=origin.date)
        case _:
            return None


def _unreadable(raw: Raw, me: Myself, now: datetime) -> Unreadable:
    where = Conversation(platform=TELEGRAM, account=me.account, chat=_UNREADABLE)
    number = raw.get("update_id")
    text = json.dumps(raw, ensure_ascii=False)
    return Unreadable(where=where, message=MessageId(str(number)), at=now, raw=text)
