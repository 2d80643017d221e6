"""The program is killed while it works; the next start has to find everything in order."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Thread

from adapters.exports.jsonl import read_jsonl
from bot.access import OWNER
from bot.ids import private_space
from bot.imports import Stores, take_in
from bot.settings import FILE_NAME
from bot.wiring import open_house
from tests.builders import MORNING
from tests.crash.blows import KILLED, Blow, Never, locked, until
from tests.crash.verdict import Story, Verdict, judge
from tests.peers.tiny_onnx import write_tiny_model
from tests.program import PATIENCE_S, Program
from tests.scenarios.talk import talking

Trial = Callable[[Path, Blow], Verdict]

NOTES = 40
IMPORTED = 1_500
SECRET = "the vault combination is ninety-one forty"


def live(folder: Path, blow: Blow) -> Verdict:
    """A conversation, notes and questions as fast as they can be said."""
    satchel = Program(folder / "data")
    said = [f"note {number}: the boat of harbour {number * 7} is blue" for number in range(NOTES)]
    lines = [line for number, note in enumerate(said) for line in _with_questions(number, note)]
    process = satchel.start("chat", **blow.environment)
    heard = _conversation(process, lines, blow)
    confirmed = said[: heard.count("Kept.")]
    return judge(satchel.data, Story(killed=process.returncode == KILLED, said=said, confirmed=confirmed))


def importing(folder: Path, blow: Blow) -> Verdict:
    """An import, and the same import again."""
    satchel = Program(folder / "data")
    said = [f"message {number} of a long talk about boats" for number in range(IMPORTED)]
    file = _recorded(folder / "chat.jsonl", said)
    process = satchel.start("import", str(file), **blow.environment)
    until(locked(satchel.data), process)
    blow.await_moment(process)
    _finish(process)
    again = satchel.run("import", str(file))
    assert (again.status, again.err) == (0, "")
    return judge(satchel.data, Story(killed=process.returncode == KILLED, said=said, confirmed=said))


def forgetting(folder: Path, blow: Blow) -> Verdict:
    """One note of ten is taken back."""
    satchel = Program(folder / "data")
    others = [f"note {number} of what is to stay" for number in range(9)]
    tell(satchel.data, *others[:4], SECRET, *others[4:])
    process = satchel.start("chat", **blow.environment)
    blow.await_moment(process)
    heard = _conversation(process, ["/forget #5"], Never())
    said = [*others, SECRET]
    # What was never accepted changes nothing; what was accepted is taken up and done by the next start.
    done = any(line.startswith("Forgotten") for line in heard)
    forgotten = [SECRET] if done or SECRET not in tell(satchel.data) else []
    story = Story(killed=process.returncode == KILLED, said=said, confirmed=said, forgotten=forgotten)
    left = sum(SECRET.encode() in path.read_bytes() for path in satchel.data.rglob("*") if path.is_file())
    return judge(satchel.data, story) + Verdict(risen=left if forgotten else 0)


def reindexing(folder: Path, blow: Blow) -> Verdict:
    """The index is built anew."""
    satchel = Program(folder / "data")
    said = [f"message {number} of a long talk about boats" for number in range(IMPORTED)]
    lines = read_jsonl(_recorded(folder / "chat.jsonl", said))
    with open_house(satchel.data) as house:
        stores = Stores(archive=house.journal.archive, memory=house.library, kept=house.journal.annals)
        take_in(lines, private_space(OWNER), stores, lambda _: None)
    process = satchel.start("reindex", "--anew", **blow.environment)
    blow.await_moment(process)
    _finish(process)
    return judge(satchel.data, Story(killed=process.returncode == KILLED, said=said, confirmed=said))


def restoring(folder: Path, blow: Blow) -> Verdict:
    """A backup is made and restored, both anew where they were killed: never half of one."""
    satchel, elsewhere = Program(folder / "data"), Program(folder / "elsewhere")
    said = [f"note {number} of what is to stay" for number in range(10)]
    tell(satchel.data, *said)
    backup = folder / "backup.zip"
    killed = _killed(satchel, blow, "backup", str(backup))
    if not backup.exists():
        assert satchel.run("backup", str(backup)).status == 0
    killed |= _killed(elsewhere, blow, "restore", str(backup))
    if not elsewhere.data.exists():
        assert elsewhere.run("restore", str(backup)).status == 0
    return judge(elsewhere.data, Story(killed=killed, said=said, confirmed=said))


def moving(folder: Path, blow: Blow) -> Verdict:
    """Another embedder takes over."""
    satchel = Program(folder / "data")
    settings = satchel.data / FILE_NAME
    satchel.data.mkdir()
    settings.write_text(f'embedder = "fastembed:{write_tiny_model(folder / "tiny")}"', encoding="utf-8")
    said = [f"note {number} about the boat in the harbour" for number in range(10)]
    tell(satchel.data, *said)
    settings.unlink()
    killed = _killed(satchel, blow, "reindex")
    return judge(satchel.data, Story(killed=killed, said=said, confirmed=said))


TRIALS: dict[str, Trial] = {
    "conversation": live,
    "import": importing,
    "forget": forgetting,
    "reindex": reindexing,
    "another embedder": moving,
    "backup, restore": restoring,
}


def tell(data: Path, *texts: str) -> list[str]:
    """Start the program here, say some things to it and let it end; returns what it has kept."""

    async def told() -> list[str]:
        async with talking(data) as talk:
            await talk.says(*texts)
            return talk.kept()

    return asyncio.run(told())


def _with_questions(number: int, note: str) -> Sequence[str]:
    return (note, f"what colour is the boat of harbour {number * 7}?") if number % 10 == 9 else (note,)


def _conversation(process: subprocess.Popen[str], lines: Sequence[str], blow: Blow) -> list[str]:
    """Say all lines, listen to the end of the process; returns what was heard. The first answer starts the blow."""
    speaking = Thread(target=_speak, args=(process, lines))
    speaking.start()
    assert process.stdout
    heard: list[str] = []
    for line in process.stdout:
        if not heard:
            blow.await_moment(process)
        heard.append(line.rstrip("\n"))
    speaking.join()
    _finish(process)
    return heard


def _speak(process: subprocess.Popen[str], lines: Sequence[str]) -> None:
    assert process.stdin
    with suppress(BrokenPipeError):
        for line in lines:
            process.stdin.write(f"{line}\n")
    with suppress(BrokenPipeError):
        process.stdin.close()


def _finish(process: subprocess.Popen[str]) -> None:
    process.wait(PATIENCE_S)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def _killed(satchel: Program, blow: Blow, *arguments: str) -> bool:
    process = satchel.start(*arguments, **blow.environment)
    blow.await_moment(process)
    _finish(process)
    return process.returncode == KILLED


def _recorded(file: Path, texts: Sequence[str]) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts):
            at = (MORNING + timedelta(minutes=number)).isoformat()
            row = {"id": str(number), "conversation": "us", "sender": "Anna", "sent_at": at, "text": text}
            lines.write(json.dumps(row) + "\n")
    return file
