"""Signed calls: what Slack posts to us is committed, and only then answered with 200."""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from urllib.parse import parse_qs
from weakref import WeakValueDictionary

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from adapters.hooks import listening
from adapters.slack.fields import Raw, loaded, text
from adapters.slack.hearing import Hearing
from adapters.slack.translate import place_of
from bot.errors import DeliveryError

LARGEST_CALL = 2**22
SIGNATURE, TIMESTAMP = "X-Slack-Signature", "X-Slack-Request-Timestamp"
SIGNATURES_HOLD_S = 600.0
JSON = "application/json"
AGAIN = 503
"""At which Slack brings it again."""


def called(listen: str, secret: str, hearing: Hearing) -> AbstractAsyncContextManager[None]:
    """Be called by Slack while the block runs. Raises NeverSent where nobody can listen there."""
    return listening("slack_listen", listen, _Desk(secret, hearing).serve, LARGEST_CALL)


class _Desk:
    """Lets in what Slack signed lately, each letter once."""

    def __init__(self, secret: str, hearing: Hearing) -> None:
        self._verifier = SignatureVerifier(secret)
        self._hearing = hearing
        self._taken: dict[str, float] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def serve(self, request: web.Request) -> web.Response:
        body = await request.read()
        signed = request.headers.getall(SIGNATURE, [])
        if not self._is_slacks(body, signed, request.headers.getall(TIMESTAMP, [])):
            return web.Response(status=401)
        try:
            response = await (self._event(body) if request.content_type == JSON else self._deed(body))
        except DeliveryError as trouble:
            return web.Response(status=AGAIN, text=str(trouble))
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
        async with self._turns.setdefault(place_of(told)[0], asyncio.Lock()):
            taken = all(await self._hearing.hear([told], gapless=False))
        return web.Response(status=200 if taken else AGAIN)

    async def _deed(self, body: bytes) -> web.Response:
        fields = {name: values[-1] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        told: Raw | None = loaded(fields["payload"]) if "payload" in fields else fields
        if told is None:
            return web.Response(status=400)
        answer = await self._hearing.act(told)
        if answer is None:
            return web.Response(status=AGAIN)
        return web.json_response(answer) if answer else web.Response()
