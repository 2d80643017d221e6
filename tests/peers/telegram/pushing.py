"""The peer as the sender of a webhook: each update again and again until it is taken."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import chain

import aiohttp

from tests.peers.telegram.faults import Drop, Lose
from tests.peers.telegram.record import Pushed
from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Json, number_in

PATIENCE_S = 20.0


@dataclass(slots=True, kw_only=True)
class Pusher:
    """Posts what waits to the webhook, in order, at most `max_connections` at once."""

    state: State
    _flying: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Until cancelled."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    await self.state.bell.heard(lambda: self._next() is not None)
                    self._push_next(session)
            finally:
                for task in self._flying.values():
                    task.cancel()
                await asyncio.gather(*self._flying.values(), return_exceptions=True)

    def _next(self) -> Json | None:
        """The first update that waits and is not on its way; None while there is none or no room for it."""
        hook, queue = self.state.webhook, self.state.queue
        if not hook.url or len(self._flying) >= hook.max_connections:
            return None
        idle = (each for number, each in queue.waiting.items() if number not in self._flying)
        again = (each for each in queue.again if number_in(each, "update_id") not in self._flying)
        first = next(chain(again, idle), None)
        return first if queue.shuffle is None or first is None else queue.shuffle.choice([first, *again, *idle])

    def _push_next(self, session: aiohttp.ClientSession) -> None:
        with self.state.bell.lock:
            update = self._next()
            if update is None:
                return
            number = number_in(update, "update_id")
            if update in self.state.queue.again:
                self.state.queue.again.remove(update)
            self._flying[number] = asyncio.create_task(self._push(session, number, update))
            self.state.webhook.most_at_once = max(self.state.webhook.most_at_once, len(self._flying))

    async def _push(self, session: aiohttp.ClientSession, number: int, update: Json) -> None:
        hook = self.state.webhook
        try:
            status = await self._post(session, update)
            if 200 <= status < 300:
                with self.state.bell.lock:
                    self._taken(number)
            else:
                hook.last_error = f"Wrong response from the webhook: {status}" if status else "Connection refused"
                hook.last_error_at = self.state.now()
                await asyncio.sleep(hook.retry)
        finally:
            del self._flying[number]
            self.state.bell.ring()

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> int:
        hook, fault = self.state.webhook, self.state.faults.draw("webhook")
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            status = 0 if isinstance(fault, Drop) else await _send(session, hook.url, update, headers)
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        if isinstance(fault, Lose):
            status = 0
        number = number_in(update, "update_id")
        with self.state.bell.lock:
            self.state.did.handed_out[number] += 1
            self.state.did.pushed.append(Pushed(order=self.state.did.next(), update_id=number, status=status))
        self.state.bell.ring()
        return status

    def _taken(self, number: int) -> None:
        update = self.state.queue.waiting.pop(number, None)
        if update is not None:
            self.state.confirmed([update])


async def _send(session: aiohttp.ClientSession, url: str, update: Json, headers: dict[str, str]) -> int:
    async with session.post(url, json=update, headers=headers) as answer:
        await answer.read()
        return answer.status
