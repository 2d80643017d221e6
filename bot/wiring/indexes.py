"""Where indexes are: embedded in the data folder, or on a Qdrant server."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.errors import IndexFault, IndexUnreachable, StoreDamaged
from bot.settings import Settings
from memory.edge import EdgeIndex
from memory.filling import Mark
from memory.shelf import Index
from memory.whereabouts import EMBEDDED

if TYPE_CHECKING:
    from memory.server import Server


class Indexes(Protocol):
    """The indexes of one data folder, by name."""

    @property
    def place(self) -> str:
        """EMBEDDED, or the address of the server. Raises BadSetting."""
        ...

    def open(self, name: str, dimension: int, mark: Mark) -> Index:
        """The index of that name. Embedded, one that is damaged or not as it was when it was marked is begun anew.

        On a server, which may have been away when others were removed, one of which the mark tells nothing.
        """
        ...

    def keep_only(self, names: Collection[str]) -> bool:
        """Remove all others. False where that cannot be now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A folder each, below `root`."""

    root: Path

    @property
    def place(self) -> str:
        return EMBEDDED

    def open(self, name: str, dimension: int, mark: Mark) -> Index:
        with suppress(StoreDamaged, IndexFault):
            index = EdgeIndex(self.root / name, dimension)
            if goes_with(index, mark):
                return index
            index.close()
        _clear(self.root / name)
        return EdgeIndex(self.root / name, dimension)

    def keep_only(self, names: Collection[str]) -> bool:
        for entry in self.root.iterdir():
            if entry.is_dir() and entry.name not in names:
                shutil.rmtree(entry)
        return True


def goes_with(index: Index, mark: Mark) -> bool:
    """Whether it is the index that was marked, or what became of it since: no older copy, nor another journal's."""
    return index.bears(mark.seal) and index.flush() >= mark.points


def _clear(path: Path) -> None:
    """Remove whatever lies there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A collection each; our `prefix` tells them from those of another Satchel on the same server."""

    server: Server
    prefix: str

    @property
    def place(self) -> str:
        return self.server.address

    def open(self, name: str, dimension: int, mark: Mark) -> Index:
        return self.server.index(f"{self.prefix}{name}", dimension, anew=not mark.points)

    def keep_only(self, names: Collection[str]) -> bool:
        try:
            self.server.remove(self.prefix, except_for={f"{self.prefix}{name}" for name in names})
        except IndexUnreachable:
            return False
        return True


def indexes_of(settings: Settings, root: Path, prefix: str) -> Indexes:
    """As the settings say. Raises BadSetting for an address or key that cannot be used."""
    embedded = Embedded(root=root)
    if not settings.qdrant_url:
        return embedded
    # Nothing of what goes to a server from now on may be forgotten there and stay here.
    embedded.keep_only(())
    # A server's client takes half a second to import: only those who have a server wait for it.
    from memory.server import Server, ServerOptions

    key = settings.qdrant_api_key
    options = ServerOptions(quantize=settings.qdrant_quantize, payload_on_disk=settings.qdrant_payload_on_disk)
    server = Server(settings.qdrant_url, key.get_secret_value() if key else None, options)
    return Served(server=server, prefix=prefix)
