"""Every stage there is, opened and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from tests.contracts.platforms.at_home import FakeStage, PipeStage
from tests.contracts.platforms.matrix import EncryptedMatrixStage, MatrixStage
from tests.contracts.platforms.slack import SlackStage
from tests.contracts.platforms.stage import Network, Stage
from tests.contracts.platforms.telegram import TelegramStage

AT_HOME = ("fake", "pipe")
STAGES: Mapping[str, Callable[[], Network]] = {
    "telegram": TelegramStage,
    "slack": SlackStage,
    "matrix": MatrixStage,
    "encrypted": EncryptedMatrixStage,
}
NETWORKS = tuple(STAGES)


@asynccontextmanager
async def network(name: str) -> AsyncIterator[Network]:
    """A platform at the other end of a wire."""
    stage = STAGES[name]()
    await stage.open()
    try:
        yield stage
    finally:
        await stage.close()


@asynccontextmanager
async def stage(name: str) -> AsyncIterator[Stage]:
    """Any platform."""
    if name == "fake":
        yield FakeStage()
    elif name == "pipe":
        pipe = PipeStage()
        try:
            yield pipe
        finally:
            await pipe.close()
    else:
        async with network(name) as wired:
            yield wired
