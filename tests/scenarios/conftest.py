"""A program on a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import Program


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def satchel(data: Path) -> Program:
    return Program(data)
