"""What every Inbox promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.capture import note_of
from bot.ids import AccountId, Platform
from bot.ports import Bookmark, Outcome
from memory.journal import Journal
from tests.builders import (
    HOME,
    MORNING,
    chat,
    command,
    deleted,
    edited,
    kept,
    later,
    message,
    part,
    reacted,
    replied,
    scope,
)
from tests.conftest import Restarts


def test_what_is_new_comes_back_in_order(journal: Journal) -> None:
    said = [message(f"line {number}") for number in range(5)]
    received = journal.inbox.accept(said, None)
    assert [one.event for one in received] == said
    assert [one.seq for one in received] == sorted(one.seq for one in received)


def test_five_shuffled_deliveries_of_each_message_are_accepted_once(journal: Journal) -> None:
    said = [message(f"line {number}") for number in range(20)]
    deliveries = [said[number * 7 % 20] for number in range(100)]
    accepted = [one.event for delivery in deliveries for one in journal.inbox.accept([delivery], None)]
    assert sorted(one.key for one in accepted) == sorted(one.key for one in said)


def test_a_batch_that_holds_a_message_twice_gives_it_once(journal: Journal) -> None:
    said = message()
    assert len(journal.inbox.accept([said, said], None)) == 1


def test_eight_threads_deliver_the_same_message_and_one_is_told_it_is_new(journal: Journal) -> None:
    said = message()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: journal.inbox.accept([said], None), range(8)))
    assert sum(map(len, answers)) == 1


def test_events_and_bookmark_are_committed_together(restarts: Restarts) -> None:
    bookmark = Bookmark(platform=Platform("console"), account=AccountId("me"), value="42")
    restarts.again().inbox.accept([message()], bookmark)
    journal = restarts.again()
    assert len(journal.inbox.pending()) == 1
    assert journal.ledger.bookmarks(Platform("console")) == (bookmark,)


def test_what_was_not_finished_is_pending_after_a_restart_as_it_was_accepted(restarts: Restarts) -> None:
    accepted = restarts.again().inbox.accept([message("one"), command("note", "two")], None)
    assert restarts.again().inbox.pending() == accepted


def test_a_finished_event_is_no_longer_pending(journal: Journal) -> None:
    first, second = journal.inbox.accept([message("one"), message("two")], None)
    journal.inbox.finish(first.seq, kept())
    assert journal.inbox.pending() == (second,)


def test_finishing_twice_says_it_once(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message()], None)
    for _ in range(2):
        journal.inbox.finish(received.seq, replied("noted"))
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert outgoing.part == part("noted")
    assert journal.outbox.waiting() == ()


def test_a_kept_message_becomes_the_note_that_its_delivery_announced(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("the river is high", by="Ben")], None)
    journal.inbox.finish(received.seq, kept())
    ((seq, note),) = journal.annals.notes(0, 10)
    assert (seq, note.place, note.episode) == (received.seq, received.place, received.episode)
    assert (note.text, note.said_by, note.space) == ("the river is high", "Ben", HOME)


def test_a_note_read_again_is_the_note_that_was_made_of_the_message(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("/note buy milk")], None)
    journal.inbox.finish(received.seq, kept())
    ((_, again),) = journal.annals.notes(0, 10)
    assert again == note_of(received, received.event.key, HOME)
    assert again.text == "buy milk"


def test_a_try_that_was_begun_counts_unless_it_is_taken_back(restarts: Restarts) -> None:
    journal = restarts.again()
    (received,) = journal.inbox.accept([message()], None)
    for _ in range(2):
        journal.inbox.begin(received.seq)
    (again,) = restarts.again().inbox.pending()
    assert (again.event, again.tries) == (received.event, 2)
    journal = restarts.again()
    for left in (1, 0, 0):
        journal.inbox.spare(received.seq)
        assert [one.tries for one in journal.inbox.pending()] == [left]


def test_what_is_given_up_and_kept_is_a_note_that_can_be_found_and_forgotten(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("the river is high")], None)
    journal.inbox.fail(received.seq, "a bug", kept())
    ((_, note),) = journal.annals.notes(0, 10)
    assert (note.text, note.space) == ("the river is high", HOME)
    assert [said.kept for said in journal.transcript.recent(scope(), 10)] == [True]
    assert [event for _, _, event in journal.annals.messages(0, 10)] == [received.event]
    assert (journal.transcript.count(scope()), journal.transcript.keys(scope())) == (1, (received.event.key,))
    assert journal.inbox.pending() == ()
    journal.archive.erase([received.event.key])
    assert journal.annals.notes(0, 10) == ()


def test_what_is_kept_and_not_to_be_read_is_a_note_to_people_and_to_no_index(journal: Journal) -> None:
    poison, after = journal.inbox.accept([message("poison", by="Zoe"), message("after")], None)
    journal.inbox.fail(poison.seq, "a crash", replace(kept(), unread=True))
    journal.inbox.finish(after.seq, kept())
    assert [(said.text, said.kept) for said in journal.transcript.recent(scope(), 10)] == [
        ("after", True),
        ("poison", True),
    ]
    assert journal.transcript.count(scope()) == 2
    assert [event for _, _, event in journal.annals.messages(0, 10)] == [poison.event, after.event]
    assert [note.text for _, note in journal.annals.notes(0, 10)] == ["after"]
    assert journal.annals.keys(0, scope(), 10) == ((after.seq, after.event.key),)
    assert set(journal.annals.unread(0, poison.seq)) == {poison.event.key}
    assert journal.annals.unread(poison.seq, after.seq) == {}
    journal.archive.erase([poison.event.key])
    assert (journal.transcript.count(scope()), journal.annals.unread(0, after.seq)) == (1, {})
    assert journal.annals.speakers(scope()) == ("Ada",)


def test_what_was_given_up_is_never_pending_nor_accepted_again(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message()], None)
    journal.inbox.fail(received.seq, "poison", Outcome(space=None))
    journal.inbox.finish(received.seq, kept())
    assert journal.inbox.pending() == ()
    assert journal.inbox.accept([received.event], None) == ()
    assert journal.annals.notes(0, 10) == ()


def test_an_event_that_was_given_up_says_so_once(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message()], None)
    for _ in range(2):
        journal.inbox.fail(
            received.seq, "poison", Outcome(space=None, parts=(part("I could not"),), text="I could not")
        )
    assert journal.inbox.pending() == ()
    assert journal.outbox.claim(chat(), MORNING) is not None
    assert journal.outbox.waiting() == ()


def test_places_count_a_chats_messages_across_its_threads(journal: Journal) -> None:
    lanes = [chat("a"), chat("a", thread="t"), chat("b"), chat("a")]
    received = journal.inbox.accept([message(where=where) for where in lanes], None)
    places = [one.place & 0xFFFFFFFF for one in received]
    chats = [one.place >> 32 for one in received]
    assert places == [0, 1, 0, 2]
    assert chats[0] == chats[1] == chats[3] != chats[2]


def test_places_go_on_after_a_restart(restarts: Restarts) -> None:
    (before,) = restarts.again().inbox.accept([message()], None)
    (after,) = restarts.again().inbox.accept([message()], None)
    assert after.place == before.place + 1


def test_an_edit_has_the_place_and_episode_of_its_message(journal: Journal) -> None:
    original = message("three eggs")
    first, _ = journal.inbox.accept([original, message(at=later(days=3))], None)
    (edit, following) = journal.inbox.accept([edited(original, "four eggs"), message(at=later(days=3))], None)
    assert (edit.place, edit.episode) == (first.place, first.episode)
    assert following.place == first.place + 2


def test_messages_an_hour_of_silence_apart_belong_to_different_episodes(journal: Journal) -> None:
    moments = [0, 30, 85, 146, 100]
    received = journal.inbox.accept([message(at=later(minutes)) for minutes in moments], None)
    episodes = [one.episode for one in received]
    assert episodes[0] == episodes[1] == episodes[2]
    assert episodes[2] != episodes[3]
    assert episodes[3] == episodes[4]


def test_words_that_named_what_to_forget_are_not_held(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("/forget the blue door")], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME, unsaid=True, parts=(part("Forgotten."),), text="Forgotten."))
    assert journal.transcript.recent(scope(), 10, only_kept=False) == ()
    assert journal.outbox.claim(chat(), MORNING) is not None
    assert journal.inbox.accept([received.event], None) == ()


def test_an_unknown_event_cannot_be_finished(journal: Journal) -> None:
    with pytest.raises(ValueError, match="no event 99"):
        journal.inbox.finish(99, kept())


def test_what_is_about_a_forgotten_message_never_comes_in_again(journal: Journal) -> None:
    said = message("the code is 4711")
    journal.inbox.accept([said], None)
    journal.archive.erase([said.key])
    assert journal.inbox.accept([said, edited(said, "the code is 4712"), reacted(said, "x"), deleted(said)], None) == ()
    (other,) = journal.inbox.accept([edited(message("hello"), "hello there")], None)
    assert other.event.kind == "edited"


def test_an_answer_that_rests_on_what_was_forgotten_is_given_up_for_what_is_said_instead(journal: Journal) -> None:
    note, asked = journal.inbox.accept([message("the code is 4711"), message("what is the code?")], None)
    journal.archive.erase([note.event.key])
    instead = replied("ask again")
    rests_on = frozenset({note.event.key})
    journal.inbox.finish(asked.seq, replace(replied("4711", rests_on=rests_on), instead=instead))
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert outgoing.part == part("ask again")
    assert journal.outbox.waiting() == ()
