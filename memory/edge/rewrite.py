"""Cleans a copy of a shard of what was deleted from it, in a process of its own: Edge keeps the interpreter busy.

Run as `python -m memory.edge.rewrite FOLDER DIMENSION`. Deleted words stay in a shard's files until its
segments are written anew, which is five times faster than copying the survivors point by point.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from qdrant_edge import EdgeShard, Point, UpdateOperation

from bot.errors import StoreDamaged
from memory.edge.shard import foreign_errors, open_shard

LONGEST_S = 3_600


def cleaned(copy: Path, dimension: int) -> None:
    """Clean the shard in `copy`, which nobody may have open. Blocks until the result is durable."""
    command = [sys.executable, "-m", "memory.edge.rewrite", str(copy), str(dimension)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)  # noqa: S603 -- our own module
    if done.returncode:
        raise StoreDamaged(f"the index could not be written anew: {done.stderr[-500:].strip()}")


def clean(folder: Path, dimension: int) -> None:
    """Write the segments anew with the survivors alone; a shard without any is made anew."""
    with foreign_errors(folder):
        shard = open_shard(folder, dimension)
        if not _vacuumed(shard):
            shard.close()
            shutil.rmtree(folder)
            shard = open_shard(folder, dimension)
        shard.flush()
        shard.close()


def _vacuumed(shard: EdgeShard) -> bool:
    """Whether segments were written anew. Replaced words count as deleted only beside a deleted point."""
    if not shard.info().points_count:
        return False
    nobody = str(uuid4())
    shard.update(UpdateOperation.upsert_points([Point(nobody, {}, {})]))
    shard.update(UpdateOperation.delete_points([nobody]))
    return shard.optimize()


if __name__ == "__main__":
    clean(Path(sys.argv[1]), int(sys.argv[2]))
