"""What a Synapse for tests is told: one folder, loopback only, quick, and without limits."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

SHARED_SECRET = "anybody on this loopback may register"
SERVER_NAME = "localhost"

_FREELY = {"per_second": 1_000_000, "burst_count": 1_000_000}
_NO_LIMITS = {
    "rc_message": _FREELY,
    "rc_registration": _FREELY,
    "rc_login": {"address": _FREELY, "account": _FREELY, "failed_attempts": _FREELY},
    "rc_joins": {"local": _FREELY, "remote": _FREELY},
    "rc_joins_per_room": _FREELY,
    "rc_invites": {"per_room": _FREELY, "per_user": _FREELY, "per_issuer": _FREELY},
    "rc_room_creation": _FREELY,
    "rc_admin_redaction": _FREELY,
    "rc_key_requests": _FREELY,
    "rc_media_create": _FREELY,
}


def write_settings(folder: Path, port: int) -> Path:
    """Write the settings, the log's settings and a signing key into `folder`; returns the settings' path."""
    _write(folder / "log.yaml", _log_settings(folder))
    key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    (folder / "signing.key").write_text(f"ed25519 a_1 {key}\n")
    # JSON is YAML.
    return _write(folder / "homeserver.yaml", _settings(folder, port) | _NO_LIMITS)


def _settings(folder: Path, port: int) -> dict[str, object]:
    listener = {"type": "http", "port": port, "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}
    return {
        "server_name": SERVER_NAME,
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "log_config": str(folder / "log.yaml"),
        "trusted_key_servers": [],
        "registration_shared_secret": SHARED_SECRET,
        "macaroon_secret_key": "made up",
        "form_secret": "made up, too",
        "bcrypt_rounds": 4,
        "presence": {"enabled": False},
        "report_stats": False,
    }


def _log_settings(folder: Path) -> dict[str, object]:
    to_file = {"class": "logging.FileHandler", "filename": str(folder / "homeserver.log")}
    return {"version": 1, "handlers": {"file": to_file}, "root": {"level": "WARNING", "handlers": ["file"]}}


def _write(path: Path, settings: dict[str, object]) -> Path:
    path.write_text(json.dumps(settings, indent=1))
    return path
