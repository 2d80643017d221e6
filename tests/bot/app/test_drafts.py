"""A reply that grows, and goes on growing after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from bot.crashes import CrashPoint
from bot.drafts import GrowingReply
from bot.replies import PartKind
from memory.journal import Journal, open_journal
from tests.bot.app.house import House
from tests.builders import message, part, replied
from tests.conftest import Restarts
from tests.fakes.chat import FakeChat, room


def growing(journal: Journal, platform: FakeChat, seq: int) -> GrowingReply:
    return GrowingReply(platform, journal.ledger, room(), seq)


def asked(journal: Journal) -> int:
    (received,) = journal.inbox.accept([message("when?", where=room())], None)
    return received.seq


async def test_the_finished_reply_takes_the_place_of_its_draft(journal: Journal) -> None:
    platform = FakeChat()
    reply = growing(journal, platform, asked(journal))
    await reply.find()
    for text in ("In", "In June", "In June."):
        await reply.show(text)
    first, second = reply.finished((part("In June. [1]"), part("more")))
    assert list(platform.drafts.values()) == ["In June."]
    assert (first.kind, first.target) == (PartKind.EDIT, next(iter(platform.drafts)))
    assert second == part("more")


async def test_after_a_restart_the_same_draft_is_finished(restarts: Restarts) -> None:
    journal, platform = restarts.again(), FakeChat()
    seq = asked(journal)
    await growing(journal, platform, seq).show("In Ju")
    reply = growing(restarts.again(), platform, seq)
    await reply.find()
    await reply.show("In July")
    (final,) = reply.finished((part("In July. [1]"),))
    assert list(platform.drafts.values()) == ["In July"]
    assert final.target == next(iter(platform.drafts))


async def test_a_reply_that_never_grew_is_sent_as_it_is(journal: Journal) -> None:
    reply = growing(journal, FakeChat(), asked(journal))
    await reply.find()
    assert reply.finished((part("Kept."),)) == (part("Kept."),)
    assert reply.finished(()) == ()


async def test_a_draft_does_not_outlive_its_event(restarts: Restarts) -> None:
    journal, platform = restarts.again(), FakeChat()
    seq = asked(journal)
    await growing(journal, platform, seq).show("In Ju")
    journal.inbox.finish(seq, replied("In July."))
    assert restarts.again().inbox.pending() == ()


async def test_a_draft_whose_id_was_never_journaled_is_followed_by_a_second_message(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite3"
    killed = _killed_at(CrashPoint.DRAFT_SENT, file)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "you"), killed.stderr
    with closing(open_journal(file)) as journal:
        house = House(journal)
        assert await house.wakes() == ["you said hello"]
        assert house.platform.drafts == {}


def _killed_at(point: CrashPoint, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.bot.app.child", str(file)],
        env={**os.environ, "SATCHEL_CRASH_AT": point},
        capture_output=True,
        text=True,
        check=False,
    )
