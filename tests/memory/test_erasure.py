"""What is forgotten is gone: from what is found at once, from every byte of every file then."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from qdrant_edge import ScrollRequest

from bot.crashes import CrashPoint
from bot.records import Question
from memory.edge.shard import open_shard
from memory.erasure import finish
from tests.builders import later, message, scope
from tests.memory.child import SAID
from tests.memory.household import SMALL, canaries, household
from tests.memory.killing import dies_at

GONE, KEPT = SAID[::2], SAID[1::2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def word_of(text: str) -> str:
    return text.split()[0]


def canaries_in(folder: Path) -> set[str]:
    """The canaries whose names stand in a file, or in one in a zip."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {name.decode() for path in files for data in contents(path) for name in re.findall(rb"canary\d{5}", data)}


def contents(path: Path) -> list[bytes]:
    data = path.read_bytes()
    if path.suffix != ".zip":
        return [data]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [data, *(archive.read(name) for name in archive.namelist())]


def texts_in_shards(folder: Path, dimension: int = 32) -> list[str]:
    """What the shards hold, read as the engine unpacks it: its pages are compressed."""
    texts = []
    for config in folder.rglob("edge_config.json"):
        shard = open_shard(config.parent, dimension)
        records, _ = shard.scroll(ScrollRequest(limit=100_000, with_payload=True))
        texts += [str((record.payload or {})["text"]) for record in records]
        shard.close()
    return texts


def segments_of(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.rglob("segment.json")}


def test_half_of_a_thousand_messages_go_without_a_trace_and_the_others_stay(folder: Path) -> None:
    texts = canaries(0, 1_000)
    with household(folder) as home:
        keys = home.take_in([message(text) for text in texts])
        segments = segments_of(folder)
        erased = home.erase(keys[::2])
        assert (erased.messages, erased.traces, erased.unreached) == (500, 0, ())
        assert erased.files > 10
        assert home.indexed() == home.expected()
        assert home.found(word_of(texts[1])) == [texts[1]]
        assert not home.found(word_of(texts[0]))
    assert canaries_in(folder).isdisjoint(map(word_of, texts[::2]))
    # The pages are compressed: no byte of the old ones may be left.
    assert not segments & segments_of(folder)
    assert sorted(texts_in_shards(folder)) == texts[1::2]


def test_what_is_forgotten_is_not_found_even_before_its_bytes_are_gone(folder: Path) -> None:
    with household(folder) as home:
        keys = home.tell("the code is 4711")
        home.library.forget(keys)
        assert not home.found("code")


def test_what_is_decided_is_not_found_though_the_index_holds_it_and_takes_nobodys_place(folder: Path) -> None:
    texts = [f"the code of safe {number} is {number * 7919}" for number in range(12)]
    with household(folder) as home:
        keys = home.tell(*texts)
        best = home.found("code of the safe")[:6]
        assert len(best) == 6
        gone = [key for key, text in zip(keys, texts, strict=True) if text in best]
        home.decide(gone)
    with household(folder) as home:
        assert len(home.indexed()) == 12
        found = home.library.recall(Question(text="code of the safe", asked_at=later()), scope(), 6)
        assert sorted(hit.record.text for hit in found.hits) == sorted(set(texts) - set(best))
        home.erase(gone)
        assert len(home.indexed()) == 6


def test_however_much_is_decided_what_stays_is_found(folder: Path) -> None:
    with household(folder) as home:
        home.decide(home.tell(*(f"the code of the safe {number} is {number * 7919}" for number in range(300))))
        home.tell("the code of the shed is 12")
        assert home.found("the code of the safe") == ["the code of the shed is 12"]


def test_long_texts_go_with_all_their_pieces(folder: Path) -> None:
    long = " ".join(canaries(0, 200))
    with household(folder) as home:
        (key, _) = home.tell(long, "the lease ends in june")
        assert len(home.indexed()) > 5
        assert home.erase([key]).traces == 0
        assert len(home.indexed()) == 1
    assert canaries_in(folder) == set()


def test_everything_can_be_forgotten_and_something_new_be_told(folder: Path) -> None:
    with household(folder) as home:
        home.erase(home.take_in(SAID))
        home.take_in(SAID)
        assert home.indexed() == home.expected() == set()
        home.tell("the lease ends in june")
        assert home.found("lease")
    assert canaries_in(folder) == set()
    with household(folder) as home:
        assert home.indexed() == home.expected()


def test_both_indexes_are_cleaned_while_one_is_being_filled(folder: Path) -> None:
    with household(folder) as home:
        keys = home.take_in(SAID)
    with household(folder, SMALL) as home:
        home.tell("said meanwhile")
        home.erase(keys)
    assert canaries_in(folder) == set()


def test_words_that_stand_elsewhere_too_are_counted(folder: Path) -> None:
    with household(folder) as home:
        (key, _) = home.tell("the code of the safe is 4711", "remember: the code of the safe is 4711")
        (home.folder.path / "notes.txt").write_text("the code of the safe is 4711")
        assert home.erase([key]).traces > 1


def test_backups_made_before_are_cleaned_too(folder: Path, tmp_path: Path) -> None:
    with household(folder) as home:
        home.take_in(SAID)
        for name in ("first.zip", "second.zip"):
            home.backups.make(tmp_path / name)
        assert word_of(GONE[0].text) in canaries_in(tmp_path)
        erased = home.erase(said.key for said in GONE)
        assert erased.unreached == ()
    assert canaries_in(tmp_path).isdisjoint(word_of(said.text) for said in GONE)
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        journal = archive.read("journal.sqlite3")
    assert all(word_of(said.text).encode() in journal for said in KEPT)


def test_backups_that_cannot_be_opened_are_named_and_those_that_were_deleted_are_not(
    folder: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    on_disk, broken, empty, deleted = (
        disk / "1.zip",
        *(tmp_path / f"{name}.zip" for name in ("broken", "empty", "deleted")),
    )
    with household(folder) as home:
        keys = home.take_in(SAID)
        for backup in (on_disk, broken, empty, deleted):
            home.backups.make(backup)
        disk.rename(tmp_path / "unplugged")
        broken.write_bytes(broken.read_bytes()[:-100])
        empty.write_bytes(b"")
        deleted.unlink()
        assert set(home.erase(keys[:1]).unreached) == {str(on_disk), str(broken), str(empty)}
        assert not disk.exists()
        (tmp_path / "unplugged").rename(disk)
        assert set(home.erase(keys).unreached) == {str(broken), str(empty)}
    assert canaries_in(disk) == set()


@pytest.mark.parametrize(
    "point",
    [
        CrashPoint.FORGET_AFTER_COMMIT,
        CrashPoint.FORGET_BEFORE_INDEX,
        CrashPoint.FORGET_AFTER_INDEX,
        CrashPoint.REWRITE_BEFORE_SWAP,
        CrashPoint.REWRITE_AFTER_SWAP,
    ],
)
def test_a_forgetting_that_was_killed_is_finished_by_the_next_start(
    folder: Path, tmp_path: Path, point: CrashPoint
) -> None:
    with household(folder) as home:
        home.take_in(SAID)
        home.backups.make(tmp_path / "backup.zip")
    dies_at(point, "forget", folder)
    with household(folder) as home:
        finish(home.journal.intentions, home.eraser, pending=True)
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == len(KEPT)
        assert home.found(word_of(KEPT[0].text))
    assert canaries_in(tmp_path).isdisjoint(word_of(said.text) for said in GONE)
    assert sorted(texts_in_shards(folder)) == sorted(said.text for said in KEPT)


def test_a_forgetting_that_was_killed_before_it_was_decided_takes_nothing(folder: Path) -> None:
    with household(folder) as home:
        home.take_in(SAID)
    dies_at(CrashPoint.FORGET_BEFORE_COMMIT, "forget", folder)
    with household(folder) as home:
        finish(home.journal.intentions, home.eraser, pending=True)
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == len(SAID)
