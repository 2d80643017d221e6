"""Reads the command line, and says what went wrong in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from bot.cli import asking, chatting, importing, keeping, pairing, sending, serving, setup  # noqa: F401 -- each adds its commands to the app
from bot.cli.root import app, complain
from bot.errors import SatchelError, told

FAILED = 1
OWNER_ALONE = 0o077


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command (by default the process's own) and exit: 0 if it did what was asked."""
    os.umask(OWNER_ALONE)
    _print_what_a_terminal_can()
    try:
        words = sys.argv[1:] if arguments is None else arguments
        app(words, obj=tuple(words))
    except (SatchelError, OSError) as error:
        complain(told(error))
    sys.exit(FAILED)


def _print_what_a_terminal_can() -> None:
    # A terminal that is not UTF-8 shows question marks; it does not end the program.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
