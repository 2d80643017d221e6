"""The index moves between the data folder and servers, and brings back nothing that was forgotten meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.backups import restore
from memory.folder import DataFolder
from memory.whereabouts import left_behind
from tests.memory.household import LARGE, SMALL, household
from tests.peers.qdrant import OVERLOADED, QdrantPeer, qdrant_peer

CODE, LEASE, CAT = "the vault code is ninety one forty", "the lease ends in june", "the cat is called Momo"


@pytest.fixture
def peer() -> Iterator[QdrantPeer]:
    with qdrant_peer() as peer:
        yield peer


@pytest.fixture
def moved(tmp_path: Path, peer: QdrantPeer) -> Path:
    """A folder whose index was on the server and came home, where something was forgotten."""
    folder = tmp_path / "data"
    with household(folder, qdrant_url=peer.address) as home:
        (code, _) = home.tell(CODE, LEASE)
    with household(folder) as home:
        home.erase([code])
        assert home.found("lease")
    return folder


def held(peer: QdrantPeer) -> list[str]:
    """What all collections there hold."""
    return [text for collection in peer.collections for text in peer.texts(collection)]


def test_what_was_forgotten_at_home_is_gone_when_the_index_goes_back_to_the_server(
    moved: Path, peer: QdrantPeer
) -> None:
    assert held(peer) == [LEASE, CODE]
    with household(moved, qdrant_url=peer.address):
        assert held(peer) == [LEASE]


def test_it_is_gone_too_where_the_server_was_away_at_the_start(moved: Path, peer: QdrantPeer) -> None:
    peer.trouble = OVERLOADED
    with household(moved, qdrant_url=peer.address) as home:
        peer.trouble = None
        home.tell(CAT)
        assert CODE not in held(peer)
        home.shelves.tend()
        assert held(peer) == [CAT, LEASE]


def test_it_is_gone_too_where_the_server_stayed_away_for_a_whole_run(moved: Path, peer: QdrantPeer) -> None:
    peer.trouble = OVERLOADED
    with household(moved, qdrant_url=peer.address):
        pass
    peer.trouble = None
    with household(moved, qdrant_url=peer.address):
        assert held(peer) == [LEASE]


def test_it_is_gone_too_from_the_index_of_an_embedder_that_is_used_no_more(moved: Path, peer: QdrantPeer) -> None:
    with household(moved, SMALL, qdrant_url=peer.address) as home:
        assert home.shelves.coming is None
        assert held(peer) == [LEASE]


def test_a_server_that_was_left_is_named_until_the_index_is_there_again(moved: Path, peer: QdrantPeer) -> None:
    with household(moved) as home:
        (told,) = left_behind(home.journal.progress)
        assert peer.address in told
    peer.trouble = OVERLOADED
    with household(moved, qdrant_url=peer.address) as home:
        assert left_behind(home.journal.progress) == (told,)
    peer.trouble = None
    with household(moved, qdrant_url=peer.address) as home:
        assert left_behind(home.journal.progress) == ()


def test_one_server_may_follow_another(moved: Path, peer: QdrantPeer) -> None:
    with qdrant_peer() as other:
        with household(moved, qdrant_url=other.address) as home:
            assert held(other) == [LEASE]
            assert len(left_behind(home.journal.progress)) == 1
        with household(moved, qdrant_url=peer.address) as home:
            (left,) = left_behind(home.journal.progress)
            assert other.address in left


def made(peer: QdrantPeer) -> int:
    """How often a collection was made."""
    return sum(asked.what.startswith("PUT ") and asked.what.count("/") == 2 for asked in peer.asked)


def test_an_index_that_stays_on_its_server_under_whatever_spelling_is_not_begun_anew(
    tmp_path: Path, peer: QdrantPeer
) -> None:
    for address in (peer.address, f"{peer.address}/", peer.address.replace("http", "HTTP")):
        with household(tmp_path / "data", qdrant_url=address) as home:
            home.tell(LEASE)
            assert left_behind(home.journal.progress) == ()
    assert made(peer) == 1
    assert held(peer) == [LEASE] * 3


def test_a_restored_copy_takes_up_everything_where_its_server_is_away_at_the_start(
    tmp_path: Path, peer: QdrantPeer
) -> None:
    with household(tmp_path / "data", qdrant_url=peer.address) as home:
        home.tell(LEASE)
        home.shelves.catch_up()
        home.backups.make(tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", DataFolder(tmp_path / "copy"))
    peer.trouble = OVERLOADED
    with household(tmp_path / "copy", LARGE, qdrant_url=peer.address) as home:
        peer.trouble = None
        home.tell(CAT)
        home.shelves.tend()
    assert sorted(held(peer)) == [CAT, LEASE, LEASE]
