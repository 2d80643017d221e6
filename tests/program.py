"""The program as a process: what a person types, what it prints, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SATCHEL = Path(sys.executable).with_name("satchel")
PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit status (negative: the signal), what it printed, what it complained of."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Program:
    """The installed command on one data folder; a warning anywhere in it is an error."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> list[str]:
        return [str(SATCHEL), "--data", str(self.data), *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SATCHEL_")}
        return inherited | {"PYTHONWARNINGS": "error"} | self.settings | more

    def run(self, *arguments: str, typed: str | bytes = "", **environment: str) -> Ended:
        """Run a command to its end, with `typed` as its standard input."""
        done = subprocess.run(
            self.command(*arguments),
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            env=self.environment(**environment),
            cwd=self.data.parent,
            timeout=PATIENCE_S,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def chat(self, *lines: str, **environment: str) -> Ended:
        """Pipe lines into a conversation, and wait for its end."""
        return self.run("chat", typed="".join(f"{line}\n" for line in lines), **environment)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command whose input and output are pipes of text, a line at a time."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(**environment),
            cwd=self.data.parent,
            text=True,
            bufsize=1,
        )
