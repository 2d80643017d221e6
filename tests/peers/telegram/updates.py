"""The updates that wait for the bot, and what confirms them."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.peers.telegram.wire import Json, JsonValue

# What is only sent to those who name it.
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, kw_only=True)
class UpdateQueue:
    """Updates by id, in order, until they are confirmed.

    `allowed` is what the bot asked for last: None is all but what has to be named. It decides when
    an update comes into being, not when it is fetched. `again` are updates that come a second time
    whatever was confirmed. `shuffle` mixes each batch.
    """

    allowed: frozenset[str] | None = None
    waiting: OrderedDict[int, Json] = field(default_factory=OrderedDict)
    again: list[Json] = field(default_factory=list)
    shuffle: random.Random | None = None
    next_id: int = 100_001
    every: dict[int, Json] = field(default_factory=dict)

    def put(self, kind: str, body: Json) -> int | None:
        """Queue one update, if the bot asked for its kind; returns its id."""
        wanted = kind not in UNASKED if self.allowed is None else kind in self.allowed
        return self.put_raw({kind: body}) if wanted else None

    def put_raw(self, update: Mapping[str, JsonValue]) -> int:
        """Queue what is no proper update, or whatever else: it gets an id and is sent as it is."""
        number, self.next_id = self.next_id, self.next_id + 1
        self.waiting[number] = self.every[number] = {"update_id": number, **update}
        return number

    def ask_for(self, kinds: Iterable[str] | None) -> None:
        """None keeps what was asked for before; an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> list[Json]:
        """Forget all before `offset`; counted from the end where it is negative. Returns the forgotten."""
        if offset < 0:
            kept = list(self.waiting)[offset:]
            offset = kept[0] if kept else 0
        gone = [number for number in self.waiting if number < offset]
        return [self.waiting.pop(number) for number in gone]

    def batch(self, limit: int) -> Sequence[Json]:
        """The next updates, at most `limit`; they stay until they are confirmed."""
        repeated, self.again = self.again[:limit], self.again[limit:]
        fresh = [update for update, _ in zip(self.waiting.values(), range(limit - len(repeated)), strict=False)]
        found = [*repeated, *fresh]
        if self.shuffle is not None:
            self.shuffle.shuffle(found)
        return found

    @property
    def ready(self) -> bool:
        return bool(self.waiting or self.again)
