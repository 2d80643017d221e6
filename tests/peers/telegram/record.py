"""What the bot did, as the peer saw it; `order` counts through everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from tests.peers.telegram.wire import Json, JsonValue, Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A call that reached the peer; `status` is what was meant to go back, 0 where nothing was."""

    order: int
    at: float
    method: str
    values: Mapping[str, JsonValue]
    status: int


@dataclass(slots=True, kw_only=True)
class Sent:
    """A message of the bot's. `text` and `entities` are as they stand now, `first` is the text as it came."""

    order: int
    at: float
    method: str
    chat_id: int
    message_id: int
    first: str
    message: Json
    file: Upload | None = None
    deleted: bool = False
    edits: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return str(self.message.get("text", self.message.get("caption", "")))

    @property
    def entities(self) -> JsonValue:
        return self.message.get("entities", self.message.get("caption_entities", []))

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons, row by row."""
        markup = self.message.get("reply_markup")
        rows = markup.get("inline_keyboard") if isinstance(markup, dict) else []
        assert isinstance(rows, list)
        return [button for row in rows if isinstance(row, list) for button in row if isinstance(button, dict)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted:
    """The reactions that the bot now has on a message; `at` in seconds since 1970."""

    order: int
    at: float
    chat_id: int
    message_id: int
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """An update that the bot let go. `committed` is what the test's hook said of it; True without a hook."""

    order: int
    at: float
    update: Json
    committed: bool

    @property
    def update_id(self) -> int:
        number = self.update["update_id"]
        assert isinstance(number, int)
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """One try to bring an update to the webhook; `status` 0 where there was no answer."""

    order: int
    update_id: int
    status: int


@dataclass(slots=True, kw_only=True)
class Record:
    """Everything, in the order in which it came."""

    calls: list[Called] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    places: dict[tuple[int, int], Sent] = field(default_factory=dict)
    reactions: list[Reacted] = field(default_factory=list)
    deleted: list[tuple[int, int]] = field(default_factory=list)
    typing: list[tuple[int, str]] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    confirmed: list[Confirmed] = field(default_factory=list)
    pushed: list[Pushed] = field(default_factory=list)
    handed_out: Counter[int] = field(default_factory=Counter)
    early: list[Called] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    orders: count[int] = field(default_factory=lambda: count(1))

    def next(self) -> int:
        return next(self.orders)

    def add(self, sent: Sent) -> None:
        self.sent.append(sent)
        self.places[sent.chat_id, sent.message_id] = sent

    def texts(self, chat_id: int | None = None) -> list[str]:
        """What stands in a chat (or in all) of the bot's now, in the order in which it was sent."""
        here = [sent for sent in self.sent if chat_id in {None, sent.chat_id}]
        return [sent.text for sent in here if not sent.deleted]

    def doubled(self) -> Sequence[tuple[int, str]]:
        """The texts that went into the same chat more than once, by chat."""
        times = Counter((sent.chat_id, sent.first) for sent in self.sent)
        return [which for which, many in times.items() if many > 1]

    @property
    def confirmed_early(self) -> list[int]:
        """The updates that the bot let go before the hook saw them committed."""
        return [each.update_id for each in self.confirmed if not each.committed]
