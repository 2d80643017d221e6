"""What is decided to be forgotten is found and shown no more, though the server that holds the index is away."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from tests.peers.qdrant import OVERLOADED, QdrantPeer, qdrant_peer
from tests.program import Program
from tests.scenarios.talk import Talk, talking

SECRET = "the vault combination is ninety-one forty"
OTHER = "The dentist is on Tuesday at 9"
QUESTION = "what is the vault combination?"


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[QdrantPeer]:
    with qdrant_peer() as peer:
        monkeypatch.setenv("SATCHEL_QDRANT_URL", peer.address)
        yield peer


def held(peer: QdrantPeer) -> set[str]:
    """The texts that the server holds."""
    return {text for collection in peer.collections for text in peer.texts(collection)}


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def journal_text(backup: Path) -> str:
    with zipfile.ZipFile(backup) as archive:
        return archive.read("journal.sqlite3").decode(errors="replace")


def text_below(folder: Path) -> str:
    return "\n".join(path.read_text() for path in folder.iterdir())


async def found(talk: Talk) -> str:
    return "\n".join(await talk.says(QUESTION, "/search vault combination", "/forget vault"))


async def all_that_is_shown(talk: Talk, folder: Path) -> str:
    """What the journal shows, whichever way one asks: a list, a copy of it all, the conversation so far."""
    shown = await talk.says("/recent", f"/export {folder}", "/status")
    turns = talk.house.journal.transcript.turns(talk.notes()[0].origin.where, talk.house.scope, 1_000, 100)
    return "\n".join((*shown, text_below(folder), *(turn.text for turn in turns)))


async def test_it_is_shown_nowhere_from_then_on(data: Path, tmp_path: Path, peer: QdrantPeer) -> None:
    async with talking(data) as talk:
        await talk.says(OTHER, SECRET)
        assert SECRET in await talk.say(QUESTION)
        assert SECRET in await all_that_is_shown(talk, tmp_path / "before")
        peer.trouble = OVERLOADED
        answer = await talk.say("/forget #2")
        assert answer.startswith("It is decided, and it is found and shown no more, but it is not yet gone from every")
        assert "the Qdrant server is in trouble (status 503)" in answer
        shown = await all_that_is_shown(talk, tmp_path / "after")
        assert OTHER in shown
        assert SECRET not in shown
        assert "kept: 1 message" in shown
        assert "still to forget: 1 message" in shown
    assert SECRET.encode() not in bytes_below(data)
    assert held(peer) == {OTHER, SECRET}


async def test_it_is_not_found_either_when_the_server_is_back_and_not_yet_cleaned(data: Path, peer: QdrantPeer) -> None:
    async with talking(data) as talk:
        await talk.says(OTHER, SECRET)
    async with talking(data) as talk:
        assert SECRET in await talk.say("/search vault combination")
        peer.trouble = OVERLOADED
        await talk.say("/undo")
        peer.trouble = None
        assert SECRET not in await found(talk)
    async with talking(data) as talk:
        assert SECRET not in await found(talk)
        assert OTHER in await talk.say("when is the dentist?")
        assert held(peer) == {OTHER, SECRET}
        talk.house.finish_forgetting(pending=False)
        assert held(peer) == {OTHER}
        assert "still to forget" not in await talk.say("/status")


async def test_everything_goes_from_what_is_shown_and_what_is_new_is_kept_and_found(
    data: Path, peer: QdrantPeer
) -> None:
    async with talking(data) as talk:
        await talk.says(OTHER, SECRET)
        peer.trouble = OVERLOADED
        await talk.say("/forget everything yes")
        assert talk.kept() == []
        peer.trouble = None
        assert await talk.say("/search vault dentist") == "I found nothing in your notes."
        await talk.say("Anna moved to Lyon")
        found = await talk.say("/search vault dentist Lyon")
        assert "Anna moved to Lyon" in found
        assert SECRET not in found
        assert OTHER not in found


async def test_an_index_built_anew_does_not_bring_it_back(
    data: Path, peer: QdrantPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking(data) as talk:
        await talk.says(OTHER, SECRET)
        peer.trouble = OVERLOADED
        await talk.say("/undo")
    monkeypatch.delenv("SATCHEL_QDRANT_URL")
    async with talking(data) as talk:
        assert len(list(talk.house.shelves.current.index.ids())) == 1
        assert SECRET not in await talk.say("/search vault combination")
        assert OTHER in await talk.say("/search dentist")


async def test_a_backup_made_meanwhile_holds_nothing_of_it(data: Path, tmp_path: Path, peer: QdrantPeer) -> None:
    async with talking(data) as talk:
        await talk.says(OTHER, SECRET)
        peer.trouble = OVERLOADED
        await talk.say("/undo")
        talk.house.backups.make(tmp_path / "backup.zip")
    assert OTHER in journal_text(tmp_path / "backup.zip")
    assert SECRET not in journal_text(tmp_path / "backup.zip")


def test_a_program_that_was_killed_right_after_it_decided_shows_nothing_of_it(
    satchel: Program, peer: QdrantPeer, tmp_path: Path
) -> None:
    satchel.settings["SATCHEL_QDRANT_URL"] = peer.address
    satchel.chat(OTHER, SECRET)
    assert satchel.chat("/undo", SATCHEL_CRASH_AT=CrashPoint.FORGET_AFTER_COMMIT).status == -9
    assert held(peer) == {OTHER, SECRET}
    peer.trouble = OVERLOADED
    satchel.run("export", str(tmp_path / "export"))
    shown = text_below(tmp_path / "export") + satchel.chat("/recent", "/status").out
    assert OTHER in shown
    assert SECRET not in shown
    peer.trouble = None
    assert SECRET not in satchel.run("search", "vault combination", "--json").out
    assert held(peer) == {OTHER}
