"""What is looked for in files is found wherever and however it stands there, and nothing else is."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from memory.needles import LONGEST, SHORTEST, Needles
from memory.traces import CHUNK, Searched, search_apart, search_files
from tests.memory.household import canaries

SECRET = "the code of the safe is 4711"
ODD = ["say “hello” to\nÄnne ", 'a "quoted" word\tand a tab', "a lone \ud83d surrogate", "日本語のメモ"]


@pytest.mark.parametrize("before", [0, 1, 7, 8, 9, CHUNK - 40, CHUNK - 28, CHUNK - 27, CHUNK - 1, CHUNK, 2 * CHUNK - 3])
def test_a_text_is_found_once_wherever_it_stands(tmp_path: Path, before: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * before + SECRET.encode() + b"y" * 100)
    assert search_files(tmp_path, [SECRET]) == Searched(files=1, traces=1)


def test_a_text_at_the_very_end_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"z" * 1_001 + SECRET.encode())
    assert search_files(tmp_path, [SECRET]).traces == 1


def test_a_text_behind_a_hole_is_found(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.seek(3 * CHUNK + 5)
        file.write(SECRET.encode())
        file.truncate(9 * CHUNK)
    assert search_files(tmp_path, [SECRET]).traces == 1


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_text_is_found_as_json_writes_it(tmp_path: Path, text: str, *, ascii_only: bool) -> None:
    written = json.dumps({"text": text}, ensure_ascii=ascii_only)
    (tmp_path / "file").write_bytes(written.encode("utf-8", "surrogatepass"))
    assert search_files(tmp_path, [text]).traces == 1


def test_a_text_is_found_as_the_index_holds_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes("a lone \ud83d surrogate".encode("utf-8", "replace"))
    assert search_files(tmp_path, ["a lone \ud83d surrogate"]).traces == 1


def test_every_place_in_every_file_counts(tmp_path: Path) -> None:
    texts = canaries(0, 50)
    for number, text in enumerate(texts):
        folder = tmp_path / str(number % 7)
        folder.mkdir(exist_ok=True)
        (folder / f"{number}").write_text(f"{text}, and once more: {text}")
    assert search_files(tmp_path, texts) == Searched(files=50, traces=100)


def test_nothing_is_found_where_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"".join(sha256(bytes([n % 256, n // 256])).digest() for n in range(60_000)))
    (tmp_path / "zeros").write_bytes(bytes(3_000_000))
    (tmp_path / "alike").write_text(" ".join(canaries(2_000, 9_000)))
    assert search_files(tmp_path, canaries(0, 1_000)) == Searched(files=3, traces=0)


def test_texts_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("remember to call Anna on Monday at nine")
    texts = ["remember to call Anna on Monday at ten", "remember to call Bob", "remember to call Anna on M"]
    assert search_files(tmp_path, texts[:2]).traces == 0
    assert search_files(tmp_path, texts).traces == 1


def test_of_a_long_text_the_beginning_is_looked_for(tmp_path: Path) -> None:
    long = "".join(canaries(0, 5))
    (tmp_path / "file").write_text(long[:LONGEST])
    assert search_files(tmp_path, [long]).traces == 1


def test_a_text_too_short_to_mean_anything_is_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("yes yes yes")
    assert len("yes yes yes") < SHORTEST
    assert search_files(tmp_path, ["yes yes yes", "", "   "]) == Searched(files=1, traces=0)


def test_files_that_are_left_out_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text(SECRET)
    assert search_files(tmp_path, [SECRET], leave_out=["lock"]) == Searched(files=0, traces=0)


def test_another_process_finds_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(f"{SECRET} {SECRET}")
    assert search_apart(tmp_path, [SECRET, "a lone \ud83d surrogate"]) == Searched(files=1, traces=2)


@pytest.mark.parametrize("size", [0, 1, 7, 8, 11, 12, 13])
def test_bytes_shorter_than_anything_looked_for_hold_nothing(size: int) -> None:
    assert Needles(["exactly12byt"]).begin_in(b"exactly12byt"[:size]) == (size >= 12)


def test_no_text_is_looked_for_in_vain() -> None:
    assert Needles([]).begin_in(b"anything at all") == 0
