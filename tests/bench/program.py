"""The program from outside: its command line, and a terminal in front of it."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.conversations import Question

LONGEST_S = 3_600
# A prompt asks for bracketed paste before it shows; an echo of what was typed does not.
PROMPT = re.compile(b"\x1b\\[\\?2004h.*\xe2\x80\xba", re.DOTALL)
# The program would wait for the terminal to tell where its cursor stands; ours cannot.
PLAIN_TERMINAL = {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "COLUMNS": "200", "LINES": "50"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A command that ended well, and how long it took."""

    out: str
    err: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The `satchel` at `path`."""

    path: Path

    def run(self, data: Path, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Done:
        """Run a command on a data folder to its end. Raises RuntimeError where it fails."""
        command = [str(self.path), "--data", str(data), *map(str, arguments)]
        start = time.perf_counter()
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            env=os.environ | (env or {}),
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr[-2000:]}")
        return Done(out=done.stdout, err=done.stderr, seconds=time.perf_counter() - start)

    def search(self, data: Path, questions: Sequence[Question], limit: int = 10) -> tuple[tuple[float, list[str]], ...]:
        """Ask a batch; for each question its milliseconds and the ids of what was found, best first."""
        batch = data.with_name("batch.jsonl")
        batch.write_text("".join(json.dumps({"id": each.id, "query": each.query}) + "\n" for each in questions))
        done = self.run(data, "search", "--batch", batch, "--limit", str(limit), "--json")
        rows = [json.loads(line) for line in done.out.splitlines()]
        assert [row["id"] for row in rows] == [each.id for each in questions]
        return tuple((float(row["ms"]), [hit["message"] for hit in row["hits"]]) for row in rows)


class Terminal:
    """A person's terminal, with `satchel chat` in it."""

    def __init__(self, process: int, device: int) -> None:
        self.process = process
        self._device = device

    def wait_for_prompt(self) -> None:
        """Return when the prompt stands there again. Raises TimeoutError or RuntimeError."""
        shown = b""
        until = time.monotonic() + LONGEST_S
        while not PROMPT.search(shown):
            if not select.select([self._device], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError(f"no prompt came: {shown.decode(errors='replace')[-2000:]}")
            try:
                shown += os.read(self._device, 65_536)
            except OSError as error:
                raise RuntimeError(f"the program ended: {shown.decode(errors='replace')[-2000:]}") from error

    def ask(self, text: str) -> float:
        """Type a line; the seconds until the answer is shown and the prompt is back."""
        start = time.perf_counter()
        os.write(self._device, text.encode() + b"\r")
        self.wait_for_prompt()
        return time.perf_counter() - start


@contextmanager
def chatting(program: Program, data: Path) -> Iterator[Terminal]:
    """`satchel chat` in a terminal of its own, until the block ends."""
    process, device = pty.fork()
    if process == 0:
        os.execve(program.path, [str(program.path), "--data", str(data), "chat"], os.environ | PLAIN_TERMINAL)  # noqa: S606 -- the program under test
    try:
        yield Terminal(process, device)
        os.write(device, b"\x04")
        _drain(device)
    finally:
        os.close(device)
        os.waitpid(process, 0)


def _drain(device: int) -> None:
    """Read what is still shown, so that the program can end."""
    try:
        while os.read(device, 65_536):
            pass
    except OSError:
        return


def imported_modules(done: Done) -> Collection[str]:
    """The modules that a program run with PYTHONPROFILEIMPORTTIME=1 imported."""
    lines = (line for line in done.err.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}
