"""Named points at which a test can kill the program: where a crash would hurt most.

`SATCHEL_CRASH_AT=<name>` ends the process with SIGKILL when it gets there, `<name>:3` the third time.
"""

from __future__ import annotations

import os
import signal
from enum import StrEnum


class CrashPoint(StrEnum):
    """Every named point, in the order of a message's way through the house."""

    INBOX_BEFORE_COMMIT = "inbox-before-commit"
    INBOX_AFTER_COMMIT = "inbox-after-commit"
    REMEMBER_BEFORE_UPSERT = "remember-before-upsert"
    REMEMBER_AFTER_UPSERT = "remember-after-upsert"
    DRAFT_SENT = "draft-sent"
    FINISH_BEFORE_COMMIT = "finish-before-commit"
    FINISH_AFTER_COMMIT = "finish-after-commit"
    OUTBOX_CLAIMED = "outbox-claimed"
    OUTBOX_DELIVERED = "outbox-delivered"
    OUTBOX_SETTLED = "outbox-settled"
    ARCHIVE_BEFORE_COMMIT = "archive-before-commit"
    ARCHIVE_AFTER_COMMIT = "archive-after-commit"
    FLUSH_BEFORE_MARK = "flush-before-mark"
    FLUSH_AFTER_MARK = "flush-after-mark"
    FORGET_BEFORE_COMMIT = "forget-before-commit"
    FORGET_AFTER_COMMIT = "forget-after-commit"
    FORGET_BEFORE_INDEX = "forget-before-index"
    FORGET_AFTER_INDEX = "forget-after-index"
    REWRITE_BEFORE_SWAP = "rewrite-before-swap"
    REWRITE_AFTER_SWAP = "rewrite-after-swap"
    REINDEX_AFTER_BATCH = "reindex-after-batch"
    REINDEX_BEFORE_SWITCH = "reindex-before-switch"
    REINDEX_AFTER_SWITCH = "reindex-after-switch"
    RESTORE_BEFORE_RENAME = "restore-before-rename"


_AT, _, _COUNT = os.environ.get("SATCHEL_CRASH_AT", "").partition(":")
_left = int(_COUNT or 1)


def crash_point(point: CrashPoint) -> None:
    """End the process here if a test asked for it; otherwise nothing."""
    global _left
    if point == _AT:
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
