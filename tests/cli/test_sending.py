"""`satchel outbox`: its words, and what it refuses."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ids import ThreadId
from bot.ports import Settled
from tests.builders import MORNING, later, message, replied
from tests.cli.running import Cli
from tests.cli.test_pairing import journal_in
from tests.fakes.chat import room

LINE = "1  2025-03-01 09:00  fake bot room  {} (The door is blue)\n"


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_TIMEZONE", "UTC")


def queued(data: Path, settled: Settled, thread: str | None = None) -> None:
    """A reply was tried once, and it came to this."""
    where = replace(room(), thread=ThreadId(thread) if thread else None)
    with closing(journal_in(data)) as journal:
        (received,) = journal.inbox.accept([message(where=where)], None)
        journal.inbox.finish(received.seq, replied("The door\nis blue"))
        outgoing = journal.outbox.claim(where, MORNING)
        assert outgoing is not None
        journal.outbox.settle(outgoing.id, settled)


def waits(why: str = "slow down") -> Settled:
    return Settled(state="retry", why=why, until=later(600))


def test_nothing_stuck_is_said(cli: Cli, data: Path) -> None:
    journal_in(data).close()
    assert cli.fine("outbox") == "Nothing is stuck.\n"


def test_what_waits_is_shown_on_a_line_with_why(cli: Cli, data: Path) -> None:
    queued(data, waits("slow\n\x1b[2Jdown"))
    shown = cli.fine("outbox")
    assert shown.startswith("1  2025-03-01 09:00  fake bot room  waiting, 1 try: slow ")
    assert shown.endswith("(The door is blue)\n1 part is waiting or given up.\n")
    assert shown.count("\n") == 2
    assert "\x1b" not in shown


def test_what_was_given_up_is_sent_again_when_it_is_asked_for(cli: Cli, data: Path) -> None:
    queued(data, Settled(state="dead", why="you were blocked"))
    assert cli.fine("outbox").startswith(LINE.format("given up, 1 try: you were blocked"))
    assert cli.fine("outbox", "--retry", "1").endswith("(The door is blue)\n1 part is waiting or given up.\n")
    with closing(journal_in(data)) as journal:
        assert journal.outbox.claim(room(), later()) is not None


def test_what_is_dropped_is_gone_from_the_list(cli: Cli, data: Path) -> None:
    queued(data, waits())
    assert cli.fine("outbox", "--drop", "1") == "Nothing is stuck.\n"
    with closing(journal_in(data)) as journal:
        assert journal.outbox.claim(room(), later(days=1)) is None


@pytest.mark.parametrize("number", ["7", "-1", "0", "99999999999999999999"])
def test_a_number_that_nothing_has_is_named(cli: Cli, data: Path, number: str) -> None:
    queued(data, waits())
    assert cli.refused("outbox", "--retry", number) == (
        f"satchel: nothing that could be sent again has the number {number}; `satchel outbox` lists them\n"
    )
    assert cli.refused("outbox", "--drop", number) == (
        f"satchel: nothing that waits has the number {number}; `satchel outbox` lists them\n"
    )


def test_all_are_sent_again_or_dropped_at_once(cli: Cli, data: Path) -> None:
    queued(data, Settled(state="dead", why="you were blocked"))
    queued(data, waits())
    assert cli.fine("outbox", "--retry", "all").endswith("\n2 parts are waiting or given up.\n")
    with closing(journal_in(data)) as journal:
        assert journal.outbox.claim(room(), later()) is not None
    assert cli.fine("outbox", "--drop", "all").count("\n") == 2
    assert cli.refused("outbox", "--drop", "all") == "satchel: nothing waits\n"
    assert cli.refused("outbox", "--retry", "all") == "satchel: nothing could be sent again\n"


@pytest.mark.parametrize("given", ["every", "", "1.5"])
def test_what_is_neither_a_number_nor_all_is_refused(cli: Cli, data: Path, given: str) -> None:
    queued(data, waits())
    assert "is no number; `satchel outbox` lists them" in cli.refused("outbox", "--drop", given)


def test_the_thread_of_a_part_is_shown(cli: Cli, data: Path) -> None:
    queued(data, waits(), thread="7")
    assert "fake bot room/7  waiting" in cli.fine("outbox")


def test_sending_again_and_dropping_are_two_things(cli: Cli, data: Path) -> None:
    queued(data, waits())
    assert "give --retry or --drop, not both" in cli.refused("outbox", "--retry", "1", "--drop", "1")


def test_a_folder_without_data_is_named_and_not_made(cli: Cli, data: Path) -> None:
    assert "holds no data yet; name the right folder with --data" in cli.refused("outbox")
    assert not data.exists()
