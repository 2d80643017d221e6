"""The webhook as it is set, and the methods that set it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.peers.telegram.wire import Json, bad

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Where updates go; nowhere while `url` is empty. `retry` is in seconds, and the real one's is longer."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    retry: float = 0.05
    last_error: str = ""
    last_error_at: int = 0
    most_at_once: int = 0

    def set(self, url: str, secret: str, max_connections: int) -> None:
        if secret and not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        where = urlsplit(url)
        if where.scheme != "https" and where.hostname != "127.0.0.1":  # the real one wants https everywhere
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not 1 <= max_connections <= 100:
            raise bad("max_connections must be between 1 and 100")
        self.url, self.secret, self.max_connections = url, secret, max_connections

    def info(self, pending: int, allowed: frozenset[str] | None) -> Json:
        told: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": pending}
        if self.url:
            told["max_connections"] = self.max_connections
        if self.last_error:
            told |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        return told if allowed is None else {**told, "allowed_updates": sorted(allowed)}
