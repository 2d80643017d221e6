"""Sending a file in Slack's three steps: ask for an address, put the bytes there, share it."""

from __future__ import annotations

from dataclasses import replace

from tests.peers.slack.arguments import Args, Refused
from tests.peers.slack.chat import thread, writable
from tests.peers.slack.mrkdwn import normalised
from tests.peers.slack.values import JsonObject, items, mapping, string
from tests.peers.slack.world import World


def asked(world: World, args: Args) -> JsonObject:
    """files.getUploadURLExternal."""
    length, name = args.number("length", 0), args.needed("filename")
    if not length:
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] must be greater than 0: length"]})
    file = world.new_file(name, b"", "application/octet-stream", size=length)
    return {"upload_url": f"{world.address}/upload/v1/{file['id']}", "file_id": file["id"]}


def completed(world: World, args: Args) -> JsonObject:
    """files.completeUploadExternal: the files appear as one message of the bot's."""
    ids = [string(mapping(one).get("id")) for one in items(args.structure("files", "invalid_arguments"))]
    if not ids or any(one not in world.files for one in ids):
        raise Refused("file_not_found")
    files = [world.files[one][0] for one in ids]
    if any(len(world.files[str(file["id"])][1]) != file["size"] for file in files):
        raise Refused("file_upload_size_mismatch")
    if args.text("channel_id"):
        channel = writable(world, args.text("channel_id"))
        message = world.bots_own(channel, normalised(args.text("initial_comment")))
        under = thread(channel, args.text("thread_ts"))
        world.post(replace(message, thread=under, subtype="file_share", files=files), args.values)
    return {"files": [{"id": file["id"], "title": file["title"]} for file in files]}
