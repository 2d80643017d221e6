"""Reads the command line, and says what went wrong in words."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.markup import escape

from bot.cli import asking, chatting, importing, keeping  # noqa: F401 -- each adds its commands to the app
from bot.cli.root import app
from bot.errors import SatchelError

FAILED = 1
INTERRUPTED = 130


def main() -> None:
    """Run the command; end with a status of 0 if it did what was asked."""
    try:
        app(standalone_mode=False)
    except SatchelError as error:
        _complain(str(error))
        sys.exit(FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough of it; a second write at exit would complain again.
        sys.stderr.close()
        sys.exit(FAILED)


def _complain(text: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]satchel:[/red] {escape(text)}")
