"""The methods chat.*: what the bot says, corrects and takes back."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.peers.slack import blocks as block_kit
from tests.peers.slack.arguments import Args, Refused
from tests.peers.slack.mrkdwn import normalised, pings
from tests.peers.slack.record import Ephemeral, Update
from tests.peers.slack.values import JsonObject, JsonValue, mapping, string, without_nothing
from tests.peers.slack.workspace import BOT_USER, DOMAIN, Channel, Message
from tests.peers.slack.world import World

LONGEST_TEXT = 40_000
LONGEST_METADATA = 8_000
TS = re.compile(r"\d+\.\d{6}")


def post_message(world: World, args: Args) -> JsonObject:
    channel = writable(world, args.needed("channel"))
    text, blocks = _content(args)
    under = thread(channel, args.text("thread_ts"))
    message = world.bots_own(channel, text)
    broadcast = under is not None and args.flag("reply_broadcast")
    message = replace(
        message,
        thread=under,
        blocks=blocks,
        metadata=_metadata(args),
        subtype="thread_broadcast" if broadcast else None,
    )
    world.post(message, args.values)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(metadata=True)}


def update(world: World, args: Args) -> JsonObject:
    channel = writable(world, args.needed("channel"))
    old = own(channel, args.needed("ts"), "cant_update_message")
    keeps = "text" not in args.values and "blocks" not in args.values
    text, blocks = (old.text, old.blocks) if keeps else _content(args)
    edited: JsonObject = {"user": BOT_USER, "ts": world.space.ts()}
    metadata = _metadata(args) if "metadata" in args.values else old.metadata
    new = replace(old, text=text, blocks=blocks, edited=edited, metadata=metadata)
    post = world.bot.post(channel.id, old.ts)
    if post is not None:
        post.versions.append(text)
        post.blocks, post.metadata, post.pings = blocks, metadata, post.pings + pings(text, blocks)
    world.bot.updates.append(Update(channel=channel.id, ts=old.ts, text=text))
    world.change(old, new)
    return {"channel": channel.id, "ts": old.ts, "text": text, "message": new.as_json(metadata=True)}


def delete(world: World, args: Args) -> JsonObject:
    channel = writable(world, args.needed("channel"))
    message = own(channel, args.needed("ts"), "cant_delete_message")
    post = world.bot.post(channel.id, message.ts)
    if post is not None:
        post.deleted = True
    world.bot.deletes.append((channel.id, message.ts))
    world.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(world: World, args: Args) -> JsonObject:
    channel = writable(world, args.needed("channel"))
    user = args.needed("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    text, blocks = _content(args)
    shown = Ephemeral(channel=channel.id, user=user, versions=[text], blocks=blocks, via="chat.postEphemeral")
    world.bot.ephemerals.append(shown)
    return {"message_ts": world.space.ts()}


def permalink(world: World, args: Args) -> JsonObject:
    channel = readable(world, args.needed("channel"))
    message = channel.messages.get(args.needed("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    link = f"https://{DOMAIN}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread and not message.heads_thread:
        link += f"?thread_ts={message.thread}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def known(world: World, name: str) -> Channel:
    """A channel that the bot may know of: a private one that it is not in does not exist for it."""
    channel = world.space.channels.get(name)
    if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return channel


def readable(world: World, name: str) -> Channel:
    channel = known(world, name)
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def writable(world: World, name: str) -> Channel:
    """A channel to write to; a user's id stands for the direct conversation with them."""
    channel = readable(world, world.space.direct(name).id if name in world.space.users else name)
    if channel.archived:
        raise Refused("is_archived")
    return channel


def own(channel: Channel, ts: str, error: str) -> Message:
    """A message of the bot's own."""
    message = channel.messages.get(ts)
    if message is None:
        raise Refused("message_not_found")
    if message.user != BOT_USER:
        raise Refused(error)
    return message


def _content(args: Args) -> tuple[str, JsonValue]:
    text = args.text("text")
    blocks = block_kit.checked(args.structure("blocks", "invalid_blocks_format"))
    if not text.strip() and not blocks:
        raise Refused("no_text")
    if len(text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    return normalised(text), blocks


def thread(channel: Channel, ts: str) -> str | None:
    """The thread that a reply goes to. One that names a reply instead of the head stays so, and is seen nowhere."""
    if ts and not TS.fullmatch(ts):
        raise Refused("invalid_thread_ts", response_metadata={"messages": [f"[ERROR] {ts} is not a valid thread_ts"]})
    if ts and ts not in channel.messages:
        raise Refused("thread_not_found")
    return ts or None


def _metadata(args: Args) -> JsonValue:
    value = args.structure("metadata", "invalid_metadata_format")
    if value is None or value == "":
        return None
    about = mapping(value)
    if not string(about.get("event_type")) or not isinstance(about.get("event_payload"), dict):
        raise Refused("invalid_metadata_schema")
    if len(str(about)) > LONGEST_METADATA:
        raise Refused("metadata_too_large")
    return without_nothing(about)
