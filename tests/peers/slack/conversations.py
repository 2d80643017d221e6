"""The methods conversations.*: what was said, and who is there."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import TypeVar

from tests.peers.slack.arguments import Args, Refused
from tests.peers.slack.chat import known, readable
from tests.peers.slack.values import JsonObject
from tests.peers.slack.workspace import BOT_USER, TEAM, Channel, Message
from tests.peers.slack.world import World

T = TypeVar("T")
MOST_A_PAGE = 1000
SCOPES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def info(world: World, args: Args) -> JsonObject:
    channel = known(world, args.needed("channel"))
    _need(world, channel, "read")
    return {"channel": channel.as_json()}


def opened(world: World, args: Args) -> JsonObject:
    """conversations.open: the direct conversation with one person, or one with several."""
    users = [user for user in args.text("users").split(",") if user]
    if args.text("channel"):
        return {"channel": known(world, args.text("channel")).as_json()}
    if not users:
        raise Refused("users_list_not_supplied")
    if any(user not in world.space.users for user in users):
        raise Refused("user_not_found")
    channel = world.space.direct(users[0]) if len(users) == 1 else _several(world, users)
    return {"channel": channel.as_json() if args.flag("return_im") else {"id": channel.id}}


def joined(world: World, args: Args) -> JsonObject:
    channel = known(world, args.needed("channel"))
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    if BOT_USER not in channel.members:
        channel.members.append(BOT_USER)
        event: JsonObject = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel.id}
        world.emit({**event, "channel_type": "C", "team": TEAM})
    return {"channel": channel.as_json()}


def members(world: World, args: Args) -> JsonObject:
    channel = known(world, args.needed("channel"))
    _need(world, channel, "read")
    page, more = _page(channel.members, args)
    return {"members": list(page), **more}


def listed(world: World, args: Args) -> JsonObject:
    """users.conversations: those that the bot is in, of the kinds asked for."""
    kinds = (args.text("types") or "public_channel").split(",")
    names = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    wanted = {names[kind.strip()] for kind in kinds if kind.strip() in names}
    found = [one for one in world.space.channels.values() if one.kind in wanted and BOT_USER in one.members]
    page, more = _page(found, args)
    return {"channels": [channel.as_json() for channel in page], **more}


def history(world: World, args: Args) -> JsonObject:
    """The channel's own messages, newest first. The cursor names a moment: what comes meanwhile shifts no page."""
    channel = readable(world, args.needed("channel"))
    _need(world, channel, "history")
    limit, before = _limit(args), _named(args.text("cursor"), "next_ts")
    newest = (channel.messages[ts] for ts in sorted(channel.messages, reverse=True) if not before or ts <= before)
    found = list(islice((one for one in newest if one.in_channel and _between(one, args)), limit + 1))
    rest = found[limit:]
    more = _next(f"next_ts:{rest[0].ts}") if rest else {}
    return {"messages": _written(channel, found[:limit], args), "has_more": bool(rest), "pin_count": 0, **more}


def replies(world: World, args: Args) -> JsonObject:
    """A thread, oldest first; its head comes first whatever window is asked for."""
    channel = readable(world, args.needed("channel"))
    _need(world, channel, "history")
    asked = channel.messages.get(args.needed("ts"))
    if asked is None:
        raise Refused("thread_not_found")
    head, *rest = channel.thread(asked.thread or asked.ts)
    found = [head, *(one for one in rest if _between(one, args))]
    page, more = _page(found, args)
    return {"messages": _written(channel, page, args), "has_more": page[-1:] != found[-1:], **more}


def _need(world: World, channel: Channel, what: str) -> None:
    world.need(f"{SCOPES[channel.kind]}:{what}")


def _several(world: World, users: Sequence[str]) -> Channel:
    wanted = {*users, BOT_USER}
    for channel in world.space.channels.values():
        if channel.kind == "mpim" and set(channel.members) == wanted:
            return channel
    names = "--".join(world.space.users[user].name for user in users)
    return world.space.channel("mpim", f"mpdm-{names}-1", [*users, BOT_USER])


def _between(message: Message, args: Args) -> bool:
    """Whether it lies in the window; its ends count only where `inclusive` says so."""
    ts, reach = Decimal(message.ts), args.flag("inclusive")
    oldest, latest = _moment(args, "oldest"), _moment(args, "latest")
    after = oldest is None or ts > oldest or (reach and ts == oldest)
    before = latest is None or ts < latest or (reach and ts == latest)
    return after and before


def _moment(args: Args, name: str) -> Decimal | None:
    text = args.text(name)
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise Refused(f"invalid_ts_{name}") from None


def _page(found: Sequence[T], args: Args) -> tuple[Sequence[T], JsonObject]:
    """The part asked for, and the words about the next one."""
    limit, start = _limit(args), int(_named(args.text("cursor"), "next") or 0)
    end = start + limit
    return found[start:end], _next(f"next:{end}" if end < len(found) else "")


def _limit(args: Args) -> int:
    limit = args.number("limit", 100)
    if not 1 <= limit <= MOST_A_PAGE:
        raise Refused("invalid_limit")
    return limit


def _next(place: str) -> JsonObject:
    return {"response_metadata": {"next_cursor": base64.b64encode(place.encode()).decode()}}


def _named(cursor: str, kind: str) -> str:
    """What a cursor of ours stands for."""
    try:
        name, _, place = base64.b64decode(cursor, validate=True).decode().partition(":")
    except ValueError:
        raise Refused("invalid_cursor") from None
    if cursor and name != kind:
        raise Refused("invalid_cursor")
    return place


def _written(channel: Channel, messages: Sequence[Message], args: Args) -> list[JsonObject]:
    full = args.flag("include_all_metadata")
    return [{**one.as_json(metadata=full), **channel.answered(one)} for one in messages]
