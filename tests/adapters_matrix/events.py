"""Events as a homeserver tells them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from adapters.matrix.fields import Raw
from adapters.matrix.past import Earlier, Past
from adapters.matrix.rooms import Room
from adapters.matrix.scene import Scene
from adapters.matrix.spoken_to import Myself
from adapters.matrix.translate import events_of
from bot.events import Event, MessageReceived
from bot.ids import AccountId

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
SAID_AT = int(NOW.timestamp() * 1000) - 60_000
BOT, ADA, BEN, EVE = "@satchel:hs.example", "@ada:hs.example", "@ben:hs.example", "@eve:other.example"
ME = Myself(account=AccountId(BOT), name="Satchel", commands=("note", "ask", "help"))
ROOM = "!room:hs.example"
GROUP = (ADA, BEN)
_numbers = count(1)


def event(kind: str, content: object, *, sender: str = ADA, **more: object) -> Raw:
    made = {"type": kind, "content": content, "sender": sender, "event_id": f"${next(_numbers)}"}
    return {**made, "origin_server_ts": SAID_AT, **more}


def said(body: object, content: Raw | None = None, *, sender: str = ADA) -> Raw:
    """A text, and what else stands in its content."""
    return event("m.room.message", {"msgtype": "m.text", "body": body, **(content or {})}, sender=sender)


def state(kind: str, key: str, content: Raw, *, unsigned: Raw | None = None) -> Raw:
    return event(kind, content, state_key=key, unsigned=unsigned or {})


def member(user: str, membership: str, *, before: str = "", by: str = "", name: str = "") -> Raw:
    unsigned = {"prev_content": {"membership": before}} if before else {}
    content = {"membership": membership, **({"displayname": name} if name else {})}
    return event("m.room.member", content, sender=by or user, state_key=user, unsigned=unsigned)


def invitation(*, direct: bool) -> Raw:
    """Ada's, to the bot."""
    content = {"membership": "invite", **({"is_direct": True} if direct else {})}
    return event("m.room.member", content, state_key=BOT)


def room(*others: str, direct: bool = True) -> Room:
    """A room that the bot and these are in; they are called by what stands before the colon, capitalised."""
    made = Room()
    made.apply(state("m.room.join_rules", "", {"join_rule": "invite"}))
    made.apply(invitation(direct=direct))
    for user in (BOT, *others):
        made.apply(member(user, "join", name=user[1:].partition(":")[0].capitalize()))
    return made


def scene(*others: str, past: Past | None = None, direct: bool = True) -> Scene:
    return Scene(id=ROOM, room=room(*others, direct=direct), me=ME, past=past or Past(), now=NOW)


def remembering(**senders: str) -> Past:
    """A past in which events by these names, with a $ before them, were said by these people."""
    past = Past()
    for name, sender in senders.items():
        past.saw(f"${name}", Earlier(sender=sender))
    return past


def one(raw: object, where: Scene | None = None) -> Event:
    assert isinstance(raw, dict)
    (found,) = events_of(raw, where or scene(ADA))
    return found


def message(raw: object, where: Scene | None = None) -> MessageReceived:
    found = one(raw, where)
    assert isinstance(found, MessageReceived)
    return found


def reply(to: str, **more: object) -> dict[str, object]:
    return {"m.relates_to": {"m.in_reply_to": {"event_id": to}, **more}}


def thread(root: str, **more: object) -> dict[str, object]:
    return {"m.relates_to": {"rel_type": "m.thread", "event_id": root, **more}}


def edit(target: str, body: object, sender: str = ADA) -> object:
    relation = {"rel_type": "m.replace", "event_id": target}
    content = {"m.new_content": {"msgtype": "m.text", "body": body}, "m.relates_to": relation}
    return said("* new", content, sender=sender)
