"""Ways to run the program where the system refuses it something."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
from collections.abc import Callable

from tests.program import PATIENCE_S, Ended, Program

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


def without_privileges() -> None:
    """Root may write everywhere: give that up, so that file modes count."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "a privilege could not be dropped")


def files_no_larger_than(size: int) -> Callable[[], None]:
    """As on a disk that is full: no file may grow beyond `size` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def limited(satchel: Program, limit: Callable[[], None], *arguments: str, typed: str = "") -> Ended:
    """Run a command under a limit."""
    done = subprocess.run(
        satchel.command(*arguments),
        input=typed,
        capture_output=True,
        text=True,
        env=satchel.environment(),
        cwd=satchel.data.parent,
        timeout=PATIENCE_S,
        preexec_fn=limit,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
