"""What all parts of the peer share: the workspace, the way to the bot, and the record of what it did."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from tests.peers.slack.arguments import Refused
from tests.peers.slack.changes import Changes
from tests.peers.slack.deliveries import Deliveries, Delivery
from tests.peers.slack.mrkdwn import pings
from tests.peers.slack.record import BotRecord, Errand, Post
from tests.peers.slack.sockets import Sockets
from tests.peers.slack.stage import Stage
from tests.peers.slack.values import JsonObject, JsonValue, string
from tests.peers.slack.workspace import APP, BOT_USER, TEAM, Channel, Message, User, Workspace

SCOPES = (
    "app_mentions:read channels:history channels:join channels:read chat:write commands files:read files:write "
    "groups:history "
    "groups:read im:history im:read im:write mpim:history mpim:read mpim:write reactions:read reactions:write "
    "users:read"
).split()
VERIFICATION = "the-old-verification-word"


class World:
    """The state. Whoever changes it holds `changes`."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.stage = Stage(self.changes)
        self.deliveries = Deliveries(self.stage, self.changes)
        self.sockets = Sockets(self.stage, self.changes, self.deliveries)
        self.deliveries.route = self.sockets
        self.space = Workspace(self.stage.now)
        self.bot = BotRecord()
        self.address = ""
        self.scopes = set(SCOPES)
        self.files: dict[str, tuple[JsonObject, bytes]] = {}
        self.triggers: dict[str, Errand] = {}
        self.responses: dict[str, Errand] = {}
        self._events = itertools.count(1)

    def new_file(self, name: str, content: bytes, mimetype: str, **more: JsonValue) -> JsonObject:
        """Keeps a file; `more` replaces its fields."""
        made = self.space.new_id("F")
        address = f"{self.address}/files-pri/{made}/{name}"
        about: JsonObject = {
            "id": made,
            "name": name,
            "title": name,
            "mimetype": mimetype,
            "filetype": name.rpartition(".")[2],
            "size": len(content),
            "mode": "hosted",
            "is_external": False,
            "url_private": address,
            "url_private_download": address,
            **more,
        }
        with self.changes:
            self.files[made] = (about, content)
        return about

    def need(self, scope: str) -> None:
        """Refused where the token was not granted that."""
        if scope and scope not in self.scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def emit(self, event: JsonObject) -> Delivery:
        """Any event at all goes to the bot, as it is, in an event_callback."""
        moment = string(event.get("event_ts")) or self.space.ts()
        told: JsonObject = {
            "enterprise_id": None,
            "team_id": TEAM,
            "user_id": BOT_USER,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        body: JsonObject = {
            "token": VERIFICATION,
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": {"event_ts": moment, **event},
            "type": "event_callback",
            "event_id": f"Ev{next(self._events):08d}",
            "event_time": int(float(moment)),
            "authorizations": [told],
            "is_ext_shared_channel": False,
            "event_context": f"4-peer-{moment}",
        }
        return self.deliveries.add("events_api", body)

    def hears(self, channel: Channel) -> bool:
        """Whether the bot is told of what happens there."""
        return BOT_USER in channel.members

    def say(self, message: Message) -> list[Delivery]:
        """Puts a message into its conversation and tells the bot of it, twice where it was mentioned."""
        channel = self.space.channels[message.channel]
        with self.changes:
            channel.messages[message.ts] = message
            parent = channel.messages.get(message.thread or "")
            if parent is not None and parent.thread is None:
                parent.thread = parent.ts
            if not self.hears(channel):
                return []
            return self._tell(channel, message, parent)

    def post(self, message: Message, args: Mapping[str, JsonValue]) -> None:
        """The bot says something."""
        post = Post(
            channel=message.channel,
            ts=message.ts,
            thread=message.thread,
            versions=[message.text],
            blocks=message.blocks,
            metadata=message.metadata,
            args=args,
            moment=self.stage.now(),
            files=tuple(str(file["id"]) for file in message.files),
            pings=pings(message.text, message.blocks),
        )
        with self.changes:
            self.bot.posts.append(post)
            self.say(message)

    def _tell(self, channel: Channel, message: Message, parent: Message | None) -> list[Delivery]:
        event = {**message.as_json(), "channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}
        if parent is not None:
            event["parent_user_id"] = parent.user
            if message.subtype == "thread_broadcast":
                event["root"] = {**parent.as_json(), **channel.answered(parent)}
        told = [self.emit(event)]
        if f"<@{BOT_USER}>" in message.text and channel.kind != "im" and message.user != BOT_USER:
            plain = {name: value for name, value in event.items() if name not in ("channel_type", "subtype")}
            told.append(self.emit({**plain, "type": "app_mention"}))
        return told

    def change(self, old: Message, new: Message) -> Delivery | None:
        """Replaces a message and says how it was before."""
        channel = self.space.channels[old.channel]
        with self.changes:
            channel.messages[old.ts] = new
            about: JsonObject = {"message": new.as_json(), "previous_message": old.as_json()}
            return self.hidden(channel, "message_changed", about)

    def delete(self, message: Message) -> Delivery | None:
        """Takes a message out; the head of a thread stays as a tombstone."""
        channel = self.space.channels[message.channel]
        with self.changes:
            if len(channel.thread(message.ts)) > 1:
                text = "This message was deleted."
                stone = replace(message, subtype="tombstone", text=text, user="USLACKBOT", blocks=None, files=())
                return self.change(message, stone)
            del channel.messages[message.ts]
            about: JsonObject = {"deleted_ts": message.ts, "previous_message": message.as_json()}
            return self.hidden(channel, "message_deleted", about)

    def hidden(self, channel: Channel, subtype: str, about: JsonObject) -> Delivery | None:
        """Tells of a change to a message that is no message itself; None where the bot is not in the channel."""
        ts = self.space.ts()
        event: JsonObject = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id, **about}
        event |= {"ts": ts, "event_ts": ts, "channel_type": channel.kind}
        return self.emit(event) if self.hears(channel) else None

    def react(self, user: str, message: Message, name: str, *, on: bool) -> Delivery | None:
        """Somebody puts an emoji on a message, or takes it off."""
        with self.changes:
            users = message.reactions.setdefault(name, [])
            if on:
                users.append(user)
            else:
                users.remove(user)
            if not users:
                del message.reactions[name]
            kind = "reaction_added" if on else "reaction_removed"
            item: JsonObject = {"type": "message", "channel": message.channel, "ts": message.ts}
            event: JsonObject = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
            return self.emit(event) if self.hears(self.space.channels[message.channel]) else None

    def bots_own(self, channel: Channel, text: str, author: User | None = None) -> Message:
        """A message by a program, as chat.postMessage makes it; the bot's own unless another is named."""
        user = author or self.space.bot
        app = APP if user.id == BOT_USER else "A0OTHER"
        return Message(channel=channel.id, ts=self.space.ts(), text=text, user=user.id, bot=user.bot, app=app)
