"""The program with all it imports, waiting; each order forks a life of it. `python -m tests.crash.zygote`

Orders are lines of JSON on standard input: a `Life` is begun, and its process id told; or a process id is waited
for, and its exit status told (negative: the signal). Imports are most of what a start costs.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
from pathlib import Path

import bot.crashes
from bot.cli import main as program

IMPORTED_LATER = (
    "adapters.matrix.adapter",
    "adapters.monitor",
    "adapters.slack.adapter",
    "adapters.telegram.adapter",
    "bot.wiring.platforms",
    "bot.wiring.watching",
    "memory.embedders.wordllama",
)


def main() -> None:
    """Until standard input ends."""
    for name in IMPORTED_LATER:
        importlib.import_module(name)
    assert _threads() == 1, "a fork of several threads is unsound"
    running: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if isinstance(order, int):
            _tell(os.waitstatus_to_exitcode(os.waitpid(order, 0)[1]))
            running.discard(order)
        elif process := os.fork():
            running.add(process)
            _tell(process)
        else:
            _live(order["arguments"], order["environment"], Path(order["complaints"]), Path(order["folder"]))
    for process in running:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _live(arguments: list[str], environment: dict[str, str], complaints: Path, folder: Path) -> None:
    """Be the program: nothing of the zygote's input, output and environment is left."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    nothing, told = os.open(os.devnull, os.O_RDWR), os.open(complaints, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, target in enumerate((nothing, nothing, told)):
        os.dup2(target, number)
    os.close(nothing)
    os.close(told)
    importlib.reload(bot.crashes)  # it looks at the environment when it is imported
    program(arguments)


def _threads() -> int:
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else threading.active_count()


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
