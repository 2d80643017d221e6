"""Forgetting reaches every byte of the journal's files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import FolderInUse
from bot.ids import EventKey, SpaceId
from bot.ports import Outcome, Settled
from memory.journal import Journal, open_journal
from memory.traces import search_apart
from tests.builders import HOME, MORNING, chat, later, message, part, replied, scope

ODD = 'quote " newline \n tab \t é 🦊 \\ NUL \0 end'


def canary(number: int) -> str:
    return f"canary-{number:05d}-{ODD}"


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def found(data: bytes, numbers: Iterable[int]) -> int:
    return sum(data.count(b"canary-%05d" % number) for number in numbers)


def traces(folder: Path, *texts: str) -> int:
    """How often texts stand in a folder's files, while a journal has them open."""
    return search_apart(folder, texts).traces


def a_lively_journal(path: Path, many: int) -> tuple[Journal, list[EventKey]]:
    """Messages of all sizes, from many people, finished out of order, so that SQLite moves its rows about."""
    journal = open_journal(path)
    keys = []
    for number in range(0, many, 4):
        texts = [
            canary(each) + "x" * (each * 37 % 9000 if each % 9 == 0 else each % 300)
            for each in range(number, number + 4)
        ]
        batch = [message(text, by=f"{canary(number)} name") for text in texts]
        keys += [event.key for event in batch]
        received = journal.inbox.accept(batch, None)
        for one in reversed(received):
            outcome = Outcome(space=HOME, keep=True, text=f"kept {texts[0]}", parts=(part(texts[0]),))
            if one.seq % 2:
                journal.inbox.fail(one.seq, f"could not read {texts[0]}", outcome)
            journal.inbox.finish(one.seq, outcome)
        journal.work.add(batch[0].key, "page", f"https://example.org/{texts[0]}", MORNING)
        item = journal.work.claim(MORNING)
        assert item is not None
        journal.work.put_off(item, later(1), f"could not read {texts[0]}")
    return journal, keys


def test_no_byte_of_an_erased_message_is_left_and_all_others_are_whole(tmp_path: Path) -> None:
    journal, keys = a_lively_journal(tmp_path / "journal.sqlite3", 120)
    groups = [range(number, number + 4) for number in range(0, 120, 4)]
    gone = [number for group in groups[::2] for number in group]
    for number in gone:
        journal.archive.erase([keys[number]])
    assert traces(tmp_path, *map(canary, gone)) == 0
    stays = {number for group in groups[1::2] for number in group}
    texts = [note.text[:12] for _, note in journal.annals.notes(0, 1000)]
    assert texts == [f"canary-{number:05d}" for number in sorted(stays)]
    journal.close()
    assert found(bytes_on_disk(tmp_path), gone) == 0


def test_everything_of_a_scope_can_be_forgotten(tmp_path: Path) -> None:
    journal, _ = a_lively_journal(tmp_path / "journal.sqlite3", 60)
    journal.archive.erase(journal.transcript.keys(scope()))
    assert traces(tmp_path, *map(canary, range(60))) == 0
    assert journal.transcript.count(scope()) == 0
    assert journal.outbox.waiting() == ()
    assert journal.annals.speakers(scope()) == ()
    journal.close()
    assert b"canary" not in bytes_on_disk(tmp_path)


def test_the_names_of_a_conversation_of_which_nothing_is_left_go_too(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.sqlite3")
    rooms = [chat(f"a talk with canary-{number:05d}", thread=f"thread-of-canary-{number:05d}") for number in range(400)]
    said = [message(f"text {number}", where=rooms[number % 400]) for number in range(1_200)]
    journal.archive.keep([(event, SpaceId(f"space of canary-{number % 7}")) for number, event in enumerate(said)])
    (stays,) = journal.inbox.accept([message("mine", where=rooms[0])], None)
    journal.inbox.finish(stays.seq, replied("Kept."))
    assert found(bytes_on_disk(tmp_path), [0, 1, 399]) > 6
    journal.archive.erase([event.key for event in said])
    journal.close()
    data = bytes_on_disk(tmp_path)
    assert found(data, range(1, 400)) == 0
    assert b"space of canary" not in data
    journal = open_journal(tmp_path / "journal.sqlite3")
    assert [where for where, _ in journal.outbox.waiting()] == [rooms[0]]
    (again,) = journal.inbox.accept([message("new", where=rooms[5])], None)
    assert again.place >> 32 > 400
    assert journal.inbox.accept(said[5:6], None) == ()


def test_a_reply_resting_on_an_erased_message_leaves_no_byte(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.sqlite3")
    (note,) = journal.archive.keep([(message("the code is 4711"), HOME)])
    (question,) = journal.inbox.accept([message("what is it?")], None)
    journal.inbox.finish(question.seq, replied("It is 4711 [1]", rests_on=frozenset({note.origin.key})))
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    journal.outbox.settle(outgoing.id, Settled(state="retry", why="refused: It is 4711 [1]"))
    journal.archive.erase([note.origin.key])
    assert traces(tmp_path, "the code is 4711", "It is 4711 [1]") == 0
    journal.close()
    assert b"4711" not in bytes_on_disk(tmp_path)
    assert b"what is it?" in bytes_on_disk(tmp_path)


def test_words_that_named_what_to_forget_leave_no_byte(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.sqlite3")
    (received,) = journal.inbox.accept([message("/forget the blue door")], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME, unsaid=True, parts=(part("Forgotten."),), text="Forgotten."))
    assert traces(tmp_path, "/forget the blue door") == 0
    journal.close()
    assert b"blue door" not in bytes_on_disk(tmp_path)


def test_a_reader_of_an_older_state_is_named_and_trying_again_helps(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = open_journal(path, patience=timedelta(milliseconds=50))
    (note,) = journal.archive.keep([(message("the code is 4711"), HOME)])
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM words").fetchone()
        with pytest.raises(FolderInUse, match="do the same again"):
            journal.archive.erase([note.origin.key])
        assert journal.transcript.count(scope()) == 0
    journal.archive.erase([note.origin.key])
    assert traces(tmp_path, "the code is 4711", "It is 4711 [1]") == 0
    journal.close()
    assert b"4711" not in bytes_on_disk(tmp_path)


def test_a_backup_forgets_as_the_journal_does(tmp_path: Path) -> None:
    journal, keys = a_lively_journal(tmp_path / "journal.sqlite3", 8)
    (tmp_path / "backups").mkdir()
    copy = tmp_path / "backups" / "copy.sqlite3"
    journal.database.copy_to(copy)
    journal.close()
    assert found(copy.read_bytes(), [0]) > 0
    backup = open_journal(copy)
    backup.archive.erase(keys)
    backup.close()
    assert b"canary" not in bytes_on_disk(copy.parent)
