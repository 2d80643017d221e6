"""Who reads much of the journal keeps nobody else from reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from bot.ids import EventKey
from bot.ports import Tally
from memory.journal import Journal, open_journal
from memory.journal.standing import AT_ONCE, bodies
from memory.journal.transcript import PAGE
from tests.builders import HOME, message, scope

PATIENCE_S = 30.0
MANY = PAGE + 3


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = open_journal(tmp_path / "journal.sqlite3")
    yield journal
    journal.close()


def kept(journal: Journal, *texts: str) -> list[EventKey]:
    return [note.origin.key for note in journal.archive.keep([(message(text), HOME) for text in texts])]


def reads_beside(journal: Journal) -> bool:
    """Whether another thread can read now."""
    other = Thread(target=journal.transcript.count, args=(scope(),), daemon=True)
    other.start()
    other.join(PATIENCE_S)
    return not other.is_alive()


def queries_held(journal: Journal, read: Callable[[], object]) -> int:
    """How many queries at most kept all others out together."""
    statements: list[str] = []
    journal.database._reader.set_trace_callback(statements.append)
    read()
    journal.database._reader.set_trace_callback(None)
    begins, ends = ([at for at, each in enumerate(statements) if each == word] for word in ("BEGIN", "ROLLBACK"))
    return max((end - begin - 1 for begin, end in zip(begins, ends, strict=True)), default=0)


def test_all_keys_are_told_and_others_read_between(journal: Journal) -> None:
    keys = kept(journal, *(f"line {number}" for number in range(MANY)))
    assert sorted(journal.transcript.keys(scope())) == sorted(keys)
    assert journal.transcript.tally(keys) == Tally(messages=MANY, kept=MANY)
    assert len(journal.annals.of(keys)) == MANY
    assert queries_held(journal, lambda: journal.transcript.tally(keys)) <= 1
    assert queries_held(journal, lambda: journal.annals.of(keys)) <= 1
    pages = journal.transcript.pages(HOME)
    next(pages)
    assert reads_beside(journal)
    assert len(list(pages)) == MANY - 1


def test_words_are_looked_for_in_all_of_a_large_journal_and_others_read_between(journal: Journal) -> None:
    large = [f"the {name} house is large. {name[0] * (AT_ONCE // 2)}" for name in ("red", "blue", "grey")]
    kept(journal, *large, "the last one is small")
    found = journal.annals.standing([*large, "the last one is small", "it was never said"])
    assert set(found) == {*large, "the last one is small"}
    pages = bodies(journal.database)
    next(pages)
    assert reads_beside(journal)
    assert sum(map(len, pages))
