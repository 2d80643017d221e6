"""A reply that grows, and goes on growing after a restart."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import deque
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from bot.drafts import GrowingReply
from bot.errors import DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.ids import Conversation, MessageId
from bot.ports import Received
from bot.replies import PartKind
from memory.journal import Journal, open_journal
from tests.bot.app.house import House
from tests.builders import message, part, replied
from tests.conftest import Restarts
from tests.fakes.chat import FakeChat, room


class FindingChat(FakeChat):
    """A platform that tells which draft stands under a key."""

    def __init__(self, *, found: MessageId | None = None, trouble: Exception | None = None) -> None:
        super().__init__()
        self.keys: dict[str, MessageId] = {}
        self.asked: list[str] = []
        self._found = found
        self._trouble = trouble

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        self.keys[key] = await super().draft(to, text, key)
        return self.keys[key]

    async def find(self, to: Conversation, key: str) -> MessageId | None:
        del to
        self.asked.append(key)
        if self._trouble:
            raise self._trouble
        return self.keys.get(key, self._found)


class RefusingChat(FakeChat):
    """A platform that will not show a reply before it is whole: it raises, once for each error."""

    def __init__(self, *troubles: Exception) -> None:
        super().__init__()
        self.drawing = deque(troubles)
        self.tries = 0

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        self._refuse()
        return await super().draft(to, text, key)

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        self._refuse()
        await super().redraw(to, message, text)

    def _refuse(self) -> None:
        self.tries += 1
        if self.drawing:
            raise self.drawing.popleft()


def growing(journal: Journal, platform: FakeChat, received: Received) -> GrowingReply:
    return GrowingReply(platform, journal.ledger, received)


async def shows(reply: GrowingReply, *texts: str) -> None:
    """Each is drawn before the next comes."""
    async with reply.drawing():
        for text in texts:
            await reply.show(text)
            assert reply._drawing
            await asyncio.wait([reply._drawing])


def asked(journal: Journal, *, tries: int = 0) -> Received:
    (received,) = journal.inbox.accept([message("when?", where=room())], None)
    return replace(received, tries=tries)


async def test_the_finished_reply_takes_the_place_of_its_draft(journal: Journal) -> None:
    platform = FakeChat()
    reply = growing(journal, platform, asked(journal))
    await reply.find()
    await shows(reply, "In", "In June", "In June.")
    first, second = reply.finished((part("In June. [1]"), part("more")))
    assert list(platform.drafts.values()) == ["In June."]
    assert (first.kind, first.target) == (PartKind.EDIT, next(iter(platform.drafts)))
    assert second == part("more")


async def test_after_a_restart_the_same_draft_is_finished(restarts: Restarts) -> None:
    journal, platform = restarts.again(), FakeChat()
    received = asked(journal)
    await shows(growing(journal, platform, received), "In Ju")
    reply = growing(restarts.again(), platform, received)
    await reply.find()
    await shows(reply, "In July")
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
    received = asked(journal)
    await shows(growing(journal, platform, received), "In Ju")
    journal.inbox.finish(received.seq, replied("In July."))
    assert restarts.again().inbox.pending() == ()


async def test_a_draft_whose_id_was_never_journaled_is_followed_by_what_says_that_it_may_repeat(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite3"
    killed = _killed_at(CrashPoint.DRAFT_SENT, file)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "you"), killed.stderr
    with closing(open_journal(file)) as journal:
        house = House(journal)
        house.parrot.grows["hello"] = ["you", "you said"]
        assert await house.wakes() == ["you said hello"]
        assert house.platform.drafts == {}
        assert [sent.may_repeat for _, sent, _ in house.platform.sent] == [True]


async def test_a_draft_that_a_dead_process_opened_is_found_where_the_platform_can_tell(restarts: Restarts) -> None:
    journal, platform = restarts.again(), FindingChat()
    received = asked(journal)
    await shows(growing(journal, platform, received), "In Ju")
    journal.database._connection.execute("DELETE FROM drafts")  # as if it had died before this was written
    reply = growing(restarts.again(), platform, replace(received, tries=1))
    await reply.find()
    await shows(reply, "In July")
    (final,) = reply.finished((part("In July. [1]"),))
    assert (platform.drafts, final.target) == ({MessageId("d1"): "In July"}, MessageId("d1"))


async def test_what_nobody_tried_before_is_not_looked_for(journal: Journal) -> None:
    platform = FindingChat(found=MessageId("somebody else's"))
    reply = growing(journal, platform, asked(journal))
    await reply.find()
    assert (platform.asked, reply.finished((part("Kept."),))) == ([], (part("Kept."),))


async def test_a_platform_that_cannot_be_asked_gets_a_draft_anew(journal: Journal) -> None:
    platform = FindingChat(trouble=NeverSent("no route"))
    reply = growing(journal, platform, asked(journal, tries=1))
    await reply.find()
    await shows(reply, "In July")
    assert list(platform.drafts.values()) == ["In July"]


async def test_a_draft_whose_answer_was_lost_is_followed_by_what_says_that_it_may_repeat(journal: Journal) -> None:
    house = House(journal, platform := RefusingChat(MaybeSent("no answer")))
    house.parrot.grows["hello"] = ["you", "you said"]
    assert await house.hears("hello", "again") == ["you said hello", "you said again"]
    assert [sent.may_repeat for _, sent, _ in platform.sent] == [True, False]


@pytest.mark.parametrize("trouble", [NeverSent("no route"), Undeliverable("forbidden")])
async def test_a_draft_that_was_certainly_not_opened_is_repeated_by_nothing(
    journal: Journal, trouble: Exception
) -> None:
    house = House(journal, platform := RefusingChat(trouble))
    house.parrot.grows["hello"] = ["you"]
    assert await house.hears("hello") == ["you said hello"]
    assert [sent.may_repeat for _, sent, _ in platform.sent] == [False]


async def test_only_the_first_part_of_a_reply_may_repeat_its_draft(journal: Journal) -> None:
    reply = growing(journal, RefusingChat(MaybeSent("no answer")), asked(journal))
    await shows(reply, "In Ju")
    first, second = reply.finished((part("In July."), part("more")))
    assert (first, second) == (replace(part("In July."), may_repeat=True), part("more"))
    assert reply.finished(()) == ()


class ForgetfulChat(FindingChat):
    """Does not tell whether it opened a draft."""

    def __init__(self, *, opens: bool) -> None:
        super().__init__()
        self._opens = opens

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        if self._opens:
            await super().draft(to, text, key)
        raise MaybeSent("no answer")


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_platform_that_can_tell_is_asked_whether_the_draft_arrived(journal: Journal, *, arrived: bool) -> None:
    received = asked(journal)
    reply = growing(journal, ForgetfulChat(opens=arrived), received)
    await shows(reply, "In Ju")
    (final,) = reply.finished((part("In July."),))
    assert (final.kind, final.target) == ((PartKind.EDIT, MessageId("d1")) if arrived else (PartKind.TEXT, None))
    assert not final.may_repeat
    assert journal.ledger.draft_of(received.seq) is None


@pytest.mark.parametrize("trouble", [MaybeSent("timed out"), Undeliverable("forbidden"), DeliveryError("who knows")])
async def test_a_platform_that_refuses_a_draft_gets_the_whole_answer_and_is_not_asked_again(
    journal: Journal, trouble: Exception
) -> None:
    house = House(journal, platform := RefusingChat(trouble))
    house.parrot.grows["hello"] = ["you", "you said", "you said h"]
    assert await house.hears("hello") == ["you said hello"]
    assert (platform.tries, platform.drafts) == (1, {})


@pytest.mark.parametrize("trouble", [NeverSent("no route"), RateLimited("slow down", timedelta(seconds=9))])
async def test_a_draft_that_did_not_get_through_is_opened_with_the_next_words(
    journal: Journal, trouble: Exception
) -> None:
    platform = RefusingChat(trouble)
    await shows(growing(journal, platform, asked(journal)), "you", "you said", "you said h")
    assert platform.tries == 3
    assert list(platform.drafts.values()) == ["you said h"]


def _killed_at(point: CrashPoint, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.bot.app.child", str(file)],
        env={**os.environ, "SATCHEL_CRASH_AT": point},
        capture_output=True,
        text=True,
        check=False,
    )
