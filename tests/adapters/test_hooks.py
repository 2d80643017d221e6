"""Whoever is to call us can, and is let go soon when we end."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest
from aiohttp import web

from adapters.hooks import listening
from bot.errors import NeverSent


async def _served(_: web.Request) -> web.Response:
    return web.Response(text="heard")


def _free(family: socket.AddressFamily, host: str) -> int:
    with socket.socket(family) as free:
        free.bind((host, 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6], ids=["IPv4", "IPv6"])
async def test_either_family_of_addresses_is_listened_on(family: socket.AddressFamily) -> None:
    host = "127.0.0.1" if family is socket.AF_INET else "::1"
    port = _free(family, host)
    listen = f"{host}:{port}" if family is socket.AF_INET else f"[{host}]:{port}"
    async with listening("a_setting", listen, _served, 100), aiohttp.ClientSession() as session:
        async with session.post(f"http://{listen}/any/path", data=b"x" * 50) as response:
            assert (response.status, await response.text()) == (200, "heard")
        async with session.get(f"http://{listen}/") as response:
            assert response.status == 405


async def test_what_is_too_large_is_refused() -> None:
    async def reading(request: web.Request) -> web.Response:
        await request.read()
        return web.Response()

    listen = f"127.0.0.1:{_free(socket.AF_INET, '127.0.0.1')}"
    async with (
        listening("a_setting", listen, reading, 100),
        aiohttp.ClientSession() as session,
        session.post(f"http://{listen}/", data=b"x" * 101) as response,
    ):
        assert response.status == 413


async def test_a_place_that_is_taken_is_told_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(NeverSent, match=r"a_setting: 127\.0\.0\.1"):
            async with listening("a_setting", f"127.0.0.1:{taken.getsockname()[1]}", _served, 100):
                raise AssertionError("two cannot listen there")


async def test_a_call_that_is_never_done_holds_no_end_up() -> None:
    reached = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        reached.set()
        await asyncio.Event().wait()
        return web.Response()

    listen = f"127.0.0.1:{_free(socket.AF_INET, '127.0.0.1')}"
    async with aiohttp.ClientSession() as session, asyncio.timeout(8):
        async with listening("a_setting", listen, never, 100):
            calling = asyncio.create_task(session.post(f"http://{listen}/"))
            await reached.wait()
        with pytest.raises(aiohttp.ClientError):
            await calling
