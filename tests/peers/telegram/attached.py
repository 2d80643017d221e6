"""What a person's message can carry beside its words, and whose words it can pass on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.peers.telegram.files import Files
from tests.peers.telegram.wire import Json
from tests.peers.telegram.world import Chat, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture: the Bot API tells of it in two sizes, the larger one last."""

    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice note; `duration` in seconds is what the sender declares."""

    data: bytes
    duration: int = 3
    media_type: str = "audio/ogg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Any file; `size` is what it is declared to have, its real one by default."""

    data: bytes
    name: str | None = "notes.txt"
    media_type: str | None = "text/plain"
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """A piece of music."""

    data: bytes
    duration: int = 180
    title: str = "Moonlight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A film; `round` makes it a video note."""

    data: bytes
    duration: int = 5
    round: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticker:
    """A sticker stands for an emoji."""

    emoji: str = "👍"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody's card."""

    phone: str
    first_name: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question with answers to choose from."""

    question: str
    options: Sequence[str]


Attached = Photo | Voice | Document | Audio | Video | Sticker | Location | Contact | Poll


def attachment(files: Files, attached: Attached) -> Json:
    """The fields of a message that carries this."""
    match attached:
        case Photo(data=data):
            small, large = files.keep("photos", ".jpg", data[: len(data) // 2 or 1]), files.keep("photos", ".jpg", data)
            return {"photo": [{**small, "width": 90, "height": 67}, {**large, "width": 1280, "height": 960}]}
        case Voice(data=data, duration=duration, media_type=kind):
            return {"voice": {**files.keep("voice", ".oga", data), "duration": duration, "mime_type": kind}}
        case Document():
            return {"document": _document(files, attached)}
        case Audio(data=data, duration=duration, title=title):
            return {"audio": {**files.keep("music", ".mp3", data), "duration": duration, "title": title}}
        case Video(data=data, duration=duration, round=True):
            return {"video_note": {**files.keep("notes", ".mp4", data), "duration": duration, "length": 240}}
        case Video(data=data, duration=duration):
            size: Json = {"width": 640, "height": 480, "duration": duration}
            return {"video": {**files.keep("videos", ".mp4", data), **size}}
        case Sticker(emoji=emoji):
            looks: Json = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
            return {"sticker": {**files.keep("stickers", ".webp", b"RIFF"), **looks, "emoji": emoji}}
    return _facts(attached)


def _document(files: Files, document: Document) -> Json:
    ending = "." + (document.name or "").rpartition(".")[2]
    kept = files.keep("documents", ending, document.data, document.size)
    told: Json = {"file_name": document.name, "mime_type": document.media_type}
    return kept | {name: value for name, value in told.items() if value is not None}


def _facts(attached: Location | Contact | Poll) -> Json:
    match attached:
        case Location(latitude=latitude, longitude=longitude):
            return {"location": {"latitude": latitude, "longitude": longitude}}
        case Contact(phone=phone, first_name=name, user_id=user):
            known: Json = {} if user is None else {"user_id": user}
            return {"contact": {"phone_number": phone, "first_name": name, **known}}
        case Poll(question=question, options=options):
            answers: list[Json] = [
                {"persistent_id": str(place), "text": option, "voter_count": 0} for place, option in enumerate(options)
            ]
            return {"poll": {"id": "5", "question": question, "options": answers, **_POLL}}


_POLL: Json = {
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FromUser:
    """Passed on from a person who shows themselves."""

    person: Person
    at: int = 1_700_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FromHidden:
    """Passed on from somebody who shows a name alone."""

    name: str
    at: int = 1_700_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FromChat:
    """Passed on from a group that spoke itself, through an anonymous administrator."""

    chat: Chat
    at: int = 1_700_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FromChannel:
    """Passed on from a channel."""

    chat: Chat
    message_id: int = 1
    signature: str | None = None
    at: int = 1_700_000_000


Origin = FromUser | FromHidden | FromChat | FromChannel


def origin(forwarded: Origin) -> Json:
    """The forward_origin of a message."""
    match forwarded:
        case FromUser(person=person, at=at):
            return {"type": "user", "date": at, "sender_user": person.wire()}
        case FromHidden(name=name, at=at):
            return {"type": "hidden_user", "date": at, "sender_user_name": name}
        case FromChat(chat=chat, at=at):
            return {"type": "chat", "date": at, "sender_chat": chat.wire()}
        case FromChannel(chat=chat, message_id=number, signature=signature, at=at):
            signed: Json = {} if signature is None else {"author_signature": signature}
            return {"type": "channel", "date": at, "chat": chat.wire(), "message_id": number, **signed}
