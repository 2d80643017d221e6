"""The C library's heap, for a process of many threads."""

from __future__ import annotations

import ctypes

_ARENA_MAX = -8
"""As malloc.h has it."""

HEAPS = 2


def share_heap() -> None:
    """Have all threads that begin from now on allocate from the same few heaps. Nothing where glibc is not.

    By itself glibc gives nearly every thread a heap of its own, and what one has freed serves none of the others.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, HEAPS)
