"""Signed calls: what Slack posts to us is committed, and only then answered with 200."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from adapters.slack.fields import Raw, loaded, text
from adapters.slack.hearing import Hearing
from bot.errors import DeliveryError, NeverSent

LARGEST_CALL = 2**22
SIGNATURE, TIMESTAMP = "X-Slack-Signature", "X-Slack-Request-Timestamp"
SIGNATURES_HOLD_S = 600.0
JSON = "application/json"


@asynccontextmanager
async def called(listen: str, secret: str, hearing: Hearing) -> AsyncIterator[None]:
    """Be called by Slack while the block runs. Raises NeverSent where nobody can listen there."""
    host, _, port = listen.rpartition(":")
    app = web.Application(client_max_size=LARGEST_CALL)
    app.add_routes([web.post("/{path:.*}", _Desk(secret, hearing).serve)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            raise NeverSent(f"slack_listen: {listen} cannot be listened on ({error.strerror})") from error
        yield
    finally:
        await runner.cleanup()


class _Desk:
    """Lets in what Slack signed lately, each letter once."""

    def __init__(self, secret: str, hearing: Hearing) -> None:
        self._verifier = SignatureVerifier(secret)
        self._hearing = hearing
        self._taken: dict[str, float] = {}
        self._order = asyncio.Lock()

    async def serve(self, request: web.Request) -> web.Response:
        body = await request.read()
        signed = request.headers.getall(SIGNATURE, [])
        if not self._is_slacks(body, signed, request.headers.getall(TIMESTAMP, [])):
            return web.Response(status=401)
        try:
            response = await (self._event(body) if request.content_type == JSON else self._deed(body))
        except DeliveryError as trouble:
            # Slack brings it again.
            return web.Response(status=503, text=str(trouble))
        if response.status == web.HTTPOk.status_code:
            self._taken[signed[0]] = time.monotonic()
        return response

    def _is_slacks(self, body: bytes, signed: list[str], stamped: list[str]) -> bool:
        if len(signed) != 1 or len(stamped) != 1 or self._was_taken(signed[0]):
            return False
        try:
            return self._verifier.is_valid(body, stamped[0], signed[0])
        except (ValueError, TypeError, OverflowError):
            # A timestamp that is no number, a body that is no text, a signature of foreign letters.
            return False

    def _was_taken(self, signature: str) -> bool:
        now = time.monotonic()
        while self._taken and now - next(iter(self._taken.values())) > SIGNATURES_HOLD_S:
            del self._taken[next(iter(self._taken))]
        return signature in self._taken

    async def _event(self, body: bytes) -> web.Response:
        told = loaded(body)
        if told is None:
            return web.Response(status=400)
        if told.get("type") == "url_verification":
            return web.Response(text=text(told, "challenge"))
        async with self._order:
            await self._hearing.hear([told])
        return web.Response()

    async def _deed(self, body: bytes) -> web.Response:
        fields = {name: values[-1] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        told: Raw | None = loaded(fields["payload"]) if "payload" in fields else fields
        if told is None:
            return web.Response(status=400)
        answer = await self._hearing.act(told)
        if answer is None:
            return web.Response(status=503)
        return web.json_response(answer) if answer else web.Response()
