"""What comes along with a message, described. Pure."""

from __future__ import annotations

from datetime import timedelta

from adapters.slack.addresses import Myself, conversation
from adapters.slack.fields import Raw, moment, number, rows, text
from adapters.slack.reading import Names, readable
from bot.content import Attachment, AttachmentKind, Forwarded
from bot.ids import MessageId, UserId

_GONE = frozenset({"tombstone", "hidden_by_limit"})
_KINDS = {"image": AttachmentKind.IMAGE, "audio": AttachmentKind.AUDIO, "video": AttachmentKind.VIDEO}
_VOICE = "slack_audio"


def attachments(message: Raw) -> tuple[Attachment, ...]:
    """The files of a message; one that lies elsewhere is a link."""
    return tuple(_file(file) for file in rows(message, "files") if text(file, "id") and text(file, "mode") not in _GONE)


def _file(file: Raw) -> Attachment:
    if file.get("is_external"):
        address = text(file, "external_url") or text(file, "url_private")
        return Attachment(kind=AttachmentKind.LINK, ref=address, caption=address, name=text(file, "name") or None)
    media = text(file, "mimetype")
    spoken = text(file, "subtype") == _VOICE
    lasts = number(file, "duration_ms")
    return Attachment(
        kind=AttachmentKind.VOICE if spoken else _KINDS.get(media.partition("/")[0], AttachmentKind.FILE),
        ref=text(file, "id"),
        caption=text(file, "alt_txt"),
        media_type=media or None,
        name=text(file, "name") or None,
        size=number(file, "size"),
        duration=None if lasts is None else timedelta(milliseconds=min(lasts, 10**12)),
    )


def shared(message: Raw) -> Raw | None:
    """Somebody's message that was passed on in this one."""
    return next((each for each in rows(message, "attachments") if each.get("is_share")), None)


def forwarded(share: Raw, me: Myself) -> Forwarded:
    """Whose words it was that were passed on in a message."""
    return whose(text(share, "author_name"), text(share, "author_id"), text(share, "channel_id"), share, me)


def whose(name: str, author: str, chat: str, message: Raw, me: Myself) -> Forwarded:
    """Who wrote a message, when, and where it stands."""
    ts = text(message, "ts")
    stands = bool(chat) and moment(ts) is not None
    return Forwarded(
        from_name=name or None,
        from_id=UserId(author) if author else None,
        sent_at=moment(ts),
        where=conversation(me, chat, ts, text(message, "thread_ts")) if stands else None,
        message=MessageId(ts) if stands else None,
    )


def words_of(share: Raw, names: Names) -> str:
    """The words that were passed on."""
    return readable(text(share, "text") or text(share, "fallback"), names)
