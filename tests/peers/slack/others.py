"""The methods of no family: who am I, who is that, reactions, files, a ticket for Socket Mode."""

from __future__ import annotations

from tests.peers.slack.arguments import Args, Refused
from tests.peers.slack.chat import readable
from tests.peers.slack.record import Reaction, Status
from tests.peers.slack.values import JsonObject
from tests.peers.slack.workspace import BOT, BOT_USER, DOMAIN, TEAM, Message
from tests.peers.slack.world import World


def who_am_i(_: World, __: Args) -> JsonObject:
    """auth.test."""
    return {
        "url": f"https://{DOMAIN}.slack.com/",
        "team": "Peer",
        "user": "satchel",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def who_is(world: World, args: Args) -> JsonObject:
    """users.info."""
    user = world.space.users.get(args.needed("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": user.as_json()}


def connection(world: World, _: Args) -> JsonObject:
    """apps.connections.open."""
    address = world.address.replace("http:", "ws:")
    return {"url": f"{address}/link/?ticket={world.sockets.ticket()}&app_id=peer"}


def add_reaction(world: World, args: Args) -> JsonObject:
    message, name = _reacted(world, args)
    if BOT_USER in message.reactions.get(name, ()):
        raise Refused("already_reacted")
    _noted(world, message, name, added=True)
    world.react(BOT_USER, message, name, on=True)
    return {}


def remove_reaction(world: World, args: Args) -> JsonObject:
    message, name = _reacted(world, args)
    if BOT_USER not in message.reactions.get(name, ()):
        raise Refused("no_reaction")
    _noted(world, message, name, added=False)
    world.react(BOT_USER, message, name, on=False)
    return {}


def set_status(world: World, args: Args) -> JsonObject:
    """assistant.threads.setStatus: the only sign of work that Slack has for a bot."""
    channel, thread = readable(world, args.needed("channel_id")), args.needed("thread_ts")
    if thread not in channel.messages:
        raise Refused("thread_not_found")
    world.bot.statuses.append(Status(channel=channel.id, thread=thread, text=args.text("status")))
    return {}


def file_info(world: World, args: Args) -> JsonObject:
    found = world.files.get(args.needed("file"))
    if found is None:
        raise Refused("file_not_found")
    return {"file": found[0], "comments": [], "response_metadata": {"next_cursor": ""}}


def _noted(world: World, message: Message, name: str, *, added: bool) -> None:
    moment = world.stage.now()
    world.bot.reactions.append(Reaction(channel=message.channel, ts=message.ts, name=name, added=added, moment=moment))


def _reacted(world: World, args: Args) -> tuple[Message, str]:
    name = args.needed("name").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum() or not name.isascii():
        raise Refused("invalid_name")
    message = readable(world, args.needed("channel")).messages.get(args.needed("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    return message, name
