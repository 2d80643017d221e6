"""Socket Mode: the WebSocket end of Slack."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from asyncio import Queue
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import WSMsgType, web

from tests.peers.slack.changes import Changes
from tests.peers.slack.deliveries import Attempt, Deliveries, Delivery
from tests.peers.slack.stage import Stage
from tests.peers.slack.values import JsonObject, loaded, mapping, string
from tests.peers.slack.workspace import APP

Parting = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]

MOST_CONNECTIONS = 10


@dataclass(slots=True, kw_only=True, eq=False)
class Connection:
    """One WebSocket of the bot's. `muted`: it stands, but nothing goes out any more, not even a pong."""

    name: str
    request: web.Request
    socket: web.WebSocketResponse
    stage: Stage
    muted: bool = False
    leaving: bool = False
    pings: int = 0
    pongs: int = 0
    outbox: Queue[str | None] = field(default_factory=Queue)

    def post(self, text: str | None) -> None:
        self.stage.soon(lambda: self.outbox.put_nowait(text))

    def drop(self) -> None:
        """The line is cut: no close frame, no goodbye."""
        self.leaving = True
        transport = self.request.transport
        if transport is not None:
            self.stage.soon(transport.abort)

    def ping(self) -> None:
        """Slack's own ping; `pongs` counts the answers."""
        self.stage.spawn(lambda: self.socket.ping(b"Ping from applink"))


class Sockets:
    """All connections of the bot; a delivery goes over one of them, each in its turn."""

    def __init__(self, stage: Stage, changes: Changes, deliveries: Deliveries) -> None:
        self._stage = stage
        self._changes = changes
        self._deliveries = deliveries
        self._turn = itertools.count()
        self._numbers = itertools.count(1)
        self._tickets: set[str] = set()
        self.connections: list[Connection] = []
        self.opened = 0
        self.strays: list[str] = []

    @property
    def ready(self) -> bool:
        return bool(self._usable())

    def ticket(self) -> str:
        """Lets one more connection in. A ticket serves until `expire_tickets`."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    def expire_tickets(self) -> None:
        self._tickets.clear()

    def push(self, delivery: Delivery, attempt: Attempt) -> None:
        usable = self._usable()
        connection = usable[next(self._turn) % len(usable)]
        attempt.route = connection.name
        connection.post(json.dumps(_envelope(delivery, attempt)))
        self._deliveries.expect_ack(delivery, attempt)

    def disconnect(self, reason: Parting = "refresh_requested") -> None:
        """Tells every connection to go; all but a warned one are then closed."""
        for connection in list(self.connections):
            self._part(connection, reason)

    def drop(self) -> None:
        """Cuts every line without a word."""
        for connection in list(self.connections):
            connection.drop()

    def raw(self, text: str) -> None:
        """Sends any text at all over the first connection."""
        self._usable()[0].post(text)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The handler of the WebSocket's address."""
        if request.query.get("ticket", "") not in self._tickets:
            return web.Response(status=408, text="the ticket has expired")
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        name = f"connection {next(self._numbers)}"
        connection = Connection(name=name, request=request, socket=socket, stage=self._stage)
        self._welcome(connection)
        writer = asyncio.create_task(_write(connection))
        try:
            await self._read(connection)
        finally:
            writer.cancel()
            with self._changes:
                self.connections.remove(connection)
        return socket

    def _usable(self) -> list[Connection]:
        return [one for one in self.connections if not one.leaving]

    def _welcome(self, connection: Connection) -> None:
        """Says hello, then sends again what waits and is not on another connection's way."""
        with self._changes:
            self.opened += 1
            self.connections.append(connection)
            connection.post(json.dumps(_hello(len(self.connections))))
            if len(self.connections) > MOST_CONNECTIONS:
                self._part(connection, "too_many_websockets")
                return
            alive = {one.name for one in self.connections}
            for delivery in self._deliveries.waiting():
                last = delivery.attempts[-1] if delivery.attempts else None
                if last is None or last.route not in alive:
                    # What nobody was there for comes as a retry, which then is its only delivery.
                    self._deliveries.send(delivery, number=last.number + 1 if last else 1, reason="timeout")

    def _part(self, connection: Connection, reason: Parting) -> None:
        with self._changes:
            connection.leaving = reason != "warning"
        host: JsonObject = {"host": "applink-peer"}
        connection.post(json.dumps({"type": "disconnect", "reason": reason, "debug_info": host}))
        if reason != "warning":
            connection.post(None)

    async def _read(self, connection: Connection) -> None:
        async for frame in connection.socket:
            match frame.type:
                case WSMsgType.TEXT:
                    self._heard(frame.data)
                case WSMsgType.PING if not connection.muted:
                    connection.pings += 1
                    await connection.socket.pong(frame.data)
                case WSMsgType.PONG:
                    with self._changes:
                        connection.pongs += 1

    def _heard(self, text: str) -> None:
        try:
            said = mapping(loaded(text))
        except ValueError:
            said = {}
        if self._deliveries.acknowledge(string(said.get("envelope_id")), said.get("payload")) is None:
            with self._changes:
                self.strays.append(text)


async def _write(connection: Connection) -> None:
    with suppress(ConnectionError):  # the bot went while this was on its way
        while (text := await connection.outbox.get()) is not None:
            if not connection.muted:
                await connection.socket.send_str(text)
        await connection.socket.close()


def _hello(connections: int) -> JsonObject:
    about: JsonObject = {"host": "applink-peer", "build_number": 1, "approximate_connection_time": 18060}
    return {"type": "hello", "num_connections": connections, "debug_info": about, "connection_info": {"app_id": APP}}


def _envelope(delivery: Delivery, attempt: Attempt) -> JsonObject:
    envelope: JsonObject = {
        "envelope_id": attempt.envelope,
        "payload": delivery.payload,
        "type": delivery.what,
        "accepts_response_payload": not delivery.repeats,
    }
    if delivery.repeats:
        envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
    return envelope
