"""Reads the command line, and says what went wrong in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from bot.cli import asking, chatting, importing, keeping, pairing, sending, serving, setup  # noqa: F401 -- each adds its commands to the app
from bot.cli.root import app
from bot.errors import SatchelError
from bot.printable import printable

FAILED = 1
OWNER_ALONE = 0o077


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command (by default the process's own) and exit: 0 if it did what was asked."""
    os.umask(OWNER_ALONE)
    _print_what_a_terminal_can()
    try:
        app(arguments)
    except SatchelError as error:
        _complain(str(error))
    except OSError as error:
        _complain(f"{error.filename or 'the system'}: {error.strerror or error}; nothing that was kept is lost")
    sys.exit(FAILED)


def _print_what_a_terminal_can() -> None:
    # A terminal that is not UTF-8 shows question marks; it does not end the program.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _complain(text: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]satchel:[/red] {escape(printable(text))}")
