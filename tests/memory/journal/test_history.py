"""Any history of deliveries, outcomes, sends and restarts leads where a simple model says."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.events import MessageReceived
from bot.ids import Conversation, MessageId
from bot.ports import Outcome, Outgoing, Sent, Settled
from memory.journal import open_journal
from tests.builders import HOME, MORNING, chat, message, part

LANES = (chat("a"), chat("a", thread="t"), chat("b"))
SAID = [message(f"text {number}", id=f"s{number}", where=LANES[number % 3]) for number in range(9)]


@dataclass
class Lane:
    """The parts that a conversation still has to hear, and how its first one stands."""

    parts: list[str] = field(default_factory=list)
    doubts: int = 0
    under_way: Outgoing | None = None

    def drop_first(self) -> None:
        del self.parts[0]
        self.doubts = 0


class History(RuleBasedStateMachine):
    """The journal beside its model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.journal = open_journal(self.folder / "journal.sqlite3")
        self.seen: dict[MessageReceived, int] = {}
        self.pending: dict[MessageReceived, int] = {}
        self.kept: list[MessageReceived] = []
        self.lanes = {where: Lane() for where in LANES}

    @rule(deliveries=st.lists(st.sampled_from(SAID), min_size=1, max_size=4))
    def deliver(self, deliveries: list[MessageReceived]) -> None:
        fresh = [event for event in dict.fromkeys(deliveries) if event not in self.seen]
        accepted = self.journal.inbox.accept(deliveries, None)
        assert [received.event for received in accepted] == fresh
        for received in accepted:
            assert isinstance(received.event, MessageReceived)
            self.seen[received.event] = self.pending[received.event] = received.seq

    @precondition(lambda self: self.pending)
    @rule(data=st.data(), keep=st.booleans(), parts=st.integers(0, 2))
    def finish(self, data: st.DataObject, keep: bool, parts: int) -> None:
        event = data.draw(st.sampled_from(list(self.pending)))
        bodies = [f"{event.message}:{number}" for number in range(parts)]
        outcome = Outcome(space=HOME, keep=keep, parts=tuple(map(part, bodies)), text="\n".join(bodies))
        for _ in range(2):
            self.journal.inbox.finish(self.pending[event], outcome)
        del self.pending[event]
        self.lanes[event.where].parts += bodies
        if keep:
            self.kept.append(event)

    @precondition(lambda self: self.pending)
    @rule(data=st.data(), give_up=st.booleans(), keep=st.booleans())
    def fail(self, data: st.DataObject, give_up: bool, keep: bool) -> None:
        event = data.draw(st.sampled_from(list(self.pending)))
        if give_up:
            self.journal.inbox.fail(self.pending.pop(event), "no", Outcome(space=HOME, keep=keep))
            self.kept += [event] * keep
        else:
            self.journal.inbox.begin(self.pending[event])

    @rule(where=st.sampled_from(LANES))
    def claim(self, where: Conversation) -> None:
        lane = self.lanes[where]
        outgoing = self.journal.outbox.claim(where, MORNING)
        if not lane.parts or lane.under_way:
            assert outgoing is None
            return
        assert outgoing is not None
        assert (outgoing.part.body, outgoing.doubtful) == (lane.parts[0], lane.doubts > 0)
        lane.under_way = outgoing

    @precondition(lambda self: any(lane.under_way for lane in self.lanes.values()))
    @rule(state=st.sampled_from(("sent", "retry", "unknown", "dead")))
    def settle(self, state: str) -> None:
        lane = next(lane for lane in self.lanes.values() if lane.under_way)
        assert lane.under_way is not None
        number, lane.under_way = lane.under_way.id, None
        if state == "sent":
            self.journal.outbox.settle(number, Sent(message=MessageId(f"r{number}"), at=MORNING))
            lane.drop_first()
        elif state == "retry":
            self.journal.outbox.settle(number, Settled(state="retry", why="later"))
        elif state == "dead" or lane.doubts:
            self.journal.outbox.settle(number, Settled(state="unknown" if state == "unknown" else "dead", why="no"))
            lane.drop_first()
        else:
            self.journal.outbox.settle(number, Settled(state="unknown", why="who knows"))
            lane.doubts = 1

    @rule()
    def restart(self) -> None:
        self.journal.close()
        self.journal = open_journal(self.folder / "journal.sqlite3")
        for lane in self.lanes.values():
            if lane.under_way:
                lane.under_way = None
                lane.doubts += 1

    @invariant()
    def what_is_pending_is_known(self) -> None:
        pending = {received.event: received.seq for received in self.journal.inbox.pending()}
        assert pending == self.pending
        assert list(pending.values()) == sorted(pending.values())

    @invariant()
    def what_is_kept_is_there_once(self) -> None:
        texts = [note.text for _, note in self.journal.annals.notes(0, 100)]
        assert texts == [event.text for event in sorted(self.kept, key=lambda event: self.seen[event])]

    @invariant()
    def who_waits_is_known(self) -> None:
        waiting = {where for where, _ in self.journal.outbox.waiting()}
        assert waiting == {where for where, lane in self.lanes.items() if lane.parts and not lane.under_way}

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)


History.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestHistory = History.TestCase
