"""A Qdrant server as the index. The only importer of `qdrant_client`."""

from memory.server.index import ServerIndex
from memory.server.opening import ServerOptions, open_client

__all__ = ["ServerIndex", "ServerOptions", "open_client"]
