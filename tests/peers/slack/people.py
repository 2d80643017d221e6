"""Somebody at their Slack: talking, editing, reacting, coming and going."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.peers.slack.deliveries import Delivery
from tests.peers.slack.mrkdwn import escaped, rich_text, typed
from tests.peers.slack.record import Ephemeral, Post, View
from tests.peers.slack.taps import Taps
from tests.peers.slack.values import JsonObject, JsonValue
from tests.peers.slack.workspace import APP, DOMAIN, TEAM, Channel, Message, User
from tests.peers.slack.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said: where it stands, and how the bot is told of it."""

    channel: str
    ts: str
    text: str
    deliveries: tuple[Delivery, ...]

    @property
    def delivery(self) -> Delivery:
        return self.deliveries[0]


Place = Channel | str | None
Spot = Said | Post | Message


class Person:
    """A member of the workspace. Where no place is named, it is the direct conversation with the bot."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user
        self.taps = Taps(world, user)

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    @property
    def direct(self) -> Channel:
        with self._world.changes:
            return self._world.space.direct(self.user.id)

    def says(
        self,
        text: str,
        *,
        to: Place = None,
        thread: Spot | str | None = None,
        broadcast: bool = False,
        files: Sequence[JsonObject] = (),
        blocks: JsonValue = None,
        ts: str = "",
    ) -> Said:
        """Types a text and sends it; tokens such as `<@U…>` count as chosen from Slack's menu.

        `blocks` replaces those of the composer; `ts` forces the moment, for one that two channels share.
        """
        written = typed(text)
        subtype = "thread_broadcast" if broadcast else "file_share" if files else None
        more: JsonObject = {"client_msg_id": str(uuid.uuid4())}
        if files:
            more |= {"upload": False, "display_as_bot": False}
        with self._world.changes:
            message = Message(
                channel=self._place(to).id,
                ts=ts or self._world.space.ts(),
                text=written,
                user=self.id,
                thread=thread.ts if isinstance(thread, Spot) else thread,
                subtype=subtype,
                blocks=blocks if blocks is not None else rich_text(written) if written else None,
                files=files,
                more=more,
            )
            return self._said(message)

    def types_literally(self, text: str, *, to: Place = None) -> Said:
        """Sends a text in which nothing was chosen from a menu: `<!channel>` is mere letters."""
        written = escaped(text)
        with self._world.changes:
            message = Message(channel=self._place(to).id, ts=self._world.space.ts(), text=written, user=self.id)
            return self._said(replace(message, blocks=rich_text(written)))

    def forwards(self, spot: Spot, comment: str = "", *, to: Place = None) -> Said:
        """Shares a message of somebody's: their own comment, and the other's words as an attachment."""
        written = typed(comment)
        with self._world.changes:
            one = self._message(spot)
            shared: JsonObject = {
                "id": 1,
                "is_msg_unfurl": True,
                "is_share": True,
                "author_id": one.user,
                "author_name": self._world.space.users[one.user].name if one.user else "somebody",
                "channel_id": one.channel,
                "ts": one.ts,
                "text": one.text,
                "fallback": one.text,
                "from_url": f"https://{DOMAIN}.slack.com/archives/{one.channel}/p{one.ts.replace('.', '')}",
            }
            ts, blocks = self._world.space.ts(), rich_text(written) if written else None
            place = self._place(to).id
            message = Message(channel=place, ts=ts, text=written, user=self.id, blocks=blocks)
            return self._said(replace(message, more={"attachments": [shared]}))

    def edits(self, spot: Spot, text: str) -> Delivery | None:
        """Changes what they said."""
        with self._world.changes:
            old, written = self._message(spot), typed(text)
            edited: JsonObject = {"user": self.id, "ts": self._world.space.ts()}
            new = replace(old, text=written, blocks=rich_text(written), edited=edited)
            return self._world.change(old, new)

    def unfurls(self, spot: Spot, title: str = "A page") -> Delivery | None:
        """Slack adds a preview to a message: it is told as a change although nobody changed the text."""
        with self._world.changes:
            old = self._message(spot)
            preview: JsonObject = {"id": 1, "title": title, "from_url": "https://example.org"}
            return self._world.change(old, replace(old, more={**old.more, "attachments": [preview]}))

    def deletes(self, spot: Spot) -> Delivery | None:
        with self._world.changes:
            return self._world.delete(self._message(spot))

    def reacts(self, spot: Spot, name: str = "thumbsup") -> Delivery | None:
        with self._world.changes:
            return self._world.react(self.id, self._message(spot), name, on=True)

    def unreacts(self, spot: Spot, name: str = "thumbsup") -> Delivery | None:
        with self._world.changes:
            return self._world.react(self.id, self._message(spot), name, on=False)

    def opens_home(self, tab: str = "home") -> Delivery:
        event: JsonObject = {"type": "app_home_opened", "user": self.id, "channel": self.direct.id, "tab": tab}
        view = self._world.bot.homes.get(self.id)
        return self._world.emit({**event, "view": view.as_json(TEAM, APP)} if view and tab == "home" else event)

    def joins(self, channel: Channel) -> list[Delivery]:
        """Enters a channel: an event of its own, and a message that says so."""
        with self._world.changes:
            channel.members.append(self.id)
            told = [self._moves("member_joined_channel", channel)]
            text = f"{self.mention} has joined the channel"
            message = Message(channel=channel.id, ts=self._world.space.ts(), text=text, user=self.id)
            return told + self._world.say(replace(message, subtype="channel_join"))

    def leaves(self, channel: Channel) -> Delivery:
        with self._world.changes:
            channel.members.remove(self.id)
            return self._moves("member_left_channel", channel)

    def commands(self, text: str, *, command: str = "/satchel", at: Place = None) -> Delivery:
        """Uses the slash command."""
        return self.taps.command(command, text, self._place(at))

    def presses(self, on: Post | Ephemeral | View, button: str, *, at: Place = None) -> Delivery:
        """Presses the button with that action id, value or label; AssertionError where there is none."""
        return self.taps.press(on, button, self._place(at if isinstance(on, View) else on.channel))

    def _moves(self, kind: str, channel: Channel) -> Delivery:
        letter = "C" if channel.kind == "channel" else "G"
        event: JsonObject = {"type": kind, "user": self.id, "channel": channel.id, "channel_type": letter}
        return self._world.emit({**event, "team": TEAM})

    def _place(self, place: Place) -> Channel:
        if isinstance(place, Channel):
            return place
        return self._world.space.channels[place] if place else self.direct

    def _message(self, spot: Spot) -> Message:
        return copy.copy(self._world.space.channels[spot.channel].messages[spot.ts])

    def _said(self, message: Message) -> Said:
        told = tuple(self._world.say(message))
        return Said(channel=message.channel, ts=message.ts, text=message.text, deliveries=told)
