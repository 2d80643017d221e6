"""The machine that figures were measured on, and what else it was busy with."""

from __future__ import annotations

import os
import platform
from pathlib import Path

PAGE_KIB = 1024


def machine() -> tuple[tuple[str, str], ...]:
    """Pairs of a name and what is to be said of it. No host's name, no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.0f} GiB"),
        ("system", f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"),
    )


def load() -> str:
    """How busy the machine was in the last one, five and fifteen minutes."""
    return ", ".join(f"{average:.1f}" for average in os.getloadavg())


def resident_mib(process: int) -> float:
    """The memory that a process holds, in MiB."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / PAGE_KIB
    told = os.popen(f"ps -o rss= -p {int(process)}").read()  # noqa: S605 -- a number of ours, on systems without /proc
    return int(told) / PAGE_KIB


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        names = [line.partition(":")[2].strip() for line in cpus.read_text().splitlines() if "model name" in line]
        if names:
            return names[0]
    return platform.processor() or platform.machine()
