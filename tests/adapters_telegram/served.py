"""`satchel serve` as a process, and Telegram as it sees it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.telegram.addresses import TELEGRAM
from bot.access import OWNER
from bot.ids import AccountId, Contact, UserId
from memory.folder import DataFolder
from memory.journal import open_journal
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram.world import Chat, Person
from tests.program import Program

PATIENCE_S = 60.0


@dataclass(slots=True)
class Served:
    """A data folder, its program, and the peer that it talks to; Ada is let in."""

    data: Path
    peer: TelegramPeer
    monitor: int = 0
    more: dict[str, str] = field(default_factory=dict)
    ada: Person = field(init=False)
    chat: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.ada = self.peer.person("Ada")
        self.chat = self.peer.private(self.ada)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.monitor = free.getsockname()[1]

    @property
    def program(self) -> Program:
        settings = {
            "SATCHEL_TELEGRAM_TOKEN": self.peer.token,
            "SATCHEL_TELEGRAM_API": self.peer.address,
            "SATCHEL_MONITOR_PORT": str(self.monitor),
        }
        return Program(self.data, settings | self.more)

    def let_in(self, person: Person) -> None:
        """As `satchel pair` does."""
        folder = DataFolder(self.data)
        folder.make()
        account = AccountId(str(self.peer.me.id))
        with closing(open_journal(folder.journal)) as journal:
            journal.contacts.link(Contact(platform=TELEGRAM, account=account, user=UserId(str(person.id))), OWNER)

    @contextmanager
    def running(self, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """The bot, until the block ends; if it runs then it is told to stop, and has to do so cleanly."""
        process = self.program.start("serve", **environment)
        try:
            yield process
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                _, complaints = process.communicate(timeout=PATIENCE_S)
                assert process.returncode == 0, complaints
                assert self.peer.token not in complaints
        finally:
            process.kill()
            process.communicate()

    def health(self) -> tuple[int, str]:
        """What /healthz answers, and what it tells of Telegram; 0 before it answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.monitor}/healthz") as answer:
                return answer.status, str(json.load(answer))
        except urllib.error.HTTPError as unwell:
            with unwell:
                return unwell.code, unwell.read().decode()
        except OSError:
            return 0, ""

    def until_health(self, status: int) -> str:
        """Look until /healthz answers so; returns what it tells."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            answered, told = self.health()
            if answered == status:
                return told
            time.sleep(0.05)
        raise AssertionError(f"/healthz did not answer {status}, but {answered}: {told}")

    def texts(self) -> list[str]:
        """What stands in Ada's chat of the bot's."""
        return self.peer.did.texts(self.chat.id)

    def noted(self) -> set[int]:
        """The messages in Ada's chat that are confirmed by a reaction."""
        return {each.message_id for each in self.peer.did.reactions if each.chat_id == self.chat.id and each.emoji}
