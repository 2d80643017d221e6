"""What a setting's text must look like. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Also in an address that lacks its https://; a model's name may hold a colon, and its address follows an @.
_PASSWORD = re.compile(r"://.*@|\A[^/]*:[^/]*@(?!https?://)")
_ADDRESS_FOLLOWS = re.compile(r"@(?=https?://)")
# A key may stand there, and no address that is asked for here needs one.
_QUERY = re.compile(r"\?|://.*#")
_BLANK = re.compile(r"\s")
_NAMED = ("fastembed", "litellm")
A_MODEL = "write provider/name, such as openai/gpt-4o-mini, or openai/NAME@http://127.0.0.1:8080/v1"


def listed(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def names_a_model(text: str) -> bool:
    """Whether it reads provider/name or provider/name@address."""
    model, *address = _ADDRESS_FOLLOWS.split(text.strip(), maxsplit=1)
    provider, _, name = model.partition("/")
    return bool(provider and name) and not _BLANK.search(model) and all(map(is_address, address))


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        well_formed = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(well_formed) and not _BLANK.search(text)


def names_an_embedder(text: str) -> bool:
    """Whether it reads wordllama, fastembed:NAME or litellm:PROVIDER/NAME, or another kind that may be known."""
    kind, _, name = text.strip().partition(":")
    return bool(kind) and not (kind in _NAMED and not name.strip())


def holds_a_password(text: str) -> bool:
    """Whether an address has a password in it, or a query, which may be one."""
    return bool(_PASSWORD.search(text) or _QUERY.search(text))


def is_listening_place(text: str) -> bool:
    """Whether it reads HOST:PORT."""
    host, _, port = text.rpartition(":")
    return bool(host) and not _BLANK.search(text) and port.isdecimal() and 0 < int(port) < 65_536
