"""Runs of `satchel serve`, begun from nothing or forked from a process that has imported everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from signal import Signals
from threading import Timer
from typing import Protocol

from tests.program import PATIENCE_S, Program

SERVING = "bot.cli.serving: serving"
"""What it logs when it listens."""
ROOT = Path(__file__).parents[2]


class Begin(Protocol):
    """Begins a life of a program, with more in its environment."""

    def __call__(self, program: Program, **more: str) -> Life: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One run. `wait` blocks to its end and returns its exit status; the process id is its own until then."""

    process: int
    complaints: Path
    wait: Callable[[], int]

    def send(self, signal: Signals) -> None:
        os.kill(self.process, signal)

    def told(self) -> str:
        """What it wrote to standard error so far."""
        return self.complaints.read_text(encoding="utf-8", errors="replace")

    def until_serving(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while SERVING not in self.told():
            assert time.monotonic() < until, self.told()
            time.sleep(0.02)

    def ended(self) -> int:
        """Its exit status; one that does not end in time is an error."""
        late = Timer(PATIENCE_S, self.send, [Signals.SIGKILL])
        late.start()
        status = self.wait()
        assert late.is_alive(), f"it did not end: {self.told()}"
        late.cancel()
        late.join()
        return status


def from_nothing(program: Program, **more: str) -> Life:
    """The installed command."""
    complaints = _complaints(program)
    with complaints.open("wb") as told:
        process = subprocess.Popen(
            program.command("serve"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
            env=program.environment(**more),
            cwd=program.data.parent,
        )
    return Life(process=process.pid, complaints=complaints, wait=process.wait)


@contextmanager
def forking() -> Iterator[Begin]:
    """Lives that share the imports; what runs at the end is killed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SATCHEL_")}
    # With one thread numpy's library makes none of its own, and a fork is sound.
    environment |= {"PYTHONWARNINGS": "error", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.zygote"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
        text=True,
        bufsize=1,
    ) as zygote:
        yield partial(_forked, zygote)


def _forked(zygote: subprocess.Popen[str], program: Program, **more: str) -> Life:
    complaints = _complaints(program)
    order = {
        "arguments": program.command("serve")[1:],
        "environment": program.environment(**more),
        "complaints": str(complaints),
        "folder": str(program.data.parent),
    }
    process = _asked(zygote, json.dumps(order))
    return Life(process=process, complaints=complaints, wait=partial(_asked, zygote, str(process)))


def _asked(zygote: subprocess.Popen[str], order: str) -> int:
    assert zygote.stdin
    assert zygote.stdout
    zygote.stdin.write(f"{order}\n")
    return int(zygote.stdout.readline())


def _complaints(program: Program) -> Path:
    """An empty file."""
    complaints = program.data.with_name("complaints.txt")
    complaints.write_bytes(b"")
    return complaints
