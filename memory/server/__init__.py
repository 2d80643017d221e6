"""A Qdrant server as the index. The only importer of `qdrant_client`."""

from memory.server.index import ServerIndex
from memory.server.opening import STAND_IN, ServerOptions, open_client
from memory.server.server import Server

__all__ = ["STAND_IN", "Server", "ServerIndex", "ServerOptions", "open_client"]
