"""What is forgotten goes out of the backups too, whenever they can be opened, and out of nobody else's."""

from __future__ import annotations

from pathlib import Path

from memory.backups import restore
from memory.folder import DataFolder
from tests.scenarios.talk import talking

SECRET = "the vault combination is ninety-one forty"
OTHERS = ("The dentist is on Tuesday at 9", "Tom recommended the book Piranesi")


async def kept_in(backup: Path, folder: Path) -> list[str]:
    """What comes out of a backup."""
    restore(backup, DataFolder(folder))
    async with talking(folder) as talk:
        return talk.kept()


async def test_a_backup_forgets_too(data: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        talk.house.backups.make(backup)
        size = backup.stat().st_size
        assert "found none of it" in await talk.say("/undo")
    assert backup.stat().st_size > size // 2
    restored = tmp_path / "restored"
    restore(backup, DataFolder(restored))
    async with talking(restored) as talk:
        assert talk.kept() == list(OTHERS)
        assert SECRET not in await talk.say("what is the vault combination?")


async def test_a_backup_out_of_reach_is_named(data: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        talk.house.backups.make(stick / "backup.zip")
        stick.rename(tmp_path / "unplugged")
        assert str(stick / "backup.zip") in await talk.say("/undo")


async def test_a_backup_out_of_reach_forgets_when_it_is_there_again(data: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with talking(data) as talk:
        await talk.says(*OTHERS, SECRET)
        talk.house.backups.make(stick / "backup.zip")
        stick.rename(tmp_path / "unplugged")
        await talk.say("/undo")
        talk.house.finish_forgetting(pending=False)
        (tmp_path / "unplugged").rename(stick)
        talk.house.finish_forgetting(pending=False)
        assert str(stick) not in await talk.say("/forget #1")
    assert await kept_in(stick / "backup.zip", tmp_path / "restored") == [OTHERS[1]]


async def test_what_is_restored_leaves_the_originals_backups_alone_and_names_them(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    async with talking(data) as talk:
        await talk.says(*OTHERS)
        talk.house.backups.make(first)
        talk.house.backups.make(second)
    restore(second, DataFolder(tmp_path / "trial"))
    async with talking(tmp_path / "trial") as talk:
        told = await talk.say("/forget everything yes")
        assert str(first) in told
        assert str(second) in told
        assert talk.kept() == []
    assert await kept_in(first, tmp_path / "again") == list(OTHERS)
