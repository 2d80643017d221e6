"""A command line on a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.program import Program


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SATCHEL_DATA", "SATCHEL_MODELS", "SATCHEL_NOW", "SATCHEL_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def cli(data: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(data, capsys)


@pytest.fixture
def satchel(data: Path) -> Program:
    return Program(data)
