"""The HTTP end of Slack's Web API: reads a call, lets go wrong what shall, does it, answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from tests.peers.slack.arguments import Args, Refused, read
from tests.peers.slack.faults import (
    Delay,
    Drop,
    DropAnswer,
    Error,
    Fault,
    Faults,
    Garbled,
    HalfClose,
    Hold,
    Limited,
    Status,
)
from tests.peers.slack.limits import Limits
from tests.peers.slack.methods import METHODS, Method
from tests.peers.slack.record import Call
from tests.peers.slack.values import JsonObject
from tests.peers.slack.world import World

BOT_TOKEN, APP_TOKEN = "xoxb-peer-bot-token", "xapp-1-peer-app-token"
FOR_EVER = 3600.0


@dataclass(slots=True)
class WebApi:
    """`token_error`: what Slack says to every token, such as "token_revoked"."""

    world: World
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    token_error: str = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The handler of `/api/{method}`."""
        method = request.match_info["method"]
        try:
            args, token = await read(request)
        except Refused as refused:
            return self.answer(_refusal(refused))
        call = self._noted(method, args, token)
        fault = self.faults.meet(call)
        stopped = await self._before(request, call, fault)
        if stopped is not None:
            return stopped
        response = self._done(call)
        return await self._after(request, fault, response)

    def answer(self, body: JsonObject, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
        scopes = {"X-OAuth-Scopes": ",".join(sorted(self.world.scopes))}
        return web.json_response(body, status=status, headers={**scopes, **(headers or {})})

    def release(self, hold: Hold) -> None:
        """Lets a held call go on."""
        with self.world.changes:
            hold.released = True

    def _noted(self, method: str, args: Args, token: str) -> Call:
        now, channel = self.world.stage.now(), args.text("channel")
        broken = self.limits.broken(method, channel, now)
        call = Call(method=method, args=args.values, token=token, moment=now, broken=broken)
        with self.world.changes:
            self.world.bot.calls.append(call)
        return call

    async def _before(self, request: web.Request, call: Call, fault: Fault | None) -> web.Response | None:
        match fault:
            case Drop():
                return cut(request)
            case Status(status=status, body=body):
                return web.Response(status=status, text=body, content_type="text/html")
            case Error(error=error):
                return self.answer({"ok": False, "error": error})
            case Limited(seconds=seconds):
                return self._limited(call, seconds)
            case Delay(seconds=seconds):
                await asyncio.sleep(seconds)
            case Hold(done_first=False):
                await self._held(fault)
        return None

    async def _after(self, request: web.Request, fault: Fault | None, response: web.Response) -> web.StreamResponse:
        match fault:
            case DropAnswer():
                return cut(request)
            case Garbled(body=body):
                return web.Response(text=body, content_type="application/json")
            case HalfClose():
                return await _half(request, response)
            case Hold(done_first=True):
                await self._held(fault)
        return response

    async def _held(self, hold: Hold) -> None:
        with self.world.changes:
            hold.reached = True
        await self.world.changes.until(lambda: hold.released, within=FOR_EVER)

    def _done(self, call: Call) -> web.Response:
        with self.world.changes:
            wait = self.limits.wait(call.method, str(call.args.get("channel")), self.world.stage.now())
            if wait:
                return self._limited(call, wait)
            try:
                method = self._allowed(call)
                return self.answer({"ok": True, **method.does(self.world, Args(call.args))})
            except Refused as refused:
                return self.answer(_refusal(refused))

    def _allowed(self, call: Call) -> Method:
        method = METHODS.get(call.method)
        if method is None:
            raise Refused("unknown_method", req_method=call.method)
        if not call.token:
            raise Refused("not_authed")
        if self.token_error or call.token not in (BOT_TOKEN, APP_TOKEN):
            raise Refused(self.token_error or "invalid_auth")
        if method.app != (call.token == APP_TOKEN):
            raise Refused("not_allowed_token_type")
        self.world.need(method.scope)
        return method

    def _limited(self, call: Call, seconds: int) -> web.Response:
        with self.world.changes:
            self.limits.told(call.method, str(call.args.get("channel", "")), self.world.stage.now(), seconds)
        return self.answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})


def cut(request: web.Request) -> web.Response:
    """Kills the connection under a request."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, response: web.Response) -> web.StreamResponse:
    body = response.body
    assert isinstance(body, bytes)
    begun = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await begun.prepare(request)
    await begun.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return begun


def _refusal(refused: Refused) -> JsonObject:
    return {"ok": False, "error": refused.error, **refused.more}
