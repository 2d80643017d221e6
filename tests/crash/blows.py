"""Ways to kill the program: at a named point, or at a moment."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Protocol

from bot.crashes import CrashPoint

KILLED = -signal.SIGKILL


class Blow(Protocol):
    """How a run of the program is to end."""

    @property
    def environment(self) -> dict[str, str]: ...

    def await_moment(self, process: subprocess.Popen[str]) -> None:
        """Called when the run is well under way."""
        ...


@dataclass(frozen=True, slots=True)
class At:
    """SIGKILL from within, the `count`-th time that it comes to a point."""

    point: CrashPoint
    count: int = 1

    @property
    def environment(self) -> dict[str, str]:
        return {"SATCHEL_CRASH_AT": f"{self.point}:{self.count}"}

    def await_moment(self, process: subprocess.Popen[str]) -> None:
        """The program does it itself."""

    def __str__(self) -> str:
        return f"{self.point}:{self.count}"


@dataclass(frozen=True, slots=True)
class After:
    """SIGKILL from without, `seconds` after the run is well under way."""

    seconds: float

    @property
    def environment(self) -> dict[str, str]:
        return {}

    def await_moment(self, process: subprocess.Popen[str]) -> None:
        timer = Timer(self.seconds, process.kill)
        timer.daemon = True
        timer.start()

    def __str__(self) -> str:
        return f"after {self.seconds * 1000:.0f} ms"


@dataclass(frozen=True, slots=True)
class Never:
    """It ends by itself."""

    @property
    def environment(self) -> dict[str, str]:
        return {}

    def await_moment(self, process: subprocess.Popen[str]) -> None:
        """Nothing happens."""


def until(happens: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something happens, or the process has ended."""
    while process.poll() is None and not happens():
        time.sleep(0.001)


def locked(data: Path) -> Callable[[], bool]:
    """Whether a process has taken a data folder."""
    return (data / "lock.pid").exists
