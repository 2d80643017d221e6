"""The HTTP side: tokens, faults, limits and the shape of every answer."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

from aiohttp import web

from tests.peers.telegram.faults import Delay, Drop, Fail, Fault, Garble, Gate, HalfClose, Lose, Refuse, TooMany
from tests.peers.telegram.methods import METHODS, WRITING, proper
from tests.peers.telegram.polling import get_updates
from tests.peers.telegram.record import Called
from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Call, JsonValue, Refusal, read_call

NOTHING = 0
POLL = "getUpdates"


@dataclass(slots=True, kw_only=True)
class Server:
    """Answers what a bot asks."""

    state: State
    _working: set[asyncio.Task[web.StreamResponse]] = field(default_factory=set)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 << 20)
        app.on_cleanup.append(self._give_up)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        return app

    async def _give_up(self, _: web.Application) -> None:
        """The door is closed: what is held or delayed is not finished."""
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        """What was begun is done to its end, also for a bot that has gone; a poll ends with its bot."""
        if proper(request.match_info["method"]) == POLL:
            return await self._answer(request)
        task = asyncio.create_task(self._answer(request))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return await asyncio.shield(task)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            name = self._let_in(request)
            call = await read_call(request)
        except Refusal as refusal:
            return _response(refusal)
        call = Call(method=name, values=call.values, uploads=call.uploads)
        await self.state.faults.hold(call.text("chat_id"))
        fault = self.state.faults.draw(name)
        match fault:
            case Drop():
                self._note(call, NOTHING)
                return _hang_up(request)
            case Fail(status=status, body=body):
                self._note(call, status)
                return web.Response(status=status, text=body, content_type="text/html")
            case Gate(done=False):
                await fault.pass_through()
        return await _fare(request, await self._do(call, fault), fault)

    def _let_in(self, request: web.Request) -> str:
        token = request.match_info["token"]
        if not re.fullmatch(r"\d+:[\w-]{30,}", token):
            raise Refusal(404, "Not Found")
        if token != self.state.token:
            raise Refusal(401, "Unauthorized")
        name = proper(request.match_info["method"])
        if name is None:
            raise Refusal(404, "Not Found")
        return name

    async def _do(self, call: Call, fault: Fault | None) -> web.Response:
        """Do one call, or refuse it, and write it down."""
        try:
            self._stop_early(call, fault)
            result = await get_updates(self.state, call) if call.method == POLL else self._at_once(call)
        except Refusal as refusal:
            self._note(call, refusal.status)
            return _response(refusal)
        self._note(call, 200)
        return web.json_response({"ok": True, "result": result})

    def _at_once(self, call: Call) -> JsonValue:
        with self.state.bell.lock:
            return METHODS[call.method](self.state, call)

    def _stop_early(self, call: Call, fault: Fault | None) -> None:
        """Refuse what may not be done now: too early, too much, or as a fault."""
        with self.state.bell.lock:
            self._limit(call, fault)
        if isinstance(fault, Refuse):
            raise Refusal(fault.status, fault.description)

    def _limit(self, call: Call, fault: Fault | None) -> None:
        gatekeeper, now = self.state.gatekeeper, self.state.clock()
        room = self.state.world.find(call.text("chat_id")) if call.method in WRITING else None
        scope = call.method if room is None else str(room.chat.id)
        if (refusal := gatekeeper.told_to_wait(scope, now)) is not None:
            self.state.did.early.append(self._called(call, refusal.status))
            raise refusal
        if isinstance(fault, TooMany):
            raise gatekeeper.shut(scope, fault.retry_after, now)
        if room is not None and (refusal := gatekeeper.write(scope, room.chat.kind, now)) is not None:
            raise refusal

    def _note(self, call: Call, status: int) -> None:
        with self.state.bell.lock:
            self.state.did.calls.append(self._called(call, status))
        self.state.bell.ring()

    def _called(self, call: Call, status: int) -> Called:
        did = self.state.did
        return Called(order=did.next(), at=self.state.clock(), method=call.method, values=call.values, status=status)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.state.token:
            return _response(Refusal(401, "Unauthorized"))
        path = request.match_info["path"]
        data = self.state.files.at(path)
        fault = self.state.faults.draw("file")
        if isinstance(fault, Drop):
            return _hang_up(request)
        if isinstance(fault, Gate) and not fault.done:
            await fault.pass_through()
        if isinstance(fault, Fail):
            return web.Response(status=fault.status, text=fault.body)
        if data is None:
            return _response(Refusal(404, "Not Found"))
        self.state.did.fetched.append(path)
        self.state.bell.ring()
        return await _fare(request, web.Response(body=data, content_type="application/octet-stream"), fault)


def _response(refusal: Refusal) -> web.Response:
    headers = {}
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = f"{refusal.parameters['retry_after']}"
    return web.json_response(refusal.body(), status=refusal.status, headers=headers)


async def _fare(request: web.Request, answer: web.Response, fault: Fault | None) -> web.StreamResponse:
    """What becomes of an answer on its way back."""
    match fault:
        case Lose():
            return _hang_up(request)
        case Garble(body=body):
            return web.Response(text=body, content_type="application/json")
        case HalfClose():
            return await _half_close(request, answer)
        case Delay(seconds=seconds):
            await asyncio.sleep(seconds)
        case Gate(done=True):
            await fault.pass_through()
    return answer


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half_close(request: web.Request, answer: web.Response) -> web.StreamResponse:
    assert isinstance(answer.body, bytes)
    response = web.StreamResponse(status=answer.status, headers={"Content-Type": answer.content_type})
    response.content_length = len(answer.body)
    await response.prepare(request)
    await response.write(answer.body[: len(answer.body) // 2])
    if request.transport is not None:
        request.transport.write_eof()
    return response
