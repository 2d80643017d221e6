"""Photos sent together arrive as messages of their own: they are made one again. Pure but for what was seen last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

from adapters.telegram.translate import Raw
from bot.events import Event, MessageEdited, MessageReceived

REMEMBERED = 64


def album_of(raw: Raw) -> str | None:
    """The album that an update's message belongs to."""
    message = raw.get("message")
    album = message.get("media_group_id") if isinstance(message, dict) else None
    return album if isinstance(album, str) else None


class Albums:
    """Knows the first message of each album of late, so that what comes after is added to it."""

    def __init__(self) -> None:
        self._first: OrderedDict[str, MessageReceived] = OrderedDict()

    def gathered(self, arrived: Iterable[tuple[str | None, Event]]) -> tuple[Event, ...]:
        """The events in order, an album's messages as one; one that is late changes its album's first message."""
        kept: list[Event] = []
        begun: dict[str, int] = {}
        for album, event in arrived:
            if album is None or not isinstance(event, MessageReceived):
                kept.append(event)
                continue
            whole = self._whole(album, event)
            if album in begun:
                kept[begun[album]] = whole
            elif whole.message == event.message:
                begun[album] = len(kept)
                kept.append(whole)
            else:
                kept.append(_change(whole, event))
        return tuple(kept)

    def _whole(self, album: str, event: MessageReceived) -> MessageReceived:
        first = self._first.get(album)
        whole = event if first is None or first.message == event.message else _with(first, event)
        self._first[album] = whole
        while len(self._first) > REMEMBERED:
            self._first.popitem(last=False)
        return whole


def _with(first: MessageReceived, other: MessageReceived) -> MessageReceived:
    """Both as one; what was delivered twice counts once."""
    text = "\n".join(dict.fromkeys(filter(None, (first.text, other.text))))
    return replace(first, text=text, attachments=tuple(dict.fromkeys(first.attachments + other.attachments)))


def _change(whole: MessageReceived, added: MessageReceived) -> MessageEdited:
    return MessageEdited(
        where=whole.where,
        message=whole.message,
        sender=whole.sender,
        at=added.at,
        edit=f"album:{added.message}",
        text=whole.text,
        attachments=whole.attachments,
        audience=whole.audience,
    )
