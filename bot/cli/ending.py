"""How a process ends though a thread of it waits for somebody else."""

from __future__ import annotations

import os
import threading

LAST_THREADS_S = 1.5
"""With what else a stop takes, the process is gone before a service manager's ten seconds are over."""


def end_soon() -> None:
    """Let the process end when its threads have, or soon without them: one may wait a minute for a server.

    Nothing is lost by it: the journal stands however a process ends.
    """
    last = threading.Timer(LAST_THREADS_S, os._exit, [0])
    last.daemon = True
    last.start()
