"""`python -m tests.adapters_telegram [MESSAGES]` prints Telegram's figures; 10,000 messages take some minutes."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.adapters_telegram.figures import away, early_confirmations, limited, redelivered
from tests.adapters_telegram.hooked import HookedStage
from tests.contracts.platforms.telegram import TelegramStage

AWAY_S = 180.0


def main(messages: int) -> None:
    """Print each figure as it is there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stage in (TelegramStage(), HookedStage()):
            say(asyncio.run(early_confirmations(stage, folder, messages)))
        say(asyncio.run(redelivered(folder, messages // 2)))
        say(asyncio.run(limited(chats=max(1, messages // 50), each=5)))
        say(away(folder, AWAY_S * messages / 10_000, messages // 50))


def say(figure: str) -> None:
    sys.stdout.write(f"{figure}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
