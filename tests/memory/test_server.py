"""A Qdrant server: what it is told and asked, and what its troubles become."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import BadSetting, IndexFault, IndexUnreachable, WrongDimension
from memory.server import Server, ServerIndex, ServerOptions
from tests.builders import HOME
from tests.indexes import asked, points
from tests.memory.household import household
from tests.peers.certificates import self_signed
from tests.peers.qdrant import (
    NO_SPACE,
    OTHER_DIMENSION,
    OVERLOADED,
    SLOW_DOWN,
    UNAUTHORIZED,
    Json,
    QdrantPeer,
    qdrant_peer,
)

KEY = "a-made-up-key"


@pytest.fixture
def peer() -> Iterator[QdrantPeer]:
    with qdrant_peer() as peer:
        yield peer


def index_at(address: str, *, key: str | None = None, options: ServerOptions | None = None) -> ServerIndex:
    return Server(address, key, options or ServerOptions()).index("notes", 32)


def body_of(peer: QdrantPeer, what: str) -> Json:
    (body,) = [asked.body for asked in peer.asked if asked.what == what]
    return body


def test_the_collection_is_made_once_for_many_people_small_in_memory_and_with_texts_on_disk(peer: QdrantPeer) -> None:
    index = index_at(peer.address)
    index.flush()
    index.flush()
    made = body_of(peer, "PUT /collections/notes")
    assert made["vectors"] == {"dense": {"size": 32, "distance": "Cosine"}}
    assert made["sparse_vectors"] == {"bm25": {"modifier": "idf"}}
    assert made["quantization_config"] == {"scalar": {"type": "int8", "always_ram": True}}
    assert made["on_disk_payload"] is True
    indexed = [asked.body for asked in peer.asked if asked.what == "PUT /collections/notes/index"]
    assert {"field_name": "space", "field_schema": {"type": "keyword", "is_tenant": True}} in indexed


def test_quantization_and_texts_on_disk_can_be_left_out(peer: QdrantPeer) -> None:
    index_at(peer.address, options=ServerOptions(quantize=False, payload_on_disk=False)).flush()
    made = body_of(peer, "PUT /collections/notes")
    assert made.get("quantization_config") is None
    assert made["on_disk_payload"] is False


def test_a_collection_that_is_there_is_used(peer: QdrantPeer) -> None:
    index_at(peer.address).flush()
    index_at(peer.address).flush()
    assert [asked.what for asked in peer.asked].count("PUT /collections/notes") == 1


def test_a_collection_of_another_dimension_is_refused(peer: QdrantPeer) -> None:
    Server(peer.address, None, ServerOptions()).index("notes", 16).flush()
    with pytest.raises(WrongDimension, match="length 16, the embedder makes 32"):
        index_at(peer.address).flush()


def test_every_search_names_the_spaces_it_may_see_and_weighs_words_by_them(peer: QdrantPeer) -> None:
    index_at(peer.address).search(asked("green tea", HOME))
    searches = [asked.body for asked in peer.asked if asked.what.endswith("/points/query")]
    within = {"must": [{"key": "space", "match": {"any": [HOME]}}]}
    assert [search["filter"] for search in searches] == [within, within]
    assert [search.get("params") for search in searches][1] == {"idf": {"corpus": within}}


def test_the_key_is_sent_with_every_request_and_nobody_is_warned_on_this_machine(peer: QdrantPeer) -> None:
    index_at(peer.address, key=KEY).upsert(points("green tea"))
    assert {asked.key for asked in peer.asked} == {KEY}


@pytest.mark.parametrize("address", ["http://qdrant.example:6333", "http://10.0.0.7:6333", "http://[2001:db8::1]:6333"])
def test_a_key_is_not_sent_unencrypted_to_another_machine(address: str) -> None:
    with pytest.raises(BadSetting, match="https://") as refused:
        index_at(address, key=KEY)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("address", ["localhost:6333", "ftp://host", "http://", "http://host:port", "http://a b", "::"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadSetting, match="qdrant_url"):
        index_at(address)


@pytest.mark.parametrize(
    "address", ["http://localhost:6333", "http://127.0.0.1:6333", "http://[::1]:6333", "https://x"]
)
def test_a_key_may_go_to_this_machine_or_over_tls(address: str) -> None:
    index_at(address, key=KEY).close()


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_key(tmp_path: Path) -> None:
    tls, _ = self_signed(tmp_path)
    with qdrant_peer(tls) as peer:
        with pytest.raises(IndexUnreachable, match="CERTIFICATE_VERIFY_FAILED"):
            index_at(peer.address, key=KEY).flush()
        assert peer.asked == []


def test_the_key_is_sent_over_tls_to_a_server_that_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, trusted = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with qdrant_peer(tls) as peer:
        index_at(peer.address, key=KEY).flush()
        assert {asked.key for asked in peer.asked} == {KEY}


@pytest.mark.parametrize(
    ("trouble", "error", "retry"),
    [
        (UNAUTHORIZED, IndexFault, False),
        (OVERLOADED, IndexUnreachable, True),
        (NO_SPACE, IndexUnreachable, True),
        (SLOW_DOWN, IndexUnreachable, True),
        (OTHER_DIMENSION, WrongDimension, False),
        ((400, {"status": {"error": "Bad request"}}), IndexFault, False),
        ((200, {"result": "what no Qdrant server says"}), IndexUnreachable, True),
    ],
)
def test_troubles_of_the_server_become_ours(
    peer: QdrantPeer, trouble: tuple[int, Json], error: type[IndexFault], *, retry: bool
) -> None:
    index = index_at(peer.address, key=KEY)
    index.flush()
    peer.trouble = trouble
    some = points("green tea")
    for call in (
        lambda: index.upsert(some),
        lambda: index.search(asked("tea")),
        lambda: index.delete([some[0].record.id]),
        lambda: index.flush(),
    ):
        with pytest.raises(error) as told:
            call()
        assert told.value.retry is retry
        assert KEY not in str(told.value)


def test_a_server_that_is_not_there_is_unreachable_and_closing_is_no_trouble() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        index = index_at(f"http://127.0.0.1:{free.getsockname()[1]}")
        with pytest.raises(IndexUnreachable, match="start it, or correct qdrant_url"):
            index.flush()
        index.close()


def test_only_our_own_unused_collections_are_removed(peer: QdrantPeer) -> None:
    server = Server(peer.address, None, ServerOptions())
    for name in ("satchel-ours-old", "satchel-ours-new", "satchel-theirs-old", "somebody-elses"):
        server.index(name, 32).flush()
    server.remove("satchel-ours-", except_for={"satchel-ours-new"})
    assert set(peer.collections) == {"satchel-ours-new", "satchel-theirs-old", "somebody-elses"}


def test_a_house_whose_server_is_away_starts_and_takes_up_what_was_said_when_it_is_back(
    tmp_path: Path, peer: QdrantPeer
) -> None:
    peer.trouble = OVERLOADED
    with household(tmp_path / "data", qdrant_url=peer.address) as home:
        with pytest.raises(IndexUnreachable):
            home.tell("the lease ends in june")
        home.shelves.tend()
        peer.trouble = None
        # After trouble it rests for a moment.
        for _ in range(2):
            home.shelves.tend()
    stored = [asked.body for asked in peer.asked if asked.what.endswith("/points")]
    assert "the lease ends in june" in str(stored)


def test_two_houses_on_one_server_have_nothing_in_common(tmp_path: Path, peer: QdrantPeer) -> None:
    for name in ("ada", "bob"):
        with household(tmp_path / name, qdrant_url=peer.address):
            pass
    assert len(peer.collections) == 2


def test_a_house_that_moves_to_a_server_leaves_no_index_behind(tmp_path: Path, peer: QdrantPeer) -> None:
    with household(tmp_path / "data") as home:
        home.tell("the lease ends in june")
    with household(tmp_path / "data", qdrant_url=peer.address):
        pass
    assert list((tmp_path / "data" / "index").iterdir()) == []
    stored = [asked.body for asked in peer.asked if asked.what.endswith("/points")]
    assert "the lease ends in june" in str(stored)
