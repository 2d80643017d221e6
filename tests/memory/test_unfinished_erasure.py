"""What is decided goes from the journal and the backups at once, while the server that holds the index is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import IndexFault
from bot.ids import record_id
from memory.backups import CLEAN
from memory.erasure import NOT_WORDS, SERVER, finish
from memory.traces import search_apart
from tests.memory.child import SAID
from tests.memory.household import SMALL, Household, household
from tests.memory.test_erasure import canaries_in, word_of
from tests.peers.qdrant import OVERLOADED, QdrantPeer, qdrant_peer

FIRST, SECOND, OTHERS = SAID[0], SAID[1], SAID[2:]


@pytest.fixture
def peer() -> Iterator[QdrantPeer]:
    with qdrant_peer() as peer:
        yield peer


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where the backups lie."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


@pytest.fixture
def home(tmp_path: Path, stick: Path, peer: QdrantPeer) -> Iterator[Household]:
    """Everything of SAID was told, and two backups were made."""
    with household(tmp_path / "data", SMALL, qdrant_url=peer.address) as home:
        home.take_in(SAID)
        for name in ("first.zip", "second.zip"):
            home.backups.make(stick / name)
        yield home


def held(peer: QdrantPeer) -> set[str]:
    return {text for collection in peer.collections for text in peer.texts(collection)}


def undone(home: Household) -> list[int]:
    return [seq for seq, _ in home.journal.intentions.undone(pending=True)]


def written(stick: Path) -> dict[Path, int]:
    """When each backup was written, in nanoseconds."""
    return {path: path.stat().st_mtime_ns for path in stick.iterdir()}


def test_journal_and_backups_hold_none_of_it_though_the_index_is_away(
    home: Household, stick: Path, peer: QdrantPeer
) -> None:
    peer.trouble = OVERLOADED
    _, decision = home.decide([FIRST.key])
    with pytest.raises(IndexFault):
        home.eraser.erase(decision)
    assert search_apart(home.folder.path, decision.texts, leave_out=NOT_WORDS).traces == 0
    assert canaries_in(stick) == {word_of(said.text) for said in SAID[1:]}


def test_what_is_tried_again_for_the_index_writes_no_backup_again(
    home: Household, stick: Path, peer: QdrantPeer
) -> None:
    peer.trouble = OVERLOADED
    seq, _ = home.decide([FIRST.key])
    finish(home.journal.intentions, home.eraser, pending=True)
    before = written(stick)
    for peer.trouble in (OVERLOADED, None):
        assert undone(home) == [seq]
        finish(home.journal.intentions, home.eraser, pending=True)
        assert written(stick) == before
    assert undone(home) == []
    assert held(peer) == {said.text for said in SAID[1:]}
    assert home.journal.progress.names(CLEAN) == ()
    home.erase([SECOND.key])
    assert canaries_in(stick) == {word_of(said.text) for said in OTHERS}


def test_a_backup_out_of_reach_is_told_of_whenever_the_rest_is_done(
    home: Household, stick: Path, peer: QdrantPeer
) -> None:
    stick.rename(stick.with_name("unplugged"))
    peer.trouble = OVERLOADED
    _, decision = home.decide([FIRST.key])
    with pytest.raises(IndexFault):
        home.eraser.erase(decision)
    peer.trouble = None
    assert set(home.eraser.erase(decision).unreached) == {SERVER, str(stick / "first.zip"), str(stick / "second.zip")}


def test_what_cannot_be_finished_keeps_nothing_else_from_being_finished(
    home: Household, stick: Path, peer: QdrantPeer
) -> None:
    stick.rename(stick.with_name("unplugged"))
    home.erase([SAID[2].key])
    stick.with_name("unplugged").rename(stick)
    first, _ = home.decide([FIRST.key])
    home.decide([SECOND.key])
    peer.refuses = str(record_id(FIRST.key, 0))
    finish(home.journal.intentions, home.eraser, pending=True)
    assert undone(home) == [first]
    assert held(peer) == {FIRST.text, *(said.text for said in SAID[3:])}
    assert canaries_in(stick) == {word_of(said.text) for said in SAID[3:]}
