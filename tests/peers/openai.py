"""A loopback server that speaks OpenAI's wire format and says what a test scripted."""

from __future__ import annotations

import asyncio
import json
import math
import zlib
from asyncio import AbstractEventLoop, Event
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import NoReturn

from aiohttp import web

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """A good answer, streamed by words where a stream is asked for; `usage` False leaves the token counts out."""

    text: str = "It is on Thursday."
    usage: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuses:
    """An error of the provider's; `retry_after` in seconds."""

    status: int
    message: str = "no"
    code: str | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """A stream whose connection dies, or falls silent for ever, after some words."""

    words: Sequence[str]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Hangs:
    """Takes the request and never answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Garbles:
    """Answers 200 with what is no answer."""

    body: str = '{"choices": [{"mess'


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """An answer of embeddings, one a text, in this order; `order` tells where each stands in the body."""

    rows: Sequence[Sequence[float]]
    order: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Embeds:
    """Embeds each text by its own words: which of them it holds, hashed; one that holds `spoilt` as no number."""

    width: int = 64
    spoilt: str | None = None

    def row(self, text: str) -> list[float]:
        if self.spoilt is not None and self.spoilt in text:
            return [math.nan] * self.width
        row = [0.0] * self.width
        for word in text.lower().split():
            row[zlib.crc32(word.encode("utf-8", "replace")) % self.width] += 1.0
        return row


Turn = Says | Refuses | Breaks | Hangs | Garbles | Vectors | Embeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came."""

    path: str
    key: str
    body: Json


@dataclass(slots=True)
class OpenAiPeer:
    """What the test holds: the address, the script still to be played, and what was asked.

    A script that is played to its end repeats its last turn.
    """

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    _script: deque[Turn] = field(default_factory=lambda: deque([Says()]))

    def script(self, *turns: Turn) -> None:
        self._script = deque(turns)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        key = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.asked.append(Asked(path=request.path, key=key, body=body))
        turn = self._script.popleft() if len(self._script) > 1 else self._script[0]
        return await _play(turn, request, body)


async def _play(turn: Turn, request: web.Request, body: Json) -> web.StreamResponse:
    match turn:
        case Hangs():
            return await _fall_silent()
        case Breaks():
            return await _break(request, turn)
        case Says(text=text, usage=usage) if body.get("stream"):
            return await _stream(request, text.split(" "), _usage(text) if usage else None)
        case Embeds():
            texts = body["input"]
            assert isinstance(texts, list)
            return _at_once(Vectors(rows=[turn.row(text) for text in texts]))
    return _at_once(turn)


def _at_once(turn: Says | Refuses | Garbles | Vectors) -> web.Response:
    match turn:
        case Says(text=text, usage=usage):
            return web.json_response(_whole(text, _usage(text) if usage else None))
        case Refuses(status=status, message=message, code=code, retry_after=after):
            headers = {} if after is None else {"Retry-After": f"{after:g}"}
            return web.json_response({"error": {"message": message, "code": code}}, status=status, headers=headers)
        case Vectors(rows=rows, order=order):
            return web.json_response(_embeddings(rows, order))
        case Garbles(body=text):
            return web.Response(text=text, content_type="application/json")


def _usage(text: str) -> Json:
    words = len(text.split())
    return {"prompt_tokens": 11, "completion_tokens": words, "total_tokens": 11 + words}


def _whole(text: str, usage: Json | None) -> Json:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    counts: Json = {} if usage is None else {"usage": usage}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": "peer", "choices": [choice], **counts}


def _chunk(text: str | None, finish: str | None) -> Json:
    delta = {} if text is None else {"role": "assistant", "content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "peer", "choices": [choice]}


def _embeddings(rows: Sequence[Sequence[float]], order: Sequence[int] | None) -> Json:
    places = order if order is not None else range(len(rows))
    data = [{"object": "embedding", "index": place, "embedding": list(rows[place])} for place in places]
    return {"object": "list", "model": "peer", "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}}


async def _begin(request: web.Request, words: Sequence[str]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for place, word in enumerate(words):
        await _send(response, _chunk(word if place == 0 else f" {word}", None))
    return response


async def _stream(request: web.Request, words: Sequence[str], usage: Json | None) -> web.StreamResponse:
    response = await _begin(request, words)
    await _send(response, _chunk(None, "stop"))
    if usage is not None:
        await _send(response, {**_chunk(None, None), "choices": [], "usage": usage})
    await response.write(b"data: [DONE]\n\n")
    return response


async def _break(request: web.Request, turn: Breaks) -> web.StreamResponse:
    if request.transport is None:
        raise ConnectionResetError("the client is gone already")
    response = await _begin(request, turn.words)
    if turn.silent:
        await _fall_silent()
    request.transport.abort()
    return response


async def _fall_silent() -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError("nobody ends the silence")


async def _send(response: web.StreamResponse, chunk: Json) -> None:
    await response.write(f"data: {json.dumps(chunk)}\n\n".encode())


@contextmanager
def openai_peer() -> Iterator[OpenAiPeer]:
    """A server on a free port of the loopback, in a thread with a loop of its own."""
    peer = OpenAiPeer()
    app = web.Application(client_max_size=16 << 20)
    app.router.add_post("/v1/chat/completions", peer.answer)
    app.router.add_post("/v1/embeddings", peer.answer)
    with serving(app) as address:
        peer.address = f"{address}/v1"
        yield peer


@contextmanager
def serving(app: web.Application) -> Iterator[str]:
    """Serve `app` in a thread until the block ends; yields its address without a path."""
    bound: Future[tuple[AbstractEventLoop, Event, str]] = Future()
    thread = Thread(target=lambda: asyncio.run(_serve(app, bound)), daemon=True)
    thread.start()
    loop, over, address = bound.result()
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


async def _serve(app: web.Application, bound: Future[tuple[AbstractEventLoop, Event, str]]) -> None:
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    over = Event()
    bound.set_result((asyncio.get_running_loop(), over, f"http://{host}:{port}"))
    await over.wait()
    await runner.cleanup()
