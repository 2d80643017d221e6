"""The one way out: outbox to adapter, in order within a conversation, with what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.crashes import CrashPoint, crash_point
from bot.errors import DeliveryError, MaybeSent, NeverSent, RateLimited, SatchelError
from bot.ids import Conversation, MessageId, Platform
from bot.listing import shortened
from bot.ports import ChatAdapter, Clock, FindsOwnMessage, Outbox, Outgoing, Sent, Settled, ShowsTyping
from bot.pulse import Pulse
from bot.replies import Part, PartKind, Reply

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=10)
MOST_DOUBLINGS = 10
PATIENCE = timedelta(days=3)
DOUBT = timedelta(seconds=15)
"""Before what may have arrived is tried the second and last time: most hangs of a platform are over by then."""

_log = logging.getLogger(__name__)


class Delivery:
    """Sends what the outbox holds. `wake` after each commit that filled it; `resume` at start, and now and then.

    `fault` is why sending stopped: the journal cannot be written, or the pipe that we write to is
    closed. What is open stays open.
    """

    def __init__(
        self, adapters: Mapping[Platform, ChatAdapter], outbox: Outbox, clock: Clock, pulse: Pulse | None = None
    ) -> None:
        self._adapters = adapters
        self._outbox = outbox
        self._clock = clock
        self._pulse = pulse or Pulse()
        self._workers: dict[Conversation, asyncio.Task[None]] = {}
        self._woken: dict[Conversation, asyncio.Event] = {}
        self.fault: SatchelError | BrokenPipeError | None = None

    async def resume(self) -> None:
        """Take up what an earlier process, or a person at the command line, left open on the platforms that run now."""
        waiting = await asyncio.to_thread(self._outbox.waiting)
        # A worker may wait for a part that was dropped meanwhile, and is the last of its conversation.
        for where in (*(where for where, _ in waiting if where.platform in self._adapters), *self._workers):
            self.wake(where)

    def wake(self, where: Conversation) -> None:
        """There is something to send there."""
        self._woken.setdefault(where, asyncio.Event()).set()
        if where not in self._workers and self.fault is None:
            worker = asyncio.create_task(self._work(where), name=f"delivery {where.platform}")
            self._workers[where] = worker
            worker.add_done_callback(lambda ended: self._ended(where, ended))

    async def drained(self) -> None:
        """Return when all that can be sent now is sent."""
        while self._workers:
            await asyncio.wait(self._workers.values())

    async def stop(self) -> None:
        """Stop sending; what is open stays in the outbox."""
        for worker in list(self._workers.values()):
            worker.cancel()
        await self.drained()

    def _ended(self, where: Conversation, worker: asyncio.Task[None]) -> None:
        del self._workers[where]
        # Woken between the worker's last look and now.
        if self._woken.pop(where).is_set() and not worker.cancelled():
            self.wake(where)

    async def _work(self, where: Conversation) -> None:
        woken = self._woken[where]
        try:
            while woken.is_set():
                woken.clear()
                due = await self._send_open(where)
                if due is not None:
                    await self._wait_for_retry(due, woken)
        except (SatchelError, BrokenPipeError) as fault:
            self.fault = fault

    async def _send_open(self, where: Conversation) -> datetime | None:
        """Send what is due; tells when the next part is."""
        while outgoing := await asyncio.to_thread(self._outbox.claim, where, self._clock.now()):
            settled = self._explained(outgoing, await self._try(outgoing))
            self._tell(where.platform, settled, outgoing)
            crash_point(CrashPoint.OUTBOX_DELIVERED)
            due = await asyncio.to_thread(self._outbox.settle, outgoing.id, settled)
            if due is None or due > self._clock.now():
                return due
        return dict(await asyncio.to_thread(self._outbox.waiting)).get(where)

    def _explained(self, outgoing: Outgoing, settled: Sent | Settled) -> Sent | Settled:
        """With what the person is told, where a part that they would see may never get there."""
        if isinstance(settled, Sent) or settled.state != "dead" or outgoing.part.kind is PartKind.DELETION:
            return settled
        return replace(settled, notice=_notice(self._adapters[outgoing.to.platform], outgoing.to, settled.why))

    def _tell(self, platform: Platform, settled: Sent | Settled, outgoing: Outgoing) -> None:
        if isinstance(settled, Sent):
            self._pulse.sent[platform] += 1
            if outgoing.answers_from is not None:
                self._pulse.waits[platform].note(settled.at - outgoing.answers_from)
        elif settled.state == "dead":
            self._pulse.given_up[platform] += 1
            _log.warning("part %d to %s is given up: %s", outgoing.id, platform, settled.why)
        else:
            self._pulse.put_off[platform] += 1

    async def _wait_for_retry(self, due: datetime, woken: asyncio.Event) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), max(0.0, (due - self._clock.now()).total_seconds()))
        woken.set()

    async def _try(self, outgoing: Outgoing) -> Sent | Settled:
        adapter = self._adapters[outgoing.to.platform]
        try:
            return Sent(message=await _send(adapter, outgoing), at=self._clock.now())
        except DeliveryError as error:
            asks_first = isinstance(adapter, FindsOwnMessage)
            return settlement(error, outgoing, self._clock.now(), asks_first=asks_first)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- one part that an adapter stumbles over must not hold up the rest
            _log.exception("part %d could not be sent", outgoing.id)
            return Settled(state="dead", why=f"something went wrong inside ({type(error).__name__})")


async def _send(adapter: ChatAdapter, outgoing: Outgoing) -> MessageId:
    part = outgoing.part
    if outgoing.doubtful:
        if isinstance(adapter, FindsOwnMessage):
            # A reaction that stands already stands once, however often it is made.
            found = None if part.kind is PartKind.REACTION else await adapter.find(outgoing.to, outgoing.key)
            if found is not None:
                return found
        else:
            await _reach(adapter, outgoing.to)
            part = replace(part, may_repeat=True)
    return await adapter.send(outgoing.to, part, outgoing.key)


async def _reach(adapter: ChatAdapter, to: Conversation) -> None:
    """See that the platform answers at all, so that a part's last try is not spent on one that hangs."""
    if isinstance(adapter, ShowsTyping):
        try:
            await adapter.typing(to)
        except MaybeSent as error:
            raise NeverSent(str(error)) from error


def _notice(adapter: ChatAdapter, to: Conversation, why: str) -> Part | None:
    # Where patience has ended, "I try again" is not true any more.
    text = (
        f"A reply of mine may be missing here: {shortened(why.partition(';')[0])}. If you miss one, please ask again."
    )
    return next(iter(adapter.render(to, Reply(text=text))), None)


def settlement(error: DeliveryError, outgoing: Outgoing, now: datetime, *, asks_first: bool = False) -> Settled:
    """What a failed try comes to.

    What certainly did not arrive is tried again, however often, until its first try is PATIENCE ago: a
    platform that is away or asks to wait says nothing against the part. What may have arrived is tried once more,
    and as often as the rest where the platform `asks_first` whether it did.
    """
    pause = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(outgoing.tries, MOST_DOUBLINGS))
    if isinstance(error, MaybeSent) and not outgoing.doubtful:
        return Settled(state="unknown", why=str(error), until=now + (pause if asks_first else DOUBT))
    again = error.retry or (asks_first and isinstance(error, MaybeSent))
    if not again or now - outgoing.since >= PATIENCE:
        return Settled(state="dead", why=str(error))
    wait = max(pause, error.after) if isinstance(error, RateLimited) else pause
    return Settled(state="retry", why=str(error), until=now + wait)
