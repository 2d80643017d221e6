"""What waits for its key outlives the process, and never becomes too much."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.matrix.late import AGE, FILE, LARGEST, MOST_OF_A_ROOM, Closed, Late
from bot.errors import FolderNotWritable, StoreDamaged
from tests.adapters_matrix.events import NOW, ROOM, event


def closed(size: int = 1, room: str = ROOM) -> Closed:
    return Closed(room=room, event=event("m.room.encrypted", {"ciphertext": "x" * size}))


def test_what_waits_waits_over_restarts_once_until_it_is_read(tmp_path: Path) -> None:
    first, second = closed(), closed()
    Late(tmp_path).keep([first], NOW)
    Late(tmp_path).keep([first, second], NOW)
    late = Late(tmp_path)
    assert list(late.waiting) == [first, second]
    late.drop(frozenset({first.id, "$another"}))
    assert list(late.waiting) == [second]
    assert Late(tmp_path).waiting == (second,)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_of_too_many_too_large_and_too_old_only_the_rest_is_kept(tmp_path: Path) -> None:
    late = Late(tmp_path)
    many = [closed() for _ in range(MOST_OF_A_ROOM + 3)]
    late.keep([closed(LARGEST), *many], NOW)
    assert late.waiting == tuple(many[3:])
    new = closed()
    late.keep([new], NOW + AGE + timedelta(minutes=1))
    assert late.waiting == (new,)


def test_nobody_pushes_out_what_another_room_waits_for(tmp_path: Path) -> None:
    late = Late(tmp_path)
    mine, theirs = closed(), [closed(room="!elsewhere") for _ in range(3 * MOST_OF_A_ROOM)]
    late.keep([mine], NOW)
    late.keep(theirs, NOW)
    assert late.waiting == (mine, *theirs[-MOST_OF_A_ROOM:])


@pytest.mark.parametrize("written", ["[]", "5", '{"waiting": 5}', '{"waiting": [5, []]}'])
def test_a_file_that_holds_something_else_holds_nothing(tmp_path: Path, written: str) -> None:
    (tmp_path / FILE).write_text(written)
    assert Late(tmp_path).waiting == ()


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"waiting": []})[:-1])
    with pytest.raises(StoreDamaged, match="move it away"):
        Late(tmp_path)


def test_a_folder_that_is_gone_is_told_of(tmp_path: Path) -> None:
    late = Late(tmp_path / "gone")
    with pytest.raises(FolderNotWritable, match="gone"):
        late.keep([closed()], NOW)
