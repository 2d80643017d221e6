"""How many heaps the threads of a process share."""

from __future__ import annotations

import subprocess
import sys

# Where the C library counts no heaps, there is nothing to share.
ALLOCATING = """
import ctypes
from threading import Barrier, Thread
from bot.cli.heap import share_heap

share_heap()
met = Barrier(12)

def allocate():
    mine = [bytes(5_000) for _ in range(100)]
    met.wait()

threads = [Thread(target=allocate) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
count = getattr(ctypes.CDLL(None), "malloc_stats", None)
if count is not None:
    count()
"""


def test_threads_share_two_heaps() -> None:
    done = subprocess.run([sys.executable, "-c", ALLOCATING], capture_output=True, text=True, check=True)

    assert done.stderr.count("Arena ") <= 2
