"""/healthz and /metrics on this machine's own address, for whoever watches over the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from bot.errors import BadSetting

LOOPBACK = "127.0.0.1"
LAST_ANSWERS_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure by its labels: `counts` grows for ever, otherwise it goes up and down."""

    name: str
    told: str
    values: Mapping[str, float]
    label: str = "platform"
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something took, in seconds, by its labels.

    `counts` of each: how many were within each of `bounds`, and last how many there were; `sums`: their seconds.
    """

    name: str
    told: str
    bounds: tuple[float, ...]
    counts: Mapping[str, tuple[int, ...]]
    sums: Mapping[str, float]
    label: str = "platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether all is well, and how each part is doing, in words."""

    well: bool
    parts: Mapping[str, str]


Readings = Callable[[], Iterable[Reading | Spread]]


@asynccontextmanager
async def watched(port: int, health: Callable[[], Health], readings: Readings) -> AsyncIterator[None]:
    """Serve both while the block runs; nothing at port 0. Raises BadSetting where the port is taken.

    `readings` is asked from a thread of its own.
    """
    if not port:
        yield
        return
    runner = web.AppRunner(_app(health, readings), access_log=None, shutdown_timeout=LAST_ANSWERS_S)
    await runner.setup()
    try:
        await _listen(runner, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
    except OSError as error:
        raise BadSetting(
            f"monitor_port: {LOOPBACK}:{port} cannot be listened on ({error.strerror}); name another, or 0 for none"
        ) from error


def _app(health: Callable[[], Health], readings: Readings) -> web.Application:
    registry = CollectorRegistry()
    PlatformCollector(registry=registry)
    ProcessCollector(registry=registry)
    registry.register(_Readings(readings))

    async def healthz(_: web.Request) -> web.Response:
        now = health()
        body = {"status": "ok" if now.well else "trouble", "parts": dict(now.parts)}
        return web.json_response(body, status=200 if now.well else 503)

    async def metrics(_: web.Request) -> web.Response:
        # The figures may wait for the journal, and the bot must not wait with them.
        body = await asyncio.to_thread(generate_latest, registry)
        return web.Response(body=body, content_type="text/plain", charset="utf-8")

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    return app


class _Readings(Collector):
    """The figures as Prometheus's library asks for them."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def collect(self) -> Iterable[Metric]:
        return [_family(reading) for reading in self._readings()]


def _family(reading: Reading | Spread) -> Metric:
    return _spread(reading) if isinstance(reading, Spread) else _figures(reading)


def _spread(spread: Spread) -> Metric:
    family = HistogramMetricFamily(f"satchel_{spread.name}", spread.told, labels=[spread.label])
    for label, counts in spread.counts.items():
        names = (*map(floatToGoString, spread.bounds), "+Inf")
        family.add_metric([label], list(zip(names, counts, strict=True)), spread.sums[label])
    return family


def _figures(reading: Reading) -> Metric:
    kind = CounterMetricFamily if reading.counts else GaugeMetricFamily
    family = kind(f"satchel_{reading.name}", reading.told, labels=[reading.label])
    for label, value in reading.values.items():
        family.add_metric([label], value)
    return family
