"""What the library cannot read, and who says it to whom, as far as that can be told without its help. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime

from telegram.constants import ChatType

from adapters.telegram.addressed import Myself, is_ours
from adapters.telegram.addresses import TELEGRAM, user_id
from bot.content import Audience, Sender
from bot.events import Unreadable
from bot.ids import ChatId, Conversation, MessageId, ThreadId

Raw = Mapping[str, object]

_NOWHERE = ChatId("unreadable")
_OTHERS_WORDS = frozenset({"reply_to_message", "external_reply", "quote", "pinned_message"})


def unreadable(raw: Raw, me: Myself, now: datetime) -> Unreadable:
    """An update as it came. Without a sender where it is no message, or where chat or sender cannot be told."""
    kind = next((name for name in ("message", "edited_message") if isinstance(raw.get(name), Mapping)), "")
    said, update = _part(raw, kind), str(raw.get("update_id"))
    kept = {**raw, kind: {name: value for name, value in said.items() if name not in _OTHERS_WORDS}} if kind else raw
    who, number = _sender(said), _number(said, "message_id")
    try:
        text = json.dumps(kept, ensure_ascii=False)
    except RecursionError:
        who, text = None, "an update of too many things within each other"
    return Unreadable(
        where=_where(said, me),
        message=MessageId(str(number or update)),
        delivery=update,
        at=now,
        raw=text,
        sender=who,
        audience=_audience(said, me),
    )


def _sender(said: Raw) -> Sender | None:
    """The person who said it; None where nobody can answer them, either."""
    user = _part(said, "from")
    number = _number(user, "id")
    if number is None or user.get("is_bot") is True or "sender_chat" in said or not _number(_part(said, "chat"), "id"):
        return None
    name = " ".join(filter(None, (_text(user, "first_name"), _text(user, "last_name"))))
    return Sender(id=user_id(number), name=name or str(number))


def _where(said: Raw, me: Myself) -> Conversation:
    chat, thread = _number(_part(said, "chat"), "id"), _number(said, "message_thread_id")
    in_topic = said.get("is_topic_message") is True and thread
    return Conversation(
        platform=TELEGRAM,
        account=me.account,
        chat=ChatId(str(chat)) if chat else _NOWHERE,
        thread=ThreadId(str(thread)) if in_topic else None,
    )


def _audience(said: Raw, me: Myself) -> Audience:
    if _part(said, "chat").get("type") == ChatType.PRIVATE:
        return Audience.PRIVATE
    return Audience.ADDRESSED if _is_reply_to_us(said, me) or _calls_us(said, me) else Audience.OVERHEARD


def _is_reply_to_us(said: Raw, me: Myself) -> bool:
    replied = _part(said, "reply_to_message")
    opens_topic = said.get("is_topic_message") is True and replied.get("message_id") == said.get("message_thread_id")
    return not opens_topic and _number(_part(replied, "from"), "id") == me.user


def _calls_us(said: Raw, me: Myself) -> bool:
    words = _text(said, "text") or _text(said, "caption")
    first = words.partition(" ")[0].lower()
    commands = first.startswith("/") and is_ours(first, f"@{me.name}".lower(), me)
    return commands or re.search(rf"(?<!\w)@{re.escape(me.name)}(?!\w)", words, re.IGNORECASE) is not None


def _part(whole: Raw, name: str) -> Raw:
    found = whole.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(whole: Raw, name: str) -> str:
    found = whole.get(name)
    return found if isinstance(found, str) else ""


def _number(whole: Raw, name: str) -> int | None:
    found = whole.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
