"""What a running bot logs, as text or JSON, and never with a secret in it."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Literal
from urllib.parse import quote

from pydantic import SecretStr

from bot.printable import printable
from bot.settings import Settings

HIDDEN = "(hidden)"
SHORTEST_SECRET = 6
SECRET_VARIABLES = ("_KEY", "_TOKEN", "_SECRET", "_PASSWORD")
"""What the names of other programs' secrets in the environment end in, as OPENAI_API_KEY."""

NOISY = ("httpx", "httpcore", "aiohttp.access", "nio", "slack_bolt", "slack_sdk", "telegram")

_log = logging.getLogger(__name__)


class Redacting(logging.Formatter):
    """Writes a record with its traceback, each secret in it replaced."""

    def __init__(self, secrets: Sequence[str], form: Literal["text", "json"]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        spelled = {spelling for secret in secrets for spelling in (secret, quote(secret, safe=""))}
        self._secrets = sorted((secret for secret in spelled if len(secret) >= SHORTEST_SECRET), key=len, reverse=True)
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        whole = super().format(record)
        if self._form == "text":
            return printable(self._redacted(whole))
        fields = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "from": record.name,
            "message": record.message,
            "traceback": "\n".join(filter(None, (record.exc_text, record.stack_info))),
        }
        told = {name: self._redacted(value) for name, value in fields.items() if value}
        return json.dumps(told, ensure_ascii=False).encode(errors="replace").decode()

    def _redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def begin_logging(settings: Settings) -> None:
    """Log to standard error from now on; other people's libraries only what they warn of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets_in(settings, os.environ), settings.log_format))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _uncaught


def secrets_in(settings: Settings, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Every secret that is set, here or for the libraries that we use."""
    values = (getattr(settings, name) for name in Settings.model_fields)
    ours = (value.get_secret_value() for value in values if isinstance(value, SecretStr))
    theirs = (value for name, value in environment.items() if name.upper().endswith(SECRET_VARIABLES))
    return (*ours, *theirs)


def _uncaught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    _log.critical("ended over a fault of its own", exc_info=(kind, fault, trace))
