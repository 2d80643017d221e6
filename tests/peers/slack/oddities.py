"""What also comes from Slack, and what a bot has to take as it is or leave alone."""

from __future__ import annotations

from dataclasses import replace

from tests.peers.slack.deliveries import Delivery
from tests.peers.slack.mrkdwn import normalised
from tests.peers.slack.values import JsonObject
from tests.peers.slack.workspace import APP, BOT_USER, TEAM, Channel, Message, User
from tests.peers.slack.world import VERIFICATION, World


class Oddities:
    """Each happens once when it is called, and returns how the bot is told."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._other: User | None = None

    def own(self, channel: Channel, text: str) -> Delivery:
        """A message of the bot itself, told to it as any other is."""
        with self._world.changes:
            return self._world.say(self._world.bots_own(channel, normalised(text)))[0]

    def other_bot(self, channel: Channel, text: str, thread: str | None = None) -> Delivery:
        """A message of another app: it has a user, a bot id and another app id."""
        with self._world.changes:
            self._other = self._other or self._world.space.user("weatherbot", bot=True)
            message = self._world.bots_own(channel, normalised(text), self._other)
            return self._world.say(replace(message, thread=thread))[0]

    def webhook(self, channel: Channel, text: str) -> Delivery:
        """An old integration: subtype bot_message, a username, and no user."""
        with self._world.changes:
            ts = self._world.space.ts()
            message = Message(channel=channel.id, ts=ts, text=text, subtype="bot_message", bot="B0HOOK")
            return self._world.say(replace(message, more={"username": "deployments"}))[0]

    def system(self, channel: Channel, subtype: str, text: str, user: str = "") -> Delivery:
        """A line that Slack writes itself, such as channel_topic, channel_name or pinned_item."""
        with self._world.changes:
            ts = self._world.space.ts()
            return self._world.say(Message(channel=channel.id, ts=ts, text=text, subtype=subtype, user=user or None))[0]

    def replied(self, channel: Channel, parent: str) -> Delivery | None:
        """message_replied: the head of a thread, told again because of a reply."""
        with self._world.changes:
            head = channel.messages[parent]
            about: JsonObject = {"message": {**head.as_json(), **channel.answered(head)}}
            return self._world.hidden(channel, "message_replied", about)

    def unknown(self, kind: str = "planet_aligned") -> Delivery:
        """An event of a kind that nobody has heard of."""
        return self._world.emit({"type": kind, "planet": {"name": "Mars"}, "user": {"id": "U0", "more": [1, None]}})

    def limited(self) -> Delivery:
        """Slack says that it leaves events out for a minute: a body without an event in it."""
        minute = int(self._world.stage.now()) // 60 * 60
        body: JsonObject = {"token": VERIFICATION, "type": "app_rate_limited", "minute_rate_limited": minute}
        return self._world.deliveries.add("events_api", {**body, "team_id": TEAM, "api_app_id": APP})

    def unknown_subtype(self, channel: Channel, user: str) -> Delivery:
        """A message of a kind that nobody has heard of."""
        return self.system(channel, "planet_message", "the planets are aligned", user)

    def without_user(self, channel: Channel, text: str = "who says this?") -> Delivery:
        """A message of nobody's: no user, no bot, no subtype."""
        with self._world.changes:
            return self._world.say(Message(channel=channel.id, ts=self._world.space.ts(), text=text))[0]

    def invited(self, channel: Channel, by: str) -> Delivery:
        """Somebody brings the bot into a channel."""
        with self._world.changes:
            channel.members.append(BOT_USER)
            event: JsonObject = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel.id}
            letter = "C" if channel.kind == "channel" else "G"
            return self._world.emit({**event, "channel_type": letter, "team": TEAM, "inviter": by})

    def removed(self, channel: Channel, by: str) -> Delivery:
        """Somebody takes the bot out of a channel."""
        with self._world.changes:
            channel.members.remove(BOT_USER)
            kind = "channel_left" if channel.kind == "channel" else "group_left"
            return self._world.emit({"type": kind, "channel": channel.id, "actor_id": by})

    def archived(self, channel: Channel, by: str) -> Delivery:
        with self._world.changes:
            channel.archived = True
            return self._world.emit({"type": "channel_archive", "channel": channel.id, "user": by})
