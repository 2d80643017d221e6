"""What Slack wants the bot to know: sent, sent again until it is acknowledged, kept back where a test says so."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tests.peers.slack.changes import Changes
from tests.peers.slack.stage import Stage
from tests.peers.slack.values import JsonObject, JsonValue, mapping, string

What = Literal["events_api", "slash_commands", "interactive"]

PATIENCE = 3.0
GAPS = (0.0, 60.0, 300.0)


@dataclass(slots=True, kw_only=True, eq=False)
class Attempt:
    """One time that it was sent: `number` 0 is the first, `route` the connection's name or "http"."""

    envelope: str
    number: int
    reason: str
    moment: float
    route: str = ""


@dataclass(slots=True, kw_only=True, eq=False)
class Delivery:
    """One event, command or tap on its way; `failed` says why Slack gave up on it, `kept` that a test holds it."""

    what: What
    payload: JsonObject
    attempts: list[Attempt] = field(default_factory=list)
    acks: list[Ack] = field(default_factory=list)
    failed: str = ""
    kept: bool = False

    @property
    def event(self) -> JsonObject:
        return dict(mapping(self.payload.get("event")))

    @property
    def event_id(self) -> str:
        return string(self.payload.get("event_id"))

    @property
    def acked(self) -> bool:
        return bool(self.acks)

    @property
    def open(self) -> bool:
        return not self.acked and not self.failed

    @property
    def repeats(self) -> bool:
        """Slack sends events again; a command or a tap fails where the person sees it."""
        return self.what == "events_api"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ack:
    """The bot said that it has it: when, and what it answered with."""

    delivery: Delivery
    envelope: str
    moment: float
    payload: JsonValue


class Route(Protocol):
    """A way to the bot."""

    @property
    def ready(self) -> bool: ...

    def push(self, delivery: Delivery, attempt: Attempt) -> None: ...


class Deliveries:
    """All deliveries in the order they arose. `on_ack` is called at each acknowledgement, before anything else is.

    `sends` brings a new one on its way: at once, unless a test puts something else there.
    `gaps`: the seconds from one try's time-out to the next; None for no repeats by time at all.
    """

    def __init__(self, stage: Stage, changes: Changes) -> None:
        self._stage = stage
        self._changes = changes
        self._kept: list[Delivery] | None = None
        self._carried: dict[str, Delivery] = {}
        self.route: Route | None = None
        self.all: list[Delivery] = []
        self.acks: list[Ack] = []
        self.on_ack: Callable[[Ack], None] = lambda _: None
        self.answered: Callable[[Ack], None] = lambda _: None
        self.sends: Callable[[Delivery], None] = self.send
        self.patience = PATIENCE
        self.gaps: tuple[float, ...] | None = GAPS
        self.gives_up = False

    def add(self, what: What, payload: JsonObject) -> Delivery:
        """Something new for the bot; sent at once unless it is kept back."""
        delivery = Delivery(what=what, payload=payload)
        with self._changes:
            self.all.append(delivery)
            if self._kept is not None:
                delivery.kept = True
                self._kept.append(delivery)
                return delivery
        self.sends(delivery)
        return delivery

    @contextmanager
    def kept_back(self) -> Iterator[list[Delivery]]:
        """Sends nothing new meanwhile: the test does, with `send`, in its own order; or never, then it is lost."""
        before, self._kept = self._kept, []
        try:
            yield self._kept
        finally:
            self._kept = before

    def send(self, delivery: Delivery, *, number: int = 0, reason: str = "", envelope: str = "") -> None:
        """Sends it, or sends it again, under a new envelope id or the given one; waits where there is no connection."""
        with self._changes:
            delivery.kept = False
            if self.route is None or not self.route.ready:
                delivery.failed = "" if delivery.repeats else "dispatch_failed"
                return
            name = envelope or str(uuid.uuid4())
            attempt = Attempt(envelope=name, number=number, reason=reason, moment=self._stage.now())
            self._carried[name] = delivery
            delivery.attempts.append(attempt)
            self.route.push(delivery, attempt)

    def send_twice(self, delivery: Delivery) -> None:
        """The same envelope once more, as Slack does now and then."""
        last = delivery.attempts[-1]
        self.send(delivery, number=last.number, reason=last.reason, envelope=last.envelope)

    def expect_ack(self, delivery: Delivery, attempt: Attempt) -> None:
        """Sends again after the time that Slack waits, unless it was acknowledged or sent again meanwhile."""
        self._stage.after(self.patience, lambda: self.missed(delivery, attempt, "timeout"))

    def missed(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        """A try came to nothing: the next one in its time, or the end."""
        if not delivery.open or delivery.attempts[-1] is not attempt:
            return
        if not delivery.repeats:
            self.give_up(delivery, "operation_timeout")
        elif self.gaps is not None and attempt.number < len(self.gaps):
            spent = self.patience if reason.endswith("timeout") else 0.0
            moment = attempt.moment + spent + self.gaps[attempt.number]
            self._stage.at(moment, lambda: self._again(delivery, attempt, reason))
        elif self.gives_up:
            self.give_up(delivery, "no retry left")

    def give_up(self, delivery: Delivery, why: str) -> None:
        with self._changes:
            delivery.failed = why

    def _again(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        if delivery.open and delivery.attempts[-1] is attempt:
            self.send(delivery, number=attempt.number + 1, reason=reason)

    def acknowledge(self, envelope: str, payload: JsonValue = None) -> Ack | None:
        """The bot acknowledged that envelope; None where nobody sent it."""
        delivery = self._carried.get(envelope)
        if delivery is None:
            return None
        ack = Ack(delivery=delivery, envelope=envelope, moment=self._stage.now(), payload=payload)
        self.on_ack(ack)
        with self._changes:
            delivery.acks.append(ack)
            self.acks.append(ack)
            if len(delivery.acks) == 1:
                self.answered(ack)
        return ack

    def waiting(self) -> list[Delivery]:
        """Events that are still to be acknowledged, oldest first, but for those kept back."""
        return [one for one in self.all if one.open and one.repeats and not one.kept]
