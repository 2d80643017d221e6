"""Photos sent together arrive as messages of their own: they are made one again. Pure but for what was seen last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from adapters.telegram.translate import Raw
from bot.content import Audience
from bot.events import Event, MessageEdited, MessageReceived
from bot.ids import MessageId

REMEMBERED = 64

Parts = dict[MessageId, MessageReceived]
Arrived = tuple[str | None, Event]


def album_of(raw: Raw) -> str | None:
    """The album that an update's message belongs to."""
    message = raw.get("message", raw.get("edited_message"))
    album = message.get("media_group_id") if isinstance(message, Mapping) else None
    return album if isinstance(album, str) else None


class Albums:
    """Knows the albums of late, so that what comes after is added to them.

    An album is its first message, with all that belongs to it; what is later than the batch that brought the
    first one is a change of that message. The same update tells the same under the same key, however it comes.
    """

    def __init__(self) -> None:
        self._parts: OrderedDict[str, Parts] = OrderedDict()
        self._began = True

    def gathered(self, arrived: Iterable[Arrived]) -> tuple[Event, ...]:
        """The events in order, an album's messages as one."""
        kept: list[Event] = []
        begun: dict[str, int] = {}
        for album, event in arrived:
            if album is None or not isinstance(event, MessageReceived | MessageEdited):
                kept.append(event)
            elif isinstance(event, MessageReceived) and album not in self._parts:
                begun[album] = len(kept)
                self._add(album, event)
                kept.append(event)
            elif isinstance(event, MessageReceived) and album in begun:
                kept[begun[album]] = self._add(album, event)
            else:
                kept.append(self._changed(album, event))
        # An earlier process may have committed less of an album, under the same key, and then ended.
        grown = (self._grown(album) for album in begun) if self._began else ()
        self._began = self._began and not kept
        return *kept, *filter(None, grown)

    def _add(self, album: str, event: MessageReceived) -> MessageReceived:
        parts = self._parts.setdefault(album, {})
        parts[event.message] = event
        while len(self._parts) > REMEMBERED:
            self._parts.popitem(last=False)
        return _whole(parts)

    def _grown(self, album: str) -> MessageEdited | None:
        """An album of several, told as a change, too."""
        parts = self._parts.get(album, {})
        return _change(_whole(parts), list(parts.values())[-1]) if len(parts) > 1 else None

    def _changed(self, album: str, event: MessageReceived | MessageEdited) -> Event:
        parts = self._parts.get(album)
        if parts is None:
            return event
        known = parts.get(event.message)
        if isinstance(event, MessageEdited):
            if known is None:
                return event
            whole = self._add(album, replace(known, text=event.text, attachments=event.attachments))
            return replace(event, message=whole.message, text=whole.text, attachments=whole.attachments)
        whole = _whole(parts) if known else self._add(album, event)
        return whole if event.message == whole.message else _change(whole, event)


def _whole(parts: Parts) -> MessageReceived:
    """All as one, in the order in which they were sent."""
    every = list(parts.values())
    text = "\n".join(dict.fromkeys(filter(None, (part.text for part in every))))
    heard = Audience.ADDRESSED if any(part.audience is Audience.ADDRESSED for part in every) else every[0].audience
    attachments = tuple(dict.fromkeys(chain.from_iterable(part.attachments for part in every)))
    return replace(every[0], text=text, attachments=attachments, audience=heard)


def _change(whole: MessageReceived, added: MessageReceived) -> MessageEdited:
    """The album as it is with what was added last."""
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
