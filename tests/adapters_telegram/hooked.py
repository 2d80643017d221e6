"""Telegram as a stage on which it calls us."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress

from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.hook import SECRET_HEADER
from adapters.telegram.options import TelegramOptions
from bot.clock import SystemClock
from tests.contracts.platforms.telegram import TelegramStage


class HookedStage(TelegramStage):
    """The same, called by Telegram."""

    async def open(self) -> None:
        await super().open()
        await self.adapter.aclose()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.listen = f"127.0.0.1:{free.getsockname()[1]}"
        self.hook = f"http://{self.listen}/telegram"
        options = TelegramOptions(api=self.peer.address, webhook=self.hook, listen=self.listen)
        self.adapter = TelegramAdapter(self.peer.token, options, SystemClock())

    async def called(self, body: bytes, *secrets: str | bytes) -> int:
        """Somebody calls us."""
        headers = [(SECRET_HEADER.encode(), each if isinstance(each, bytes) else each.encode()) for each in secrets]
        return await _posted(self.listen, body, headers)


async def _posted(listen: str, body: bytes, headers: Sequence[tuple[bytes, bytes]]) -> int:
    """A request of any bytes; returns the answer's status."""
    host, _, port = listen.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [b"POST /telegram HTTP/1.1", b"Host: x", b"Connection: close", b"Content-Length: %d" % len(body)]
    with suppress(ConnectionError):
        writer.write(b"\r\n".join([*lines, *(name + b": " + value for name, value in headers), b"", body]))
        await writer.drain()
    status = (await reader.readline()).split()[1]
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return int(status)
