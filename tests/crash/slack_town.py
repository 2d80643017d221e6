"""The loopback Slack as a town."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Self

from bot.ids import AccountId, ChatId, Contact, Conversation, EventKey, MessageId, Platform, UserId, event_key
from memory.folder import DataFolder
from memory.journal import Journal, open_journal
from tests.crash.towns import Reaction
from tests.peers.slack import BOT_USER, TEAM, Ack, Delay, Delivery, DropAnswer, Fault, Limited, SlackPeer
from tests.peers.slack.record import Call

SLACK, ACCOUNT = Platform("slack"), AccountId(TEAM)

REFUSED, UNANSWERED = 0.3, 0.05
"""The shares of what the bot says that are answered with 429, or done and not answered at all."""

SAYING = frozenset({"chat.postMessage", "reactions.add"})
WAIT_S = 1
MIXED_OVER_S = 0.5

WRITTEN_WITHIN_S = 0.2
"""So long a process may take to write down that it was told to wait; who was killed meanwhile knows nothing of it."""


class SlackTown:
    """The loopback Slack in Socket Mode, everybody in the direct conversation with the bot."""

    def __init__(self, people: int) -> None:
        self.slack = SlackPeer()
        self._people = [self.slack.person(f"Ada {number}") for number in range(people)]
        self.chats = [person.direct.id for person in self._people]
        self._said: dict[tuple[str, str], str] = {}
        self._chance = random.Random(4711)  # noqa: S311 -- repeatable, not secret
        self._troubled = False
        self._slow: dict[str, float] = {}
        self._copies: list[tuple[Delivery, int]] = []
        self._journal: Journal | None = None
        self._uncommitted: list[Ack] = []
        self.slack.api.faults.rule = self._fault

    def __enter__(self) -> Self:
        self.slack.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.slack.__exit__(None, None, None)
        if self._journal is not None:
            self._journal.close()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SATCHEL_SLACK_BOT_TOKEN": self.slack.bot_token,
            "SATCHEL_SLACK_APP_TOKEN": self.slack.app_token,
            "SATCHEL_SLACK_API": self.slack.api_url,
        }

    @property
    def people(self) -> Sequence[Contact]:
        return [Contact(platform=SLACK, account=ACCOUNT, user=UserId(person.id)) for person in self._people]

    def says(self, person: int, text: str) -> None:
        """Of what is said while nobody is there, half is never told later: it has to be found in the history."""
        with self.slack.world.changes:
            said = self._people[person].says(text)
            self._said[said.channel, said.ts] = text
            # Nobody asks for history who was never there.
            if self.slack.down and self.slack.deliveries.acks and self._chance.random() < 0.5:
                self.slack.deliveries.give_up(said.delivery, "no retry left")

    def seen(self) -> list[str]:
        with self.slack.world.changes:
            return self.slack.bot.texts()

    def confirmed(self) -> int:
        with self.slack.world.changes:
            messages = [one for chat in self.slack.world.space.channels.values() for one in chat.messages.values()]
            return sum(any(BOT_USER in users for users in one.reactions.values()) for one in messages)

    def reactions(self, person: int) -> Sequence[Reaction]:
        chat = self.chats[person]
        with self.slack.world.changes:
            return [
                Reaction(to=self._said[each.channel, each.ts], at=each.moment)
                for each in self.slack.bot.reactions
                if each.added and each.channel == chat
            ]

    def watch(self, data: Path) -> None:
        self.slack.deliveries.on_ack = partial(self._look, data)

    def early(self) -> int:
        with self.slack.world.changes:
            return sum(not self._died_over(call) for call in self.slack.bot.early) + len(self._uncommitted)

    def trouble(self) -> None:
        self._troubled = True

    def repeating(self, times: int) -> None:
        self.slack.deliveries.sends = partial(self._repeat, times)

    def away(self) -> None:
        self.slack.go_down()

    def slow(self, person: int, seconds: float) -> None:
        self._slow[self.chats[person]] = seconds

    def calm(self) -> None:
        self._troubled = self.slack.down = False
        self._slow.clear()
        self.slack.deliveries.sends = self.slack.deliveries.send
        while self._copies:
            self._send_one()

    def _fault(self, call: Call) -> Fault | None:
        chat = call.args.get("channel")
        if isinstance(chat, str) and chat in self._slow:
            return Delay(self._slow[chat])
        if not self._troubled or call.method not in SAYING:
            return None
        drawn = self._chance.random()
        if drawn < REFUSED:
            return Limited(WAIT_S)
        return DropAnswer() if drawn < REFUSED + UNANSWERED else None

    def _died_over(self, call: Call) -> bool:
        """Whether the process that was told to wait died before it can have written that down."""
        told = call.broken or 0.0
        # Each process asks first who it is.
        begun = next(
            (one.moment for one in self.slack.bot.called("auth.test") if told < one.moment < call.moment), None
        )
        if begun is None:
            return False
        calls = [one.moment for one in self.slack.bot.calls if one.moment < begun]
        acks = [ack.moment for ack in self.slack.deliveries.acks if ack.moment < begun]
        return max([*calls, *acks]) - told < WRITTEN_WITHIN_S

    def _repeat(self, times: int, delivery: Delivery) -> None:
        """Now one copy goes out, now another: no order holds, nor do the numbers of the tries."""
        with self.slack.world.changes:
            self._copies += [(delivery, number) for number in range(times)]
        for _ in range(times):
            self.slack.stage.after(self._chance.uniform(0, MIXED_OVER_S), self._send_one)

    def _send_one(self) -> None:
        with self.slack.world.changes:
            if self._copies:
                delivery, number = self._copies.pop(self._chance.randrange(len(self._copies)))
                self.slack.deliveries.send(delivery, number=number, reason="timeout" if number else "")

    def _look(self, data: Path, ack: Ack) -> None:
        key = self._key(ack.delivery)
        if key is None:
            return
        if self._journal is None:
            self._journal = open_journal(DataFolder(data).journal, reader=True)
        with self._journal.database.reading() as connection:
            found = connection.execute("SELECT 1 FROM events WHERE key = ?", (key.bytes,)).fetchone()
        if found is None:
            self._uncommitted.append(ack)

    def _key(self, delivery: Delivery) -> EventKey | None:
        """Under which key the journal has to hold what was told; None for what nobody of the town said."""
        chat, ts = str(delivery.event.get("channel")), str(delivery.event.get("ts"))
        with self.slack.world.changes:
            if (chat, ts) not in self._said:
                return None
        where = Conversation(platform=SLACK, account=ACCOUNT, chat=ChatId(chat))
        return event_key(where, MessageId(ts), "received")
