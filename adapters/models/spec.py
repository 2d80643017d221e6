"""Which model is meant, and how long it may take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.errors import BadSetting

# Vertex has an @ in its models' names: only an address after it splits.
_ADDRESS = re.compile(r"@(?=https?://)")
# Servers on one's own machine ask for no key, but the clients insist on sending one.
_PLACEHOLDER = "no-key"

_VARIABLES = {
    "azure": "AZURE_API_KEY",
    "bedrock": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "huggingface": "HF_TOKEN",
    "perplexity": "PERPLEXITYAI_API_KEY",
    "together_ai": "TOGETHERAI_API_KEY",
    "vertex_ai": "GOOGLE_APPLICATION_CREDENTIALS",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """A model by its provider and name, with the address and key of its server where they are given.

    Without a key LiteLLM reads the provider's own environment variable; an address given without a
    key is sent a placeholder, never the provider's key.
    """

    model: str
    address: str | None = None
    key: SecretStr | None = None

    def __post_init__(self) -> None:
        provider, slash, name = self.model.partition("/")
        if not (provider and slash and name) or any(letter.isspace() for letter in self.model):
            raise BadSetting(
                f"{self.model!r} names no model: write provider/name, such as openai/gpt-4o-mini, or "
                "openai/NAME@http://127.0.0.1:8080/v1 for a server of your own"
            )
        if self.address is not None:
            _refuse_bad_address(self.address)

    @classmethod
    def parse(cls, text: str, key: SecretStr | None = None) -> ModelSpec:
        """Read "provider/name" or "provider/name@http://host:port/v1". Raises BadSetting."""
        model, *address = _ADDRESS.split(text.strip(), maxsplit=1)
        given = key if key is not None and key.get_secret_value() else None
        return cls(model=model, address=address[0] if address else None, key=given)

    @property
    def provider(self) -> str:
        return self.model.partition("/")[0]

    @property
    def credential(self) -> str | None:
        """What to send as the key; None leaves it to the provider's environment variable."""
        if self.key is not None:
            return self.key.get_secret_value()
        return _PLACEHOLDER if self.address is not None else None

    @property
    def where_its_key_is(self) -> str:
        """What a person should check when the key is refused."""
        if self.key is not None:
            return f"the key in the settings for {self.model}"
        if self.address is not None:
            return f"whether {self.address} needs a key, and put it in the settings"
        return _VARIABLES.get(self.provider, f"{self.provider.upper()}_API_KEY")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """Times in seconds, each for one model: then it is the next one's turn.

    `answer_s` bounds the whole answer, tries again included; `silence_s` a stream's wait for its first
    piece and for each that follows; `connect_s` the making of a connection. `retries` are tries again on
    what may pass (rate limits, faults of the server). A model that failed goes last for `rest_s`.
    """

    answer_s: float = 60.0
    silence_s: float = 20.0
    connect_s: float = 5.0
    retries: int = 1
    rest_s: float = 30.0

    def __post_init__(self) -> None:
        if min(self.answer_s, self.silence_s, self.connect_s) <= 0:
            raise BadSetting("a model's time-outs must be more than 0 seconds")
        if self.retries < 0 or self.rest_s < 0:
            raise BadSetting("a model's retries and rest must not be negative")


def _refuse_bad_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or any(letter.isspace() for letter in address):
        raise BadSetting("a model's address must look like http://127.0.0.1:8080/v1")
    if parts.username or parts.password:
        raise BadSetting(f"the address of the model at {host} holds a password: give the key apart from it")
