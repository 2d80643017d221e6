"""Socket Mode: what comes over a connection of ours is committed, and only then acknowledged."""

from __future__ import annotations

import asyncio
from asyncio import Queue
from collections.abc import Sequence
from contextlib import suppress

import aiohttp

from adapters.slack.fields import Raw, inner, loaded, text
from adapters.slack.hearing import Hearing
from adapters.slack.lanes import MOST_AT_ONCE, Lanes
from adapters.slack.tasks import until_one_ends
from adapters.slack.translate import place_of
from adapters.slack.web import Web
from bot.errors import NeverSent, Undeliverable

LARGEST_FRAME = 2**24
LAST_ACKS_S = 10
PARTING = aiohttp.ClientWSTimeout(ws_close=2.0)
ALIVE_EVERY_S = 30
OFF = "Socket Mode is off for this app: switch it on in the app's settings, or give slack_signing_secret instead"
BROKE = "the connection to Slack broke; I connect again"

Envelopes = Queue[Raw]


async def connected(web: Web, app_token: str, heartbeat_s: float, hearing: Hearing) -> None:
    """Hear over one connection until Slack asks for another one. Raises DeliveryError where it breaks."""
    address = await web.ticket(app_token)
    try:
        socket = await web.session.ws_connect(
            address, heartbeat=heartbeat_s, max_msg_size=LARGEST_FRAME, timeout=PARTING
        )
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NeverSent(f"Slack cannot be reached ({type(error).__name__}); I try again") from error
    async with socket:
        await _Line(socket, hearing).listen()


class _Line:
    """One connection. What happened is taken in in order, but for chats of which Slack has to be asked first.

    What somebody wants at once waits for nothing of that.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, hearing: Hearing) -> None:
        self._socket = socket
        self._hearing = hearing
        self._happened: Envelopes = Queue()
        self._wanted: Envelopes = Queue()
        self._lanes = Lanes(self._take)
        self._open = 0

    async def listen(self) -> None:
        hearing = (self._read(), self._hear(), self._lanes.run(), self._tend())
        await until_one_ends(*hearing, self._act(), self._hearing.draw_homes())

    async def _read(self) -> None:
        async for frame in self._socket:
            envelope = loaded(frame.data) if frame.type is aiohttp.WSMsgType.TEXT else None
            if envelope is None:
                continue
            if envelope.get("type") == "disconnect":
                return await self._part(text(envelope, "reason"))
            if text(envelope, "envelope_id"):
                happened = envelope.get("type") == "events_api"
                self._open += happened
                (self._happened if happened else self._wanted).put_nowait(envelope)
        raise NeverSent(BROKE)

    async def _part(self, reason: str) -> None:
        """Finish what has come; the next connection gets what has not."""
        if reason == "link_disabled":
            raise Undeliverable(OFF)
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_ACKS_S):
                await asyncio.gather(self._happened.join(), self._wanted.join())

    async def _hear(self) -> None:
        while True:
            envelopes = [await self._happened.get()]
            while len(envelopes) < MOST_AT_ONCE and not self._happened.empty():
                envelopes.append(self._happened.get_nowait())
            at_once = [envelope for envelope in envelopes if not self._is_put_off(envelope)]
            if at_once:
                await self._take(at_once)

    def _is_put_off(self, envelope: Raw) -> bool:
        body = inner(envelope, "payload")
        chat = place_of(body)[0]
        if chat in self._lanes or self._hearing.must_ask(body):
            self._lanes.put(chat, envelope)
            return True
        return False

    async def _take(self, envelopes: Sequence[Raw]) -> None:
        bodies = [inner(envelope, "payload") for envelope in envelopes]
        taken = await self._hearing.hear(bodies, gapless=not self._lanes)
        for envelope, is_taken in zip(envelopes, taken, strict=True):
            if is_taken:
                await self._acknowledge(envelope, {})
            self._open -= 1
            self._happened.task_done()

    async def _act(self) -> None:
        while True:
            envelope = await self._wanted.get()
            answer = await self._hearing.act(inner(envelope, "payload"))
            if answer is not None:
                await self._acknowledge(envelope, answer)
            self._wanted.task_done()

    async def _acknowledge(self, envelope: Raw, answer: Raw) -> None:
        told: dict[str, object] = {"envelope_id": text(envelope, "envelope_id")}
        if answer and envelope.get("accepts_response_payload"):
            told["payload"] = answer
        # A line that broke meanwhile brings it again, and by then it is known.
        with suppress(ConnectionError):
            await self._socket.send_json(told)

    async def _tend(self) -> None:
        """Fill the gap before this connection, and tell now and then that it stands."""
        await self._hearing.filling.all()
        while True:
            await self._hearing.alive(gapless=not self._open)
            await asyncio.sleep(ALIVE_EVERY_S)
