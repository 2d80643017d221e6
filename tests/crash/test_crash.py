"""A sample of the kills: every named point once, and a few seeded moments. `make figures` does them all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from tests.crash.blows import After, At
from tests.crash.trials import TRIALS, importing, live

POINTS = (
    ("conversation", At(CrashPoint.INBOX_BEFORE_COMMIT, 7)),
    ("conversation", At(CrashPoint.INBOX_AFTER_COMMIT, 7)),
    ("conversation", At(CrashPoint.REMEMBER_BEFORE_UPSERT, 5)),
    ("conversation", At(CrashPoint.REMEMBER_AFTER_UPSERT, 5)),
    ("conversation", At(CrashPoint.FINISH_BEFORE_COMMIT, 11)),
    ("conversation", At(CrashPoint.FINISH_AFTER_COMMIT, 11)),
    ("conversation", At(CrashPoint.OUTBOX_CLAIMED, 3)),
    ("conversation", At(CrashPoint.OUTBOX_DELIVERED, 3)),
    ("conversation", At(CrashPoint.OUTBOX_SETTLED, 3)),
    ("import", At(CrashPoint.ARCHIVE_BEFORE_COMMIT, 2)),
    ("import", At(CrashPoint.ARCHIVE_AFTER_COMMIT, 2)),
    ("import", At(CrashPoint.FLUSH_BEFORE_MARK)),
    ("conversation", At(CrashPoint.FLUSH_AFTER_MARK)),
    ("forget", At(CrashPoint.FORGET_BEFORE_INDEX)),
    ("forget", At(CrashPoint.FORGET_AFTER_INDEX)),
    ("forget", At(CrashPoint.FORGET_BEFORE_COMMIT)),
    ("forget", At(CrashPoint.FORGET_AFTER_COMMIT)),
    ("forget", At(CrashPoint.REWRITE_BEFORE_SWAP)),
    ("forget", At(CrashPoint.REWRITE_AFTER_SWAP)),
    ("reindex", At(CrashPoint.REINDEX_AFTER_BATCH)),
    ("another embedder", At(CrashPoint.REINDEX_BEFORE_SWITCH)),
    ("another embedder", At(CrashPoint.REINDEX_AFTER_SWITCH)),
    ("backup, restore", At(CrashPoint.RESTORE_BEFORE_RENAME)),
)
MOMENTS = random.Random(4711)


@pytest.mark.parametrize(("trial", "blow"), POINTS, ids=str)
def test_a_kill_at_a_named_point_loses_and_doubles_nothing(tmp_path: Path, trial: str, blow: At) -> None:
    verdict = TRIALS[trial](tmp_path, blow)
    assert verdict.killed
    assert verdict.harm == 0, verdict


def test_every_named_point_is_in_the_sample() -> None:
    assert {blow.point for _, blow in POINTS} == set(CrashPoint)


@pytest.mark.parametrize("seconds", [MOMENTS.uniform(0, 0.4) for _ in range(2)])
def test_a_kill_at_a_moment_of_a_conversation_loses_and_doubles_nothing(tmp_path: Path, seconds: float) -> None:
    verdict = live(tmp_path, After(seconds))
    assert verdict.harm == 0, verdict


@pytest.mark.parametrize("seconds", [MOMENTS.uniform(0, 1.0) for _ in range(2)])
def test_a_kill_at_a_moment_of_an_import_loses_and_doubles_nothing(tmp_path: Path, seconds: float) -> None:
    verdict = importing(tmp_path, After(seconds))
    assert verdict.harm == 0, verdict
