"""Users of a homeserver, made and limited through Synapse's administration."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from tests.peers.synapse.settings import SHARED_SECRET

PATIENCE = 30.0
direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with an account. `device` and `token` are of the session that registering opened."""

    id: str
    name: str
    password: str
    device: str
    token: str


def register(address: str, name: str, *, admin: bool = False) -> User:
    path = f"{address}/_synapse/admin/v1/register"
    nonce = cast("str", ask(path)["nonce"])
    password = f"the password of {name}"
    signed = "\0".join((nonce, name, password, "admin" if admin else "notadmin"))
    mac = hmac.new(SHARED_SECRET.encode(), signed.encode(), hashlib.sha1).hexdigest()
    body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
    made = cast("dict[str, str]", ask(path, body=body))
    return User(id=made["user_id"], name=name, password=password, device=made["device_id"], token=made["access_token"])


def limit(address: str, admin: User, user: User, per_second: int, burst: int) -> None:
    """Hold `user` to `per_second` messages (0: as many as they like), after a burst."""
    path = f"{address}/_synapse/admin/v1/users/{quote(user.id)}/override_ratelimit"
    ask(path, token=admin.token, body={"messages_per_second": per_second, "burst_count": burst})


def ask(url: str, *, token: str = "", body: dict[str, object] | None = None) -> dict[str, object]:
    """GET, or POST a body. Raises URLError (HTTPError: the server refused)."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = Request(url, data=data, headers=headers)  # noqa: S310 -- the address is our own
    with direct.open(request, timeout=PATIENCE) as answer:
        return cast("dict[str, object]", json.load(answer))
