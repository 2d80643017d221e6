"""The workspace: who is there, the conversations, and what was said in them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.peers.slack.values import JsonObject, JsonValue, without_nothing

Kind = Literal["im", "mpim", "channel", "group"]

TEAM, DOMAIN, APP = "T0PEER", "peer", "A0SATCHEL"
BOT_USER, BOT = "U0SATCHEL", "B0SATCHEL"


@dataclass(slots=True, kw_only=True)
class User:
    """Somebody with an account; `bot` is the bot id of one that is a program."""

    id: str
    name: str
    zone: str = "Europe/Berlin"
    bot: str | None = None
    deleted: bool = False

    def as_json(self) -> JsonObject:
        profile: JsonObject = {"real_name": self.name.title(), "display_name": self.name}
        return {
            "id": self.id,
            "team_id": TEAM,
            "name": self.name,
            "real_name": self.name.title(),
            "tz": self.zone,
            "profile": profile,
            "deleted": self.deleted,
            "is_bot": self.bot is not None,
            "is_restricted": False,
            "is_ultra_restricted": False,
        }


@dataclass(slots=True, kw_only=True)
class Message:
    """What was said, as it stands now; `more` holds fields that are written as they are."""

    channel: str
    ts: str
    text: str
    user: str | None = None
    thread: str | None = None
    subtype: str | None = None
    bot: str | None = None
    app: str | None = None
    blocks: JsonValue = None
    files: Sequence[JsonObject] = ()
    metadata: JsonValue = None
    edited: JsonObject | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    more: JsonObject = field(default_factory=dict)

    @property
    def heads_thread(self) -> bool:
        return self.thread == self.ts

    @property
    def in_channel(self) -> bool:
        """Whether the channel itself shows it: a reply is seen in its thread alone."""
        return self.thread is None or self.heads_thread or self.subtype == "thread_broadcast"

    def as_json(self, *, metadata: bool = False) -> JsonObject:
        reactions: list[JsonValue] = [
            {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
        ]
        return without_nothing(
            {
                "type": "message",
                "subtype": self.subtype,
                "user": self.user,
                "text": self.text,
                "ts": self.ts,
                "thread_ts": self.thread,
                "bot_id": self.bot,
                "app_id": self.app,
                "team": TEAM if self.user else None,
                "blocks": self.blocks,
                "files": list(self.files) or None,
                "metadata": self.metadata if metadata else None,
                "edited": self.edited,
                "reactions": reactions or None,
                **self.more,
            }
        )


@dataclass(slots=True, kw_only=True)
class Channel:
    """A conversation of any kind, its members' ids and its messages by their `ts`."""

    id: str
    kind: Kind
    name: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def as_json(self) -> JsonObject:
        about: JsonObject = {
            "id": self.id,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_archived": self.archived,
            "context_team_id": TEAM,
        }
        if self.kind == "im":
            return {**about, "user": next(member for member in self.members if member != BOT_USER)}
        return {**about, "name": self.name, "is_member": BOT_USER in self.members, "num_members": len(self.members)}

    def thread(self, ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        return [one for _, one in sorted(self.messages.items()) if ts in (one.ts, one.thread)]

    def answered(self, message: Message) -> JsonObject:
        """The fields that a message has more once it heads a thread."""
        if not message.heads_thread:
            return {}
        replies = [one for one in self.thread(message.ts) if one.ts != message.ts]
        if not replies:
            return {}
        users = list(dict.fromkeys(one.user or one.bot for one in replies))
        return {
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "reply_users": users,
            "latest_reply": replies[-1].ts,
        }


class Workspace:
    """All users, channels and files, by their ids."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._numbers = itertools.count(1)
        self._last = 0
        self.bot = User(id=BOT_USER, name="satchel", bot=BOT)
        self.users: dict[str, User] = {BOT_USER: self.bot}
        self.channels: dict[str, Channel] = {}

    def new_id(self, letter: str) -> str:
        return f"{letter}0{next(self._numbers):06d}"

    def ts(self) -> str:
        """A moment that no message has yet, with microseconds."""
        self._last = max(self._last + 1, int(self._now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def user(self, name: str, *, bot: bool = False) -> User:
        """A new account."""
        user = User(id=self.new_id("U"), name=name, bot=self.new_id("B") if bot else None)
        self.users[user.id] = user
        return user

    def channel(self, kind: Kind, name: str, members: Sequence[str]) -> Channel:
        """A new conversation."""
        channel = Channel(id=self.new_id("D" if kind == "im" else "C"), kind=kind, name=name, members=list(members))
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: str) -> Channel:
        """The one direct conversation of the bot with somebody."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        return self.channel("im", "", [user, BOT_USER])
