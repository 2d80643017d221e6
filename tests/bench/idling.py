"""`python -m tests.bench.idling [SECONDS]`: what a bot on every platform holds in memory while nobody writes."""

from __future__ import annotations

import json
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.adapters.test_monitor import free_port
from tests.bench.machine import resident_mib
from tests.crash.platforms import TOWNS
from tests.program import PATIENCE_S, Program


def idle(seconds: float) -> float:
    """Resident MiB of a bot that has been connected to all platforms for so long."""
    with ExitStack() as opened:
        towns = [opened.enter_context(town(1)) for town in TOWNS.values()]
        data = Path(opened.enter_context(TemporaryDirectory())) / "data"
        port = free_port()
        settings: dict[str, str] = {"SATCHEL_MONITOR_PORT": str(port)}
        for town in towns:
            settings |= town.environment
        process = Program(data, settings).start("serve")
        try:
            _until_well(port, len(towns))
            time.sleep(seconds)
            return resident_mib(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_S)


def _until_well(port: int, platforms: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if list(_health(port).values()).count("ok") == platforms:
            return
        time.sleep(0.2)
    raise TimeoutError(f"not well after {PATIENCE_S} s: {_health(port)}")


def _health(port: int) -> Mapping[str, str]:
    """Each platform's, empty before it is served."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as unwell:
        with unwell:
            told = json.load(unwell)
    except OSError:
        return {}
    return dict(told.get("parts", told))


if __name__ == "__main__":
    at_rest = idle(float(sys.argv[1]) if len(sys.argv) > 1 else 20)
    sys.stdout.write(f"{', '.join(TOWNS)}: {at_rest:.0f} MiB at rest\n")
