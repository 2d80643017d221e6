"""A home page is drawn again and again: of its drawings only the newest stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from bot.content import Sender
from bot.events import HomeOpened
from bot.ids import EventKey, MessageId, UserId
from bot.ports import Outcome, Sent
from bot.replies import Part, PartKind
from memory.journal import Journal, open_journal
from memory.journal.pages import ROOM
from tests.builders import HOME, MORNING, chat, message

_openings = count(1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = open_journal(tmp_path / "journal.sqlite3")
    yield journal
    journal.close()


def drawn(journal: Journal, shown: str, *rests_on: EventKey, at: datetime = MORNING) -> None:
    opened = HomeOpened(
        where=chat("home"), opening=str(next(_openings)), sender=Sender(id=UserId("ada"), name="Ada"), at=at
    )
    (received,) = journal.inbox.accept([opened], None)
    part = Part(kind=PartKind.TEXT, body=shown)
    instead = Outcome(space=HOME, parts=(Part(kind=PartKind.TEXT, body="Ask again."),))
    outcome = Outcome(space=HOME, parts=(part,), rests_on=frozenset(rests_on), instead=instead)
    journal.inbox.finish(received.seq, outcome)


def sent(journal: Journal) -> str | None:
    outgoing = journal.outbox.claim(chat("home"), MORNING)
    if outgoing is None:
        return None
    assert outgoing.answers_from is None
    journal.outbox.settle(outgoing.id, Sent(message=MessageId("a view"), at=MORNING))
    return outgoing.part.body


def rows(journal: Journal, table: str) -> int:
    return int(journal.database.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 -- the names are our own


@pytest.mark.parametrize("is_sent", [False, True])
def test_of_many_drawings_of_a_page_the_newest_is_sent_and_the_others_leave_nothing(
    journal: Journal, *, is_sent: bool
) -> None:
    (note,) = journal.archive.keep([(message("The gate code is 4711"), HOME)])
    drawn(journal, "the first page", note.origin.key)
    before = journal.database.path.stat().st_size, rows(journal, "outbox"), rows(journal, "rests")
    for number in range(30):
        if is_sent:
            assert sent(journal) is not None
        drawn(journal, f"page {number} {'x' * 20 * number}", note.origin.key)
    assert (sent(journal) or "").startswith("page 29 ")
    assert sent(journal) is None
    assert (rows(journal, "outbox"), rows(journal, "rests")) == before[1:]
    standing = journal.annals.standing(["the first page", *(f"page {number} xxxxxxxxxx" for number in range(1, 29))])
    assert standing == {}
    journal.database.checkpoint()
    taken = journal.database.rows("SELECT sum(length(body)) FROM words WHERE length(body) >= ?", (ROOM,))
    assert taken[0][0] <= 3 * ROOM


def test_what_was_said_in_the_same_conversation_stays(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("hello", where=chat("home"))], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME, parts=(Part(kind=PartKind.TEXT, body="Hi."),), text="Hi."))
    drawn(journal, "a page")
    outgoing = journal.outbox.claim(chat("home"), MORNING)
    assert outgoing is not None
    assert (outgoing.part.body, outgoing.answers_from) == ("Hi.", MORNING)


def test_what_is_forgotten_goes_from_the_page_that_shows_it(journal: Journal) -> None:
    kept = journal.archive.keep([(message(f"The {door} code is 4711"), HOME) for door in ("gate", "barn")])
    drawn(journal, "the gate code", kept[0].origin.key)
    assert sent(journal)
    drawn(journal, "the barn code is 4711", kept[1].origin.key)
    journal.archive.erase([kept[0].origin.key])
    assert journal.annals.standing(["the barn code is 4711"])
    journal.archive.erase([kept[1].origin.key])
    assert journal.annals.standing(["the barn code is 4711", "the gate code is 4711"]) == {}
    assert sent(journal) is None


def test_a_page_that_is_being_sent_while_the_next_is_drawn_stands_for_itself_alone(journal: Journal) -> None:
    drawn(journal, "the first page")
    under_way = journal.outbox.claim(chat("home"), MORNING)
    assert under_way is not None
    drawn(journal, "the second page")
    journal.outbox.settle(under_way.id, Sent(message=MessageId("a view"), at=MORNING))
    assert (sent(journal) or "").strip() == "the second page"
    drawn(journal, "the third page")
    assert rows(journal, "outbox") == 1
