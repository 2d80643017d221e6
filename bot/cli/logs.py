"""What a running bot logs, as text or JSON, and never with a secret in it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from typing import Literal

from pydantic import SecretStr

from bot.settings import Settings

HIDDEN = "(hidden)"
SHORTEST_SECRET = 6
NOISY = ("httpx", "httpcore", "aiohttp.access", "nio", "slack_bolt", "slack_sdk", "telegram")


class Redacting(logging.Formatter):
    """Writes a record with its traceback, each secret in it replaced."""

    def __init__(self, secrets: Sequence[str], form: Literal["text", "json"]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted((secret for secret in secrets if len(secret) >= SHORTEST_SECRET), key=len, reverse=True)
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        if self._form == "text":
            return text
        first, _, rest = text.partition("\n")
        message = first.split(": ", 1)[-1]
        fields = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "from": record.name,
            "message": message,
            "traceback": rest,
        }
        return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def begin_logging(settings: Settings) -> None:
    """Log to standard error from now on; other people's libraries only what they warn of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets_in(settings), settings.log_format))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def secrets_in(settings: Settings) -> tuple[str, ...]:
    """Every secret that is set."""
    values = (getattr(settings, name) for name in Settings.model_fields)
    return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))
