"""Every kind of index, for the contracts of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from memory.shelf import Index
from tests.indexes import KINDS


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Index]:
    """Opens an index, or the same one again."""
    return KINDS[str(request.param)](tmp_path).open


@pytest.fixture
def index(opened: Callable[[], Index]) -> Iterator[Index]:
    index = opened()
    yield index
    index.close()
