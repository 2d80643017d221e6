"""What comes along with a message, described. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from adapters.matrix.fields import Raw, number, objects, part, text
from bot.content import Attachment, AttachmentKind

_FILES = {
    "m.image": AttachmentKind.IMAGE,
    "m.audio": AttachmentKind.AUDIO,
    "m.video": AttachmentKind.VIDEO,
    "m.file": AttachmentKind.FILE,
}
_LONGEST_MS = 10**9
_POLLS = ("m.poll", "m.poll.start", "org.matrix.msc3381.poll.start")
_WORDS = ("m.text", "org.matrix.msc1767.text", "body")
POLL_EVENTS = frozenset({"m.poll.start", "org.matrix.msc3381.poll.start"})
STICKER = "m.sticker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where bytes lie, and what opens them where they are encrypted."""

    url: str
    key: str = ""
    sha256: str = ""
    iv: str = ""

    @property
    def place(self) -> tuple[str, str] | None:
        """Server and media id; None for what is no address of Matrix's."""
        scheme, _, rest = self.url.partition("://")
        server, _, media = rest.partition("/")
        return (server, media) if scheme == "mxc" and server and media and "/" not in media else None


def written(stored: Stored) -> str:
    """As an attachment's `ref`."""
    return json.dumps({name: value for name, value in asdict(stored).items() if value})


def read(ref: str) -> Stored:
    """What `written` wrote."""
    fields = json.loads(ref)
    return Stored(**{name: text(fields, name) for name in ("url", "key", "sha256", "iv")})


def attachments(kind: str, content: Raw) -> tuple[Attachment, ...]:
    """Everything beside the words of an event of this type."""
    return tuple(_attached(kind, content))


def _attached(kind: str, content: Raw) -> Iterator[Attachment]:
    form = text(content, "msgtype")
    if kind == STICKER:
        yield _file(AttachmentKind.STICKER, content, caption=text(content, "body"))
    elif kind in POLL_EVENTS:
        yield Attachment(kind=AttachmentKind.POLL, caption=_poll(content))
    elif form in _FILES:
        voice = form == "m.audio" and "org.matrix.msc3245.voice" in content
        yield _file(AttachmentKind.VOICE if voice else _FILES[form], content)
    elif form == "m.location":
        place = text(content, "geo_uri").removeprefix("geo:").partition(";")[0]
        yield Attachment(kind=AttachmentKind.LOCATION, caption=place.replace(",", ", "))


def _file(kind: AttachmentKind, content: Raw, caption: str = "") -> Attachment:
    sealed, info = part(content, "file"), part(content, "info")
    stored = Stored(
        url=text(sealed, "url") or text(content, "url"),
        key=text(part(sealed, "key"), "k"),
        sha256=text(part(sealed, "hashes"), "sha256"),
        iv=text(sealed, "iv"),
    )
    duration, size = number(info, "duration"), number(info, "size")
    return Attachment(
        kind=kind,
        ref=written(stored),
        caption=caption,
        media_type=text(info, "mimetype") or None,
        name=text(content, "filename") or text(content, "body") or None,
        size=size if size is not None and size >= 0 else None,
        duration=timedelta(milliseconds=duration) if duration is not None and 0 <= duration < _LONGEST_MS else None,
    )


def caption(content: Raw) -> str:
    """The words beside a file: its body is only its name where no other name is given."""
    body, name = text(content, "body"), text(content, "filename")
    return body if name and name != body else ""


def is_file(content: Raw) -> bool:
    return text(content, "msgtype") in _FILES


def _poll(content: Raw) -> str:
    asked = next((part(content, name) for name in _POLLS if part(content, name)), {})
    options = " / ".join(filter(None, (_words(answer) for answer in objects(asked, "answers"))))
    return " ".join(filter(None, (_words(part(asked, "question")), options)))


def _words(block: Raw) -> str:
    """A text in one of the shapes that polls have had."""
    for name in _WORDS:
        if said := text(block, name):
            return said
        if listed := objects(block, name):
            return text(listed[0], "body")
    return ""
