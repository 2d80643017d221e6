"""Cleans a shard that nobody has open of what was deleted: `python -P -m memory.edge.vacuum FOLDER DIMENSION`.

Deleted words stay in a shard's files until its segments are written anew, which is five times faster than
copying the survivors point by point.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from uuid import uuid4

from qdrant_edge import EdgeShard, Point, UpdateOperation

from bot.errors import FolderFull, StoreDamaged
from memory.edge.room import DAMAGED, FULL
from memory.edge.shard import foreign_errors, open_shard


def clean(folder: Path, dimension: int) -> None:
    """Write the segments anew with the survivors alone; a shard without any is made anew. Raises StoreDamaged."""
    with foreign_errors(folder):
        shard = open_shard(folder, dimension)
        if shard.info().points_count:
            _vacuum(shard, folder)
        else:
            shard.close()
            shutil.rmtree(folder)
            shard = open_shard(folder, dimension)
        shard.close()


def _vacuum(shard: EdgeShard, folder: Path) -> None:
    """Replaced words go only along with a deleted point, so there is always one."""
    nobody = str(uuid4())
    before = shard.info().points_count
    shard.update(UpdateOperation.upsert_points([Point(nobody, {}, {})]))
    shard.update(UpdateOperation.delete_points([nobody]))
    written_anew = shard.optimize()
    shard.flush()
    if not written_anew or shard.info().points_count != before:
        raise StoreDamaged(f"the shard in {folder} was not written anew")


def main(folder: str, dimension: str) -> None:
    """Exit with FULL for want of space, with DAMAGED for a shard that cannot be cleaned, each with a reason."""
    try:
        clean(Path(folder), int(dimension))
    except (FolderFull, StoreDamaged) as error:
        sys.stderr.write(str(error))
        sys.exit(FULL if isinstance(error, FolderFull) else DAMAGED)


if __name__ == "__main__":
    main(*sys.argv[1:])
