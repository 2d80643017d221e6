"""What a running bot logs, as text or JSON, and never with a secret in it."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
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

LOGINS = (Path("matrix", "login.json"),)
"""Where a platform's own answer to a password lies, in the data folder; it may be written while we run."""

SECRET_FIELDS = frozenset({"token", "pickle_key"})

NOISY = ("httpx", "httpcore", "aiohttp.access", "nio", "slack_bolt", "slack_sdk", "telegram")

_log = logging.getLogger(__name__)


class Redacting(logging.Formatter):
    """Writes a record with its traceback, each secret in it replaced."""

    def __init__(
        self, secrets: Sequence[str], form: Literal["text", "json"], more: Callable[[], Sequence[str]] = tuple
    ) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)
        self._form = form
        self._more = more

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
        for secret in _spelled((*self._secrets, *self._more())):
            text = text.replace(secret, HIDDEN)
        return text


class Logins:
    """What platforms gave us to log in with, as their files in the data folder hold it now. Called, it tells all."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder / name for name in LOGINS]
        self._known: dict[Path, tuple[int, tuple[str, ...]]] = {}

    def __call__(self) -> tuple[str, ...]:
        return tuple(secret for path in self._paths for secret in self._in(path))

    def _in(self, path: Path) -> tuple[str, ...]:
        try:
            written = path.stat().st_mtime_ns
            if self._known.get(path, (0, ()))[0] != written:
                self._known[path] = (written, _secrets_of(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            # Whoever needs it says what is wrong with it; what it held before stays hidden.
            pass
        return self._known.get(path, (0, ()))[1]


def _secrets_of(login: object) -> tuple[str, ...]:
    fields = login.items() if isinstance(login, dict) else ()
    return tuple(value for name, value in fields if name in SECRET_FIELDS and isinstance(value, str))


@lru_cache(maxsize=8)
def _spelled(secrets: tuple[str, ...]) -> tuple[str, ...]:
    """Each in all the ways that it may be written in, the longest first."""
    spelled = {spelling for secret in secrets for spelling in (secret, quote(secret, safe=""))}
    return tuple(sorted((each for each in spelled if len(each) >= SHORTEST_SECRET), key=len, reverse=True))


def begin_logging(settings: Settings, folder: Path) -> None:
    """Log to standard error from now on; other people's libraries only what they warn of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets_in(settings, os.environ), settings.log_format, Logins(folder)))
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
