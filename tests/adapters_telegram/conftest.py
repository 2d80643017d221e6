"""Scenes, stages and served peers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters_telegram.scene import Scene
from tests.contracts.platforms.telegram import TelegramStage


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
async def stage() -> AsyncIterator[TelegramStage]:
    stage = TelegramStage()
    await stage.open()
    yield stage
    await stage.close()
