"""Starts, stops, kills and starts again a Synapse in a folder of its own."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError

from tests.peers.synapse import users
from tests.peers.synapse.settings import write_settings
from tests.peers.synapse.users import User

ENVIRONMENT = Path(__file__).parents[3] / ".synapse"
CHILD = Path(__file__).with_name("child.py")
MEMORY = Path("/dev/shm")  # noqa: S108 -- only to choose a place for a temporary folder of our own
ENOUGH = 1 << 30
PATIENCE = 60.0


class HomeserverError(AssertionError):
    """The homeserver is not what the tests need."""


@dataclass(slots=True)
class Homeserver:
    """A running Synapse, at `address`."""

    environment: Path
    folder: Path
    port: int
    _child: subprocess.Popen[bytes] | None = None
    _admin: User | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Warnings and errors."""
        path = self.folder / "homeserver.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def register(self, name: str) -> User:
        """A new user; the name is made one that nobody has."""
        return users.register(self.address, f"{name}-{next(self._numbers)}")

    def limit(self, user: User, *, per_second: int, burst: int = 1) -> None:
        """Hold one user to `per_second` messages, from now on; 0 lifts that."""
        if self._admin is None:
            self._admin = users.register(self.address, "admin", admin=True)
        users.limit(self.address, self._admin, user, per_second, burst)

    def start(self) -> None:
        """Start it (again) and wait until it answers."""
        with (self.folder / "output").open("ab") as output:
            self._child = subprocess.Popen(
                [self.environment / "bin" / "python", CHILD, self.folder / "homeserver.yaml"],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd=self.folder,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._child.poll() is not None or time.monotonic() > until:
                self.kill()
                raise HomeserverError(f"Synapse did not start:\n{(self.folder / 'output').read_text()}\n{self.log}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Let it finish what it does and end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Take it away in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._child is not None:
            with self._child as child:
                child.send_signal(how)
                child.wait()
            self._child = None

    def _answers(self) -> bool:
        try:
            return bool(users.ask(f"{self.address}/_matrix/client/versions"))
        except (URLError, ConnectionError):
            return False


@contextmanager
def homeserver(environment: Path = ENVIRONMENT) -> Iterator[Homeserver]:
    """A fresh server, on a free port."""
    _installed(environment)
    with TemporaryDirectory(prefix="synapse-", dir=_quick_place()) as folder:
        server = Homeserver(environment, Path(folder), _free_port())
        write_settings(server.folder, server.port)
        server.start()
        try:
            yield server
        finally:
            server.kill()


def _installed(environment: Path) -> None:
    if not (environment / "ready").exists():
        raise HomeserverError(
            "These tests talk to a real Matrix homeserver, and it is not installed. "
            "Run `make .synapse/ready` in the project's folder; it takes half a minute."
        )


def _quick_place() -> Path | None:
    """Where the system has a disk of memory, large enough: three times as quick, and a killed process loses nothing."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
