"""What the bot did, for tests to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.peers.slack.values import JsonObject, JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the Web API as it came. `broken`: when the Retry-After was told that it did not wait for."""

    method: str
    args: Mapping[str, JsonValue]
    token: str
    moment: float
    broken: float | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Post:
    """A message of the bot's as it stands now. `versions`: every text that it had, the last is `text`."""

    channel: str
    ts: str
    thread: str | None
    versions: list[str]
    blocks: JsonValue
    metadata: JsonValue
    args: Mapping[str, JsonValue]
    moment: float
    files: tuple[str, ...] = ()
    pings: tuple[str, ...] = ()
    deleted: bool = False

    @property
    def text(self) -> str:
        return self.versions[-1]

    @property
    def pinged(self) -> bool:
        """Whether it rang somebody's phone."""
        return bool(self.pings)


@dataclass(slots=True, kw_only=True, eq=False)
class Ephemeral:
    """A text that one person alone sees, as it stands now. `via`: the method, "response_url" or "ack"."""

    channel: str
    user: str
    versions: list[str]
    blocks: JsonValue
    via: str
    deleted: bool = False

    @property
    def text(self) -> str:
        return self.versions[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """The bot put an emoji on a message, or took it off; `moment` is when."""

    channel: str
    ts: str
    name: str
    added: bool
    moment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A call of chat.update that went through."""

    channel: str
    ts: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The bot said under a thread what it is doing; an empty text takes that away."""

    channel: str
    thread: str
    text: str


@dataclass(slots=True, kw_only=True, eq=False)
class View:
    """A modal or a home tab as the bot drew it last."""

    id: str
    user: str
    content: Mapping[str, JsonValue]
    open: bool = True

    def as_json(self, team: str, bot: str) -> JsonObject:
        state: JsonObject = {"values": {}}
        made: JsonObject = {"id": self.id, "team_id": team, "bot_id": bot, "hash": "1.peer", "state": state}
        return {"callback_id": "", "private_metadata": "", **self.content, **made, "root_view_id": self.id}


@dataclass(slots=True, kw_only=True)
class Errand:
    """What a trigger id or a response address stands for, until when it serves, and how often it did."""

    user: str
    channel: str
    until: float
    on: Post | Ephemeral | None = None
    used: int = 0


@dataclass(slots=True)
class BotRecord:
    """All of it, in the order in which it happened."""

    calls: list[Call] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    deletes: list[tuple[str, str]] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    modals: list[View] = field(default_factory=list)
    homes: dict[str, View] = field(default_factory=dict)

    @property
    def last(self) -> Post | None:
        return self.posts[-1] if self.posts else None

    @property
    def modal(self) -> View | None:
        """The form that is open on top."""
        return next((one for one in reversed(self.modals) if one.open), None)

    def post(self, channel: str, ts: str) -> Post | None:
        return next((one for one in reversed(self.posts) if (one.channel, one.ts) == (channel, ts)), None)

    def texts(self, channel: str = "") -> list[str]:
        """The texts of what stands, of one channel or of all."""
        return [one.text for one in self.posts if not one.deleted and channel in ("", one.channel)]

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def early(self) -> list[Call]:
        """Calls that did not wait as long as they had been told to."""
        return [call for call in self.calls if call.broken is not None]

    @property
    def pinged(self) -> list[Post]:
        """Posts that rang somebody's phone."""
        return [one for one in self.posts if one.pinged]
