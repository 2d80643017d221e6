"""An edit that is taken back is one more edit: to what the homeserver shows of the message now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.matrix.edits import Change
from adapters.matrix.errors import code_of
from adapters.matrix.fields import Raw, moment, part, text
from adapters.matrix.scene import Scene
from adapters.matrix.wire import Wire
from bot.content import Audience
from bot.errors import MaybeSent, Undeliverable
from bot.events import MessageEdited, MessageReceived

PATIENCE_S = 10.0
_LATEST = ("unsigned", "m.relations", "m.replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message in the clear, as it was said and as it reads `now`; both are empty where it is gone, or closed."""

    first: Raw
    now: Raw


NOTHING = Reading(first={}, now={})


async def shown(wire: Wire, change: Change, opened: Callable[[Raw], Raw | None]) -> Reading:
    """What the homeserver shows of the message that was changed. Raises DeliveryError."""
    try:
        raw = await wire.get("rooms", change.room, "event", change.message, wait_s=PATIENCE_S)
    except Undeliverable as error:
        if not code_of(error):
            raise MaybeSent(f"what stands before the homeserver answered in its place ({error})") from error
        raise
    if text(part(raw, *_LATEST), "event_id") == change.edit:
        raise MaybeSent("the homeserver still shows what was taken back")
    return reading(raw, opened)


def reading(raw: Raw, opened: Callable[[Raw], Raw | None]) -> Reading:
    """The same of a message as it is told together with its latest edit."""
    if "redacted_because" in part(raw, "unsigned"):
        return NOTHING
    latest = part(raw, *_LATEST)
    first, edit = opened(raw) or {}, opened(latest)
    # Homeservers of old tell only that there is an edit, and put its words into the message themselves.
    if edit is None or not part(latest, "content"):
        content = {} if edit is None else part(first, "content")
    else:
        content = part(edit, "content", "m.new_content")
    if not content:
        return NOTHING
    relation = part(first, "content", "m.relates_to") or part(raw, "content", "m.relates_to")
    kind = text(first, "type") or text(edit or {}, "type")
    told = {name: raw[name] for name in ("event_id", "sender", "origin_server_ts") if name in raw}
    return Reading(first=first, now={**told, "type": kind, "content": {**content, "m.relates_to": relation}})


def as_edit(message: MessageReceived, redaction: Raw, change: Change, scene: Scene) -> MessageEdited | None:
    """A message as it reads now, as an edit of it as late as the redaction; none where it was never for us."""
    known = scene.messages.get(message.message)
    overheard = message.audience is Audience.OVERHEARD
    if overheard and not (known and known.calls_us):
        return None
    return MessageEdited(
        where=scene.where(),
        message=message.message,
        sender=message.sender,
        # Clocks differ: what takes an edit back is later than it.
        at=max(moment(redaction, scene.now), datetime.fromtimestamp(change.at / 1000, UTC)),
        edit=text(redaction, "event_id"),
        text=message.text,
        attachments=message.attachments,
        audience=Audience.ADDRESSED if overheard else message.audience,
        undoes=True,
    )


def as_deletion(redaction: Raw, change: Change) -> Raw:
    """As if the message itself was taken back."""
    return {**redaction, "redacts": change.message}
