"""The terminal's input and output."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from rich.console import Console

from adapters.console.adapter import REPEATED, ConsoleAdapter, LiveConsole
from adapters.console.terminal import LONGEST_LINE, PlainScreen, RichScreen, piped_lines
from adapters.console.translate import console_conversation
from bot.clock import SystemClock
from bot.events import Event
from bot.ids import MessageId
from bot.ports import Bookmark
from bot.replies import Part, PartKind, Reply

HERE = console_conversation()


async def typed(lines: Sequence[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def lines_of(path: Path) -> list[str]:
    with path.open("rb") as stream:
        return [line async for line in piped_lines(stream)]


class Sitting:
    """A person at a live terminal: what they type, and what they have seen each time they are prompted."""

    def __init__(self, *lines: str) -> None:
        self.output = io.StringIO()
        self.heard: list[str] = []
        self.prompts = 0
        screen = RichScreen(Console(file=self.output, width=80))
        self.console = LiveConsole(
            ConsoleAdapter(typed(lines), screen, SystemClock(), name="Ada", quiet=self._quiet), screen
        )

    async def listen(self) -> None:
        await self.console.run(self._hear, ())

    async def _hear(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        assert bookmark is None
        self.heard += [getattr(event, "text", "") for event in events]

    async def _quiet(self) -> None:
        self.prompts += 1


async def test_a_person_sees_the_answer_before_the_next_prompt() -> None:
    sitting = Sitting("one", "two")
    await sitting.listen()
    assert (sitting.heard, sitting.prompts) == (["one", "two"], 2)


async def test_an_empty_line_is_no_message() -> None:
    sitting = Sitting("", "   ", "\t", "words")
    await sitting.listen()
    assert sitting.heard == ["words"]


async def test_lone_surrogates_are_kept_as_they_came() -> None:
    sitting = Sitting("half a smile \ud83d")
    await sitting.listen()
    assert sitting.heard == ["half a smile \ud83d"]


async def test_an_answer_grows_where_it_stands() -> None:
    sitting = Sitting()
    message = await sitting.console.draft(HERE, "The lease", "key")
    await sitting.console.redraw(HERE, message, "The lease ends")
    final = Part(kind=PartKind.EDIT, body="The lease ends in June.", target=message)
    assert await sitting.console.send(HERE, final, "key") == message
    assert sitting.output.getvalue() == "The lease ends in June.\n"


async def test_an_answer_that_began_wrongly_is_written_anew_below() -> None:
    sitting = Sitting()
    message = await sitting.console.draft(HERE, "Perhaps", "key")
    await sitting.console.send(HERE, Part(kind=PartKind.EDIT, body="In June.", target=message), "key")
    assert sitting.output.getvalue() == "Perhaps\nIn June.\n"


async def test_a_draft_of_an_earlier_run_is_shown_whole() -> None:
    sitting = Sitting()
    final = Part(kind=PartKind.EDIT, body="In June.", target=MessageId("of-an-earlier-run"))
    await sitting.console.redraw(HERE, MessageId("of-an-earlier-run"), "In")
    await sitting.console.send(HERE, final, "key")
    assert sitting.output.getvalue() == "In June.\n"


async def test_what_may_have_been_seen_says_so() -> None:
    sitting = Sitting()
    await sitting.console.send(HERE, Part(kind=PartKind.TEXT, body="Kept.", may_repeat=True), "key")
    assert sitting.output.getvalue() == f"{REPEATED}Kept.\n"


async def test_what_a_model_writes_cannot_steer_the_terminal() -> None:
    sitting = Sitting()
    message = await sitting.console.draft(HERE, "\x1b]0;owned\x07", "key")
    await sitting.console.redraw(HERE, message, "\x1b]0;owned\x07 \x1b[2J")
    (part,) = sitting.console.render(HERE, Reply(text="\x1b[2J done"))
    await sitting.console.send(HERE, part, "key")
    assert "\x1b" not in sitting.output.getvalue()


async def test_a_file_is_read_to_its_last_line_with_or_without_an_end(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_bytes(b"one\r\ntwo\n\nlast")
    assert await lines_of(file) == ["one", "two", "", "last"]


async def test_bytes_that_are_no_text_become_marks(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_bytes(b"caf\xe9 \xff\n")
    assert await lines_of(file) == ["caf\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}"]


@pytest.mark.parametrize("before", [b"", b"a", b"aa"])
async def test_a_line_without_end_is_cut_between_characters(tmp_path: Path, before: bytes) -> None:
    file = tmp_path / "lines"
    file.write_bytes(before + "é".encode() * (LONGEST_LINE // 2 + 1))
    lines = await lines_of(file)
    assert len(lines) == 2
    assert "".join(lines).encode() == file.read_bytes()


def test_a_closed_pipe_is_told() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w")
    with pytest.raises(BrokenPipeError):
        PlainScreen(stream).show("anybody there?")
    with pytest.raises(BrokenPipeError):
        stream.close()
