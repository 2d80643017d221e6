"""What a person sees of an event: its words and what it relates to, whether or not it came encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from nio import BadEvent, Event

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One event of a room. `kind` is its type, m.room.encrypted where the key is not known."""

    id: str
    sender: str
    kind: str
    content: Json
    encrypted: bool
    event: Event | BadEvent

    @property
    def text(self) -> str:
        """The words; of an edit, the new ones."""
        return str(self._words.get("body", ""))

    @property
    def html(self) -> str:
        return str(self._words.get("formatted_body", ""))

    @property
    def reply_to(self) -> str | None:
        return _event_id(_part(self._relation, "m.in_reply_to"))

    @property
    def thread(self) -> str | None:
        return self._related("m.thread")

    @property
    def edits(self) -> str | None:
        return self._related("m.replace")

    @property
    def reacts_to(self) -> str | None:
        return self._related("m.annotation")

    @property
    def reaction(self) -> str:
        return str(self._relation.get("key", ""))

    @property
    def takes_back(self) -> str | None:
        if self.kind != "m.room.redaction":
            return None
        return str(self.content.get("redacts") or cast("Json", self.event.source).get("redacts"))

    @property
    def at(self) -> float:
        """When the homeserver took it, in seconds."""
        return float(self.event.server_timestamp) / 1000

    @property
    def media_url(self) -> str:
        return str(_part(self.content, "file").get("url") or self.content.get("url", ""))

    @property
    def media_keys(self) -> tuple[str, str, str] | None:
        """Key, hash and initial vector of encrypted bytes."""
        file = _part(self.content, "file")
        if not file:
            return None
        return str(_part(file, "key")["k"]), str(_part(file, "hashes")["sha256"]), str(file["iv"])

    def __str__(self) -> str:
        return f"{self.kind} from {self.sender}: {self.text!r}"

    @property
    def _words(self) -> Json:
        return _part(self.content, "m.new_content") or self.content

    @property
    def _relation(self) -> Json:
        return _part(self.content, "m.relates_to")

    def _related(self, how: str) -> str | None:
        return _event_id(self._relation) if self._relation.get("rel_type") == how else None


def seen(event: Event | BadEvent) -> Seen:
    source = cast("Json", event.source)
    return Seen(
        id=event.event_id,
        sender=event.sender,
        kind=str(source.get("type", "")),
        content=_part(source, "content"),
        encrypted=event.decrypted,
        event=event,
    )


def standing(events: Iterable[Seen]) -> list[str]:
    """The texts that are there to be read after all of these."""
    texts: dict[str, str] = {}
    for each in events:
        if each.takes_back:
            texts.pop(each.takes_back, None)
        elif each.edits:
            if each.edits in texts:
                texts[each.edits] = each.text
        elif each.text:
            texts[each.id] = each.text
    return list(texts.values())


def _part(whole: Json, name: str) -> Json:
    """An object inside an object; an empty one where there is none."""
    part = whole.get(name)
    return cast("Json", part) if isinstance(part, dict) else {}


def _event_id(relation: Json) -> str | None:
    found = relation.get("event_id")
    return found if isinstance(found, str) else None
