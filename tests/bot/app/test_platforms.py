"""Every platform is kept connected; none takes the others along, but for the journal's own faults."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import pytest

from bot.errors import BadSetting, DataFolderError, FolderFull, IndexUnreachable, NeverSent, SatchelError
from bot.events import Event
from bot.ids import AccountId, Platform
from bot.platforms import Platforms
from bot.ports import Bookmark, ChatAdapter, OnEvents
from bot.pulse import Pulse
from memory.journal import Journal
from tests.bot.app.clocks import StandingClock
from tests.builders import MORNING, message
from tests.fakes.chat import FAKE, FakeChat

Turn = Callable[[OnEvents], Awaitable[None]]
SHAKY = Platform("shaky")


class Shaky(FakeChat):
    """A platform that goes through one turn a run, and then stays connected."""

    def __init__(self, *turns: Turn) -> None:
        super().__init__()
        self._turns = deque(turns)
        self.bookmarks: list[Sequence[Bookmark]] = []
        self.runs = 0
        self.steady = asyncio.Event()

    @property
    def platform(self) -> Platform:
        return SHAKY

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        self.runs += 1
        self.bookmarks.append(bookmarks)
        if self._turns:
            await self._turns.popleft()(on_events)
            return
        self.steady.set()
        await asyncio.Event().wait()


def fails(error: Exception) -> Turn:
    async def turn(on_events: OnEvents) -> None:
        del on_events
        raise error

    return turn


async def ends(on_events: OnEvents) -> None:
    """The connection is closed."""
    del on_events


async def beats(on_events: OnEvents) -> None:
    """The platform answers that there is nothing new, and goes away."""
    await on_events((), None)


class Line:
    """What hears the events, how long is paused, and how it all stands."""

    def __init__(self, journal: Journal, *adapters: ChatAdapter, passes: timedelta = timedelta()) -> None:
        self.heard: list[Event] = []
        self.hears = asyncio.Event()
        self.trouble: SatchelError | None = None
        self.pauses: list[float] = []
        self.pulse = Pulse()
        self.clock = StandingClock()
        self._passes = passes
        self.platforms = Platforms(adapters, self._hear, journal.ledger, self.clock, self.pulse, self._pause)

    async def until(self, condition: Awaitable[object]) -> None:
        """Run until something has come about."""
        running = asyncio.create_task(self.platforms.run())
        await condition
        running.cancel()
        await asyncio.wait([running])
        assert running.cancelled()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    async def _hear(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        del bookmark
        if self.trouble:
            raise self.trouble
        self.heard.extend(events)
        self.hears.set()
        self.clock.at += self._passes

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_one_that_fails_is_begun_again_ever_more_slowly_while_the_others_go_on(journal: Journal) -> None:
    shaky, steady = Shaky(*[fails(NeverSent("no route"))] * 9), FakeChat()
    line = Line(journal, shaky, steady)

    async def said() -> None:
        await shaky.steady.wait()
        steady.say("hello")
        await line.hears.wait()

    await line.until(said())
    assert line.pauses == [1, 2, 4, 8, 16, 20, 20, 20, 20]
    assert line.pulse.lines[SHAKY].trouble == "no route"
    assert (line.pulse.lines[SHAKY].restarts, line.pulse.lines[FAKE].restarts) == (9, 0)
    assert line.pulse.lines[FAKE].heard_at == MORNING


async def test_one_that_ends_by_itself_is_begun_again(journal: Journal) -> None:
    shaky = Shaky(ends)
    line = Line(journal, shaky)
    await line.until(shaky.steady.wait())
    assert line.pulse.lines[SHAKY].trouble == "the connection ended"
    assert shaky.runs == 2


@pytest.mark.parametrize("fault", [TypeError("a bug"), KeyError("chat"), OSError("a socket"), TimeoutError()])
async def test_a_bug_in_an_adapter_is_logged_and_survived(
    journal: Journal, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    shaky = Shaky(fails(fault))
    line = Line(journal, shaky)
    await line.until(shaky.steady.wait())
    assert "shaky stumbled" in caplog.text
    assert "Traceback" in caplog.text
    assert line.pulse.lines[SHAKY].trouble == f"something went wrong inside ({type(fault).__name__})"


@pytest.mark.parametrize("fault", [BadSetting("telegram_token: not a token"), DataFolderError("a file of its own")])
async def test_what_an_adapter_itself_complains_of_ends_no_other_and_is_told(
    journal: Journal, caplog: pytest.LogCaptureFixture, fault: SatchelError
) -> None:
    shaky = Shaky(fails(fault))
    line = Line(journal, shaky)
    await line.until(shaky.steady.wait())
    assert (line.pulse.lines[SHAKY].trouble, line.pulse.lines[SHAKY].restarts) == (str(fault), 1)
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (logging.WARNING, f"shaky: {fault}; trying again")
    ]


async def test_a_sign_of_life_clears_the_trouble(journal: Journal) -> None:
    alive = asyncio.Event()

    async def beats_on(on_events: OnEvents) -> None:
        await on_events((), None)
        alive.set()
        await asyncio.Event().wait()

    shaky = Shaky(fails(NeverSent("no route")), beats_on)
    line = Line(journal, shaky)
    await line.until(alive.wait())
    told = line.pulse.lines[SHAKY]
    assert (told.trouble, told.heard_at, told.restarts) == ("", MORNING, 1)
    assert line.pulse.heard[SHAKY] == 0


async def test_what_is_heard_is_counted(journal: Journal) -> None:
    async def says(on_events: OnEvents) -> None:
        await on_events([message("one"), message("two")], None)
        await on_events([message("three")], None)

    shaky = Shaky(says)
    line = Line(journal, shaky)
    await line.until(shaky.steady.wait())
    assert len(line.heard) == line.pulse.heard[SHAKY] == 3


@pytest.mark.parametrize(("passes", "pauses"), [(timedelta(minutes=2), [1, 1, 1]), (timedelta(minutes=1), [1, 2, 4])])
async def test_after_a_time_without_trouble_the_pauses_begin_anew(
    journal: Journal, passes: timedelta, pauses: list[float]
) -> None:
    shaky = Shaky(beats, beats, beats)
    line = Line(journal, shaky, passes=passes)
    await line.until(shaky.steady.wait())
    assert line.pauses == pauses


async def test_each_run_gets_the_bookmarks_as_they_are_then(journal: Journal) -> None:
    first, second = (Bookmark(platform=SHAKY, account=AccountId("bot"), value=value) for value in "ab")
    journal.inbox.accept([], first)

    async def confirms(on_events: OnEvents) -> None:
        del on_events
        journal.inbox.accept([], second)

    shaky = Shaky(confirms)
    await Line(journal, shaky).until(shaky.steady.wait())
    assert shaky.bookmarks == [(first,), (second,)]


@pytest.mark.parametrize("fault", [FolderFull("no space"), DataFolderError("gone"), IndexUnreachable("away")])
@pytest.mark.parametrize("swallowed", [False, True])
async def test_a_journal_that_takes_no_more_ends_all_also_where_an_adapter_swallows_it(
    journal: Journal, fault: SatchelError, *, swallowed: bool
) -> None:
    async def says(on_events: OnEvents) -> None:
        try:
            await on_events([message()], None)
        except SatchelError:
            if not swallowed:
                raise
            await asyncio.Event().wait()

    line = Line(journal, FakeChat(), Shaky(says))
    line.trouble = fault
    with pytest.raises(ExceptionGroup) as ended:
        await line.platforms.run()
    assert ended.value.exceptions == (fault,)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_journal_that_cannot_be_read_ends_all(journal: Journal) -> None:
    line = Line(journal, Shaky())
    # Behind the journal's back, as another program may.
    journal.database._connection.execute("DROP TABLE bookmarks")
    with pytest.raises(ExceptionGroup) as ended:
        await line.platforms.run()
    (fault,) = ended.value.exceptions
    assert isinstance(fault, DataFolderError)


def test_a_platform_is_connecting_until_it_is_heard_of(journal: Journal) -> None:
    line = Line(journal, Shaky(), FakeChat())
    assert {at: (told.heard_at, told.trouble) for at, told in line.pulse.lines.items()} == {
        SHAKY: (None, ""),
        FAKE: (None, ""),
    }
