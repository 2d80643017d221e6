"""A process that does one thing with a journal, so that it can be killed in the middle of it."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.ids import MessageId
from bot.ports import Outcome, Sent
from memory.journal import Journal, open_journal
from tests.builders import HOME, MORNING, chat, message, part

SAID = message("the code is 4711", id="said")


def accept(journal: Journal) -> None:
    journal.inbox.accept([SAID], None)


def finish(journal: Journal) -> None:
    (received,) = journal.inbox.pending()
    journal.inbox.finish(received.seq, Outcome(space=HOME, keep=True, parts=(part("kept"),), text="kept"))


def keep(journal: Journal) -> None:
    journal.archive.keep([(SAID, HOME)])


def send(journal: Journal) -> None:
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    journal.outbox.settle(outgoing.id, Sent(message=MessageId("r1"), at=MORNING))


def forget(journal: Journal) -> None:
    (asked,) = journal.inbox.accept([message("/forget", id="asked")], None)
    journal.intentions.decide(asked.seq, [SAID.key])


ACTIONS = {action.__name__: action for action in (accept, finish, keep, send, forget)}

if __name__ == "__main__":
    ACTIONS[sys.argv[2]](open_journal(Path(sys.argv[1])))
