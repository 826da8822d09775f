"""Folders are watched for bursts of changes, also after one was deleted, replaced or made."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from gateway.watching import changes

SETTLED_SECONDS = 1.0


class Watch:
    """How many changes were told so far."""

    def __init__(self) -> None:
        self.told = 0

    async def next(self) -> None:
        """Wait until nothing more is told, and forget what was."""
        await asyncio.sleep(SETTLED_SECONDS)
        self.told = 0

    async def tells(self) -> bool:
        """Tell whether a change is told within five seconds."""
        for _ in range(100):
            if self.told:
                return True
            await asyncio.sleep(0.05)
        return False


@asynccontextmanager
async def watching(*folders: Path) -> AsyncIterator[Watch]:
    watch = Watch()

    async def count() -> None:
        async for _ in changes(lambda: folders):
            watch.told += 1

    task = asyncio.create_task(count())
    await watch.next()
    try:
        yield watch
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "config"
    (made / "packs").mkdir(parents=True)
    (made / "packs" / "pack.toml").write_text("a = 1\n", encoding="utf-8")
    return made


def written_in_steps(folder: Path) -> None:
    for step in range(5):
        (folder / "new.toml").write_text("a = 1\n" * step, encoding="utf-8")


def replaced(folder: Path) -> None:
    draft = folder / "packs" / "pack.toml~"
    draft.write_text("a = 2\n", encoding="utf-8")
    draft.replace(folder / "packs" / "pack.toml")


def made_again(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def moved_and_copied(folder: Path) -> None:
    folder.rename(folder.with_name("old"))
    shutil.copytree(folder.with_name("old"), folder)


def made_again_inside(folder: Path) -> None:
    shutil.rmtree(folder / "packs")
    (folder / "packs").mkdir()


def point(link: Path, folder: Path) -> None:
    """Make a link, or move it in one step."""
    link.with_name("next").symlink_to(folder)
    link.with_name("next").replace(link)


@pytest.mark.parametrize("change", [written_in_steps, replaced, made_again, moved_and_copied, made_again_inside])
async def test_a_change_is_told_and_so_is_the_next(folder: Path, change: Callable[[Path], None]) -> None:
    async with watching(folder) as watch:
        change(folder)
        assert await watch.tells()
        await watch.next()
        (folder / "packs").mkdir(exist_ok=True)
        (folder / "packs" / "next.toml").write_text("a = 3\n", encoding="utf-8")
        assert await watch.tells()


async def test_a_link_that_is_moved_to_another_folder_is_told_and_that_one_is_watched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    link, other = Path("current"), folder.with_name("other")
    shutil.copytree(folder, other)
    point(link, folder)
    async with watching(link) as watch:
        point(link, other)
        assert await watch.tells()
        await watch.next()
        (other / "a.toml").write_text("a = 1\n", encoding="utf-8")
        assert await watch.tells()
        await watch.next()
        shutil.rmtree(other)
        other.mkdir()
        assert await watch.tells()
        await watch.next()
        (other / "a.toml").write_text("a = 1\n", encoding="utf-8")
        assert await watch.tells()


async def test_writing_in_steps_is_one_change(folder: Path) -> None:
    async with watching(folder) as watch:
        for step in range(5):
            (folder / "new.toml").write_text("a = 1\n" * step, encoding="utf-8")
            await asyncio.sleep(0.02)
        assert await watch.tells()
        await asyncio.sleep(SETTLED_SECONDS)
        assert watch.told == 1


async def test_a_folder_that_was_not_there_is_told_and_watched(tmp_path: Path) -> None:
    late = tmp_path / "late"
    async with watching(late) as watch:
        late.mkdir()
        assert await watch.tells()
        await watch.next()
        (late / "a.toml").write_text("a = 1\n", encoding="utf-8")
        assert await watch.tells()


async def test_what_editors_and_python_leave_beside_a_file_is_no_change(folder: Path) -> None:
    async with watching(folder) as watch:
        (folder / "__pycache__").mkdir()
        for name in (".a.toml.swp", "a.toml~", "__pycache__/a.cpython-311.pyc"):
            (folder / name).write_text("x", encoding="utf-8")
        await asyncio.sleep(SETTLED_SECONDS)
        assert watch.told == 0
