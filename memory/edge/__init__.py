"""Qdrant Edge: the index inside our own process. The only importer of `qdrant_edge`."""

from memory.edge.index import EdgeIndex

__all__ = ["EdgeIndex"]
