"""Edits while something else is going on: an answer is written, the index is away, a backup lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.capture import note_of
from bot.outcomes import FORGOTTEN
from bot.ports import Outcome, Revision
from memory.backups import restore
from memory.folder import DataFolder
from memory.traces import search_apart
from tests.builders import HOME
from tests.peers.qdrant import OVERLOADED, QdrantPeer, qdrant_peer
from tests.scenarios.meanwhile import Interrupted
from tests.scenarios.test_deleted import deleted
from tests.scenarios.test_edited import NEW, OLD, edited, kept
from tests.scenarios.test_forgetting_while_the_server_is_away import held
from tests.scenarios.village import Village, contact, privately, village

QUOTING = "The bicycle is at Wolfgang's [1]."


@pytest.mark.parametrize("given_up", [True, False])
async def test_an_answer_that_is_written_meanwhile_does_not_bring_the_old_words_back(
    data: Path, given_up: bool
) -> None:
    said = privately("ada", OLD)
    model = Interrupted(QUOTING)
    async with village(data, model) as people:
        await people.hears(said)

        def change() -> None:
            inbox, outcome = people.house.journal.inbox, Outcome(space=None, revises=Revision(of=said.key))
            (received,) = inbox.accept([edited(said, NEW)], None)
            if given_up:
                inbox.fail(received.seq, "of some trouble", outcome)
            else:
                inbox.finish(received.seq, outcome)

        model.meanwhile = change
        assert await people.tells("ada", "where is the bicycle?") == FORGOTTEN
        model.meanwhile = lambda: None
        people.house.finish_forgetting(pending=False)
        assert people.traces(OLD, QUOTING) == 0
        assert QUOTING in await people.tells("ada", "where is the bicycle?")


async def test_an_answer_that_is_written_while_the_same_words_come_again_is_given(data: Path) -> None:
    said = privately("ada", OLD)
    model = Interrupted(QUOTING)
    async with village(data, model) as people:
        await people.hears(said)

        def change() -> None:
            inbox = people.house.journal.inbox
            (received,) = inbox.accept([edited(said, OLD)], None)
            inbox.finish(received.seq, Outcome(space=None, revises=Revision(of=said.key, heeded=False)))

        model.meanwhile = change
        assert QUOTING in await people.tells("ada", "where is the bicycle?")


async def test_what_is_forgotten_while_its_longer_edit_is_handled_leaves_nothing_in_the_index(data: Path) -> None:
    said = privately("ada", OLD)
    longer = "\n\n".join(f"Paragraph {number} " + "and so on " * 60 for number in range(12))
    async with village(data) as people:
        await people.hears(said)
        house = people.house
        (note,) = house.journal.annals.of([said.key])
        house.journal.inbox.accept([edited(said, longer)], None)
        house.library.revise(replace(note, text=longer))
        assert len(list(house.shelves.current.index.ids())) > 1
        await people.tells("ada", "/forget #1")
        assert list(house.shelves.current.index.ids()) == []


@pytest.mark.parametrize("heard", [True, False])
async def test_an_edit_over_which_a_process_ended_and_that_is_passed_over_then_leaves_nothing_in_the_index(
    data: Path, heard: bool
) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        await people.hears(*([said] if heard else []))
        house = people.house
        (received,) = house.journal.inbox.accept([edited(said, NEW)], None)
        note = note_of(received, said.key, HOME)
        assert note is not None
        house.library.revise(note)
    async with village(data) as people:
        house = people.house
        house.journal.door.revoke(contact("ada"))
        await people.app.resume()
        await people.app.settled()
        house.finish_forgetting(pending=False)
        texts = [note.text for _, note in house.journal.annals.notes(0, 10)]
        assert texts == ([OLD] if heard else [])
        index = house.shelves.current.index
        assert [record.text for record in index.fetch(list(index.ids()), house.everywhere)] == texts
        assert people.traces(NEW) == 0


async def test_what_an_index_holds_of_what_is_forgotten_keeps_no_answer_back(data: Path) -> None:
    said, true = privately("ada", OLD), "The bicycle is in the shed"
    async with village(data) as people:
        await people.hears(said)
        house = people.house
        notes = house.journal.annals.of([said.key])
        await people.tells("ada", "/forget #1")
        house.shelves.current.put(notes)
        await people.tells("ada", true)
        answer = await people.tells("ada", "where is the bicycle?")
        assert true in answer
        assert "Wolfgang" not in answer
        assert "Wolfgang" not in await people.tells("ada", "/search bicycle Wolfgang")


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


async def test_what_an_edit_left_undone_is_not_made_good_over_a_newer_edit(data: Path, peer: QdrantPeer) -> None:
    said, newest = privately("ada", OLD), "The bicycle is in the attic"
    async with village(data) as people:
        await people.hears(said)
        peer.trouble = OVERLOADED
        await people.hears(edited(said, NEW))
        peer.trouble = None
        journal = people.house.journal
        (received,) = journal.inbox.accept([edited(said, newest, 2)], None)
        (note,) = journal.annals.of([said.key])
        people.house.library.revise(replace(note, text=newest))
        people.house.finish_forgetting(pending=False)
        journal.inbox.finish(received.seq, Outcome(space=None, revises=Revision(of=said.key, indexed=True)))
        people.house.finish_forgetting(pending=False)
        assert held(peer) == {newest}
        assert newest in await people.tells("ada", "where is the bicycle?")
        assert people.house.left_to_clean() == frozenset()


async def test_while_the_index_is_away_backups_are_written_anew_once(
    data: Path, tmp_path: Path, peer: QdrantPeer
) -> None:
    said, backup, same = privately("ada", OLD), tmp_path / "backup.zip", tmp_path / "same.zip"
    async with village(data) as people:
        await people.hears(said)
        people.house.backups.make(backup)
        peer.trouble = OVERLOADED
        await people.hears(edited(said, NEW))
        before = backup.read_bytes()
        people.house.finish_forgetting(pending=False)
        assert backup.read_bytes() != before
        same.hardlink_to(backup)
        people.house.finish_forgetting(pending=False)
        assert same.samefile(backup)
        peer.trouble = None


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
