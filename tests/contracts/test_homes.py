"""What every Homes promises."""

from __future__ import annotations

from bot.ids import GROUPS, ChatId, group_space
from memory.journal import Journal
from tests.builders import chat
from tests.conftest import Restarts


def test_each_group_has_a_space_of_its_own_and_its_threads_share_it(journal: Journal) -> None:
    spaces = {journal.homes.of(where) for where in (chat("a"), chat("b"), chat("a", platform="other"))}
    assert len(spaces) == 3
    assert all(space.startswith(GROUPS) for space in spaces)
    assert journal.homes.of(chat("a", thread="t")) == journal.homes.of(chat("a"))


def test_the_name_of_a_space_tells_nothing_of_the_group(journal: Journal) -> None:
    assert "divorce" not in journal.homes.of(chat("our divorce"))


def test_a_group_that_moves_takes_its_space_along_however_often(restarts: Restarts) -> None:
    journal = restarts.again()
    space = journal.homes.of(chat("a"))
    journal.homes.move(chat("a"), ChatId("b"))
    journal.homes.move(chat("a"), ChatId("b"))
    restarts.again().homes.move(chat("b"), ChatId("c"))
    journal = restarts.again()
    assert [journal.homes.of(chat(name)) for name in "abc"] == [space] * 3
    assert journal.homes.of(chat("d")) == group_space(chat("d"))


def test_a_move_that_is_told_late_changes_no_space_that_was_taken_along(journal: Journal) -> None:
    journal.homes.move(chat("a"), ChatId("b"))
    journal.homes.move(chat("x"), ChatId("b"))
    assert journal.homes.of(chat("b")) == group_space(chat("a"))
