"""One Qdrant server and our collections there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from memory.server.index import ServerIndex
from memory.server.opening import ServerOptions, foreign_errors, open_client


@dataclass(frozen=True, slots=True)
class Server:
    """Reached by its address; each index has a client of its own."""

    url: str
    api_key: str | None = field(repr=False)
    options: ServerOptions

    def index(self, collection: str, dimension: int) -> ServerIndex:
        """The index in a collection, made at its first use. Raises BadSetting."""
        return ServerIndex(open_client(self.url, self.api_key), collection, dimension, self.options)

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
