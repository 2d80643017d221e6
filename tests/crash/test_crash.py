"""A sample of the kills: every named point once, and a few seeded moments. `make figures` does them all."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from bot.crashes import CrashPoint
from tests.crash.blows import After, At
from tests.crash.trials import TRIALS
from tests.crash.verdict import Verdict

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
CHANCE = random.Random(4711)  # noqa: S311 -- repeatable, not secret
MOMENTS = (
    *(("conversation", After(CHANCE.uniform(0, 0.4))) for _ in range(2)),
    *(("import", After(CHANCE.uniform(0, 1.0))) for _ in range(2)),
)
KILLS: tuple[tuple[str, At | After], ...] = (*POINTS, *MOMENTS)
Verdicts = Mapping[tuple[str, At | After], Future[Verdict]]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verdicts]:
    """All trials, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        yield {
            (trial, blow): pool.submit(TRIALS[trial], tmp_path_factory.mktemp("trial"), blow) for trial, blow in KILLS
        }


@pytest.mark.parametrize(("trial", "blow"), POINTS, ids=str)
def test_a_kill_at_a_named_point_loses_and_doubles_nothing(verdicts: Verdicts, trial: str, blow: At) -> None:
    verdict = verdicts[trial, blow].result()
    assert verdict.killed
    assert verdict.harm == 0, verdict


@pytest.mark.parametrize(("trial", "blow"), MOMENTS, ids=str)
def test_a_kill_at_a_moment_loses_and_doubles_nothing(verdicts: Verdicts, trial: str, blow: After) -> None:
    verdict = verdicts[trial, blow].result()
    assert verdict.harm == 0, verdict


def test_every_named_point_is_in_the_sample() -> None:
    # Drafts are for a live terminal, and for its own test in tests/bot/app/test_drafts.py.
    assert {blow.point for _, blow in POINTS} == set(CrashPoint) - {CrashPoint.DRAFT_SENT}
