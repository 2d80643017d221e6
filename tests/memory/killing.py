"""Starts processes that work in a data folder, and kills them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.crashes import CrashPoint


def started(action: str, folder: Path, *more: str, crash_at: str = "") -> subprocess.Popen[str]:
    """A process that does one of the child's actions; it ends itself at the named point."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.memory.child", action, str(folder), *more],
        env={**os.environ, "SATCHEL_CRASH_AT": crash_at},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def dies_at(point: CrashPoint, action: str, folder: Path, *more: str, time: int = 1) -> None:
    """Do an action in a process that is killed when it comes to that point for the time of that number."""
    process = started(action, folder, *more, crash_at=f"{point}:{time}")
    _, errors = process.communicate()
    assert process.returncode == -signal.SIGKILL, errors
