"""Edits while something else is going on: an answer is written, the index is away, a backup lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.outcomes import FORGOTTEN
from bot.ports import Outcome, Revision
from memory.backups import restore
from memory.folder import DataFolder
from memory.traces import search_apart
from tests.peers.qdrant import OVERLOADED, QdrantPeer, qdrant_peer
from tests.scenarios.meanwhile import Interrupted
from tests.scenarios.test_deleted import deleted
from tests.scenarios.test_edited import NEW, OLD, edited, kept
from tests.scenarios.test_forgetting_while_the_server_is_away import held
from tests.scenarios.village import Village, privately, village

QUOTING = "The bicycle is at Wolfgang's [1]."


async def test_an_answer_that_is_written_meanwhile_does_not_bring_the_old_words_back(data: Path) -> None:
    said = privately("ada", OLD)
    model = Interrupted(QUOTING)
    async with village(data, model) as people:
        await people.hears(said)

        def change() -> None:
            inbox = people.house.journal.inbox
            (received,) = inbox.accept([edited(said, NEW)], None)
            inbox.finish(received.seq, Outcome(space=None, revises=Revision(of=said.key)))

        model.meanwhile = change
        assert await people.tells("ada", "where is the bicycle?") == FORGOTTEN
        model.meanwhile = lambda: None
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD, QUOTING) == 0
        assert QUOTING in await people.tells("ada", "where is the bicycle?")


async def test_what_was_asked_before_an_edit_and_answered_after_it_is_answered(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        answers = await people.hears(edited(said, NEW), privately("ada", "where is the bicycle?"))
        assert NEW in answers[-1]


@pytest.mark.parametrize("plugged_in", [True, False])
async def test_a_backup_says_what_the_messages_say(data: Path, tmp_path: Path, plugged_in: bool) -> None:
    stick, drawer = tmp_path / "stick", tmp_path / "drawer"
    stick.mkdir()
    said, gone, other = (privately("ada", text) for text in (OLD, "The boat is blue", "The dentist is on Tuesday"))
    async with village(data) as people:
        await people.hears(said, gone, other)
        people.house.backups.make(stick / "backup.zip")
        if not plugged_in:
            stick.rename(drawer)
        await people.hears(edited(said, NEW), deleted(gone))
        people.house.finish_forgetting(pending=False)
        if not plugged_in:
            drawer.rename(stick)
            people.house.finish_forgetting(pending=False)
    restore(stick / "backup.zip", DataFolder(tmp_path / "restored"))
    async with village(tmp_path / "restored") as people:
        assert kept(people) == [NEW, other.text]
        assert search_apart(tmp_path / "restored", [OLD, gone.text]).traces == 0
        assert NEW in await people.tells("ada", "where is the bicycle?")


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[QdrantPeer]:
    with qdrant_peer() as peer:
        monkeypatch.setenv("SATCHEL_QDRANT_URL", peer.address)
        yield peer


async def looked_for(people: Village) -> str:
    return "\n".join(
        [await people.tells("ada", text) for text in ("/search bicycle", "where is the bicycle?", "/recent")]
    )


async def test_while_the_index_is_away_the_old_words_are_shown_no_more_and_the_new_ones_are_kept(
    data: Path, peer: QdrantPeer
) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        peer.trouble = OVERLOADED
        (told,) = await people.hears(edited(said, NEW))
        assert told.startswith("Changed. (the Qdrant server is in trouble")
        assert kept(people) == [NEW]
        people.house.finish_forgetting(pending=False)
        assert search_apart(data, [OLD], leave_out=("satchel.toml",)).traces == 0
        peer.trouble = None
        assert "Wolfgang" not in await looked_for(people)
        assert people.house.left_to_clean() != frozenset()
        people.house.finish_forgetting(pending=False)
        assert held(peer) == {NEW}
        assert NEW in await people.tells("ada", "where is the bicycle?")
        assert people.house.left_to_clean() == frozenset()


async def test_while_the_index_is_away_what_is_deleted_is_shown_no_more(data: Path, peer: QdrantPeer) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(said)
        peer.trouble = OVERLOADED
        assert len(await people.hears(deleted(said))) == 1
        peer.trouble = None
        assert "Wolfgang" not in await looked_for(people)
        people.house.finish_forgetting(pending=False)
        assert held(peer) == set()
