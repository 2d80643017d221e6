"""One Qdrant server and our collections there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from memory.server.index import ServerIndex
from memory.server.opening import ServerOptions, foreign_errors, open_client, public_address


@dataclass(frozen=True, slots=True)
class Server:
    """Reached by its address; each index has a client of its own."""

    url: str
    api_key: str | None = field(repr=False)
    options: ServerOptions

    @property
    def address(self) -> str:
        """What tells it from other servers, without anything secret. Raises BadSetting."""
        return public_address(self.url)

    def index(self, collection: str, dimension: int, *, anew: bool = False) -> ServerIndex:
        """The index in a collection, made at its first use; with `anew` what is there goes first. Raises BadSetting."""
        client = open_client(self.url, self.api_key)
        return ServerIndex(client, collection, dimension, self.options, anew=anew)

    def remove(self, prefix: str, *, except_for: Collection[str]) -> None:
        """Remove the collections whose names begin so. Raises BadSetting, IndexFault."""
        client = open_client(self.url, self.api_key)
        try:
            with foreign_errors():
                for found in client.get_collections().collections:
                    if found.name.startswith(prefix) and found.name not in except_for:
                        client.delete_collection(found.name)
        finally:
            client.close()
