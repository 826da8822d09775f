"""Where files are: a folder that is watched, and paths below an address that are asked for now and then."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
import respx

from connectors.core.connector import SourceRef
from connectors.core.faults import Unreachable
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.files_connector import FilesConnector
from connectors.declared.load import declared_kind
from connectors.exchange import folder as watching
from connectors.files.content import Content
from schema.codes import FailureKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, NotFound, Outcome
from tests.connectors.acting import NOW, OTHER, UNIT, call, now
from tests.connectors.agencies.recorded import BASE, WIRING

FILE = """
kind = "files"
title = "Licences"
keyed_by = ["CREDIT_CODE"]
history = "FULL"

[[request]]
files = "licences_*.csv"
format = "csv"
key = "CODE"
rows = { least = 1, most = 3 }
stale_after_days = 7
complete = "the office exports every licence in force each night"

[[request.record]]
kind = "LICENCE"
id = "ID"
identifiers = "key"
issuer = { name = "AUTHORITY" }
"""
HEAD = "ID,CODE,AUTHORITY\r\n"
ROW = f"L-1,{UNIT.value},样例省厅\r\n"


def put(folder: Path, text: str = HEAD + ROW, name: str = "licences_20261122.csv") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    moment = (NOW - timedelta(hours=12)).timestamp()
    os.utime(folder / name, (moment, moment))


def made(folder: Path, text: str = FILE, **settings: object) -> FilesConnector:
    declared = folder.parent / f"{folder.name}-declared"
    declared.mkdir(exist_ok=True)
    (declared / "agency.toml").write_text(text, encoding="utf-8")
    kind = declared_kind(declared / "agency.toml")
    given = settings or {"path": str(folder)}
    connector = kind(SourceRef("licences", "a"), read_settings(kind.settings_type, given, where="x"), WIRING)
    assert isinstance(connector, FilesConnector)
    return connector


async def outcome(runner: Runner, key: Identifier = UNIT) -> Outcome:
    return (await runner.ask(call(key)))[key].outcome


def failure(told: Outcome) -> FailureKind:
    assert isinstance(told, Failed), told
    return told.failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "drop"
    path.mkdir()
    return path


async def test_a_key_is_found_or_proven_absent_and_the_data_have_an_age(folder: Path) -> None:
    put(folder)
    async with Runner(made(folder), clock=now) as runner:
        answers = await runner.ask(call(UNIT))
        nothing = await outcome(runner, OTHER)
    found = answers[UNIT]
    assert isinstance(found.outcome, Found)
    assert found.data_as_of == NOW - timedelta(hours=12)
    assert isinstance(nothing, NotFound)
    assert "exports every licence" in nothing.evidence


async def test_a_replaced_file_is_seen_at_the_next_question(folder: Path) -> None:
    put(folder)
    async with Runner(made(folder), clock=now) as runner:
        assert isinstance(await outcome(runner, OTHER), NotFound)
        put(folder, HEAD + ROW + f"L-2,{OTHER.value},厅\r\n")
        assert isinstance(await outcome(runner, OTHER), Found)
        (folder / "licences_20261122.csv").unlink()
        assert failure(await outcome(runner)) is FailureKind.UNREACHABLE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (HEAD, FailureKind.TRUNCATED),
        (HEAD + ROW * 4, FailureKind.CONTRACT_BROKEN),
        (HEAD + "L-1\r\n", FailureKind.MALFORMED),
    ],
)
async def test_files_outside_what_is_declared(folder: Path, text: str, kind: FailureKind) -> None:
    put(folder, text)
    async with Runner(made(folder), clock=now) as runner:
        assert failure(await outcome(runner)) is kind


async def test_old_files_are_refused(folder: Path) -> None:
    put(folder)
    async with Runner(made(folder), clock=lambda: NOW) as fresh:
        assert isinstance(await outcome(fresh), Found)
    old = FILE.replace("stale_after_days = 7", 'stale_after_days = 7\nname_date = "licences_%Y%m%d.csv"')
    put(folder, name="licences_20261101.csv")
    async with Runner(made(folder, old), clock=now) as runner:
        assert failure(await outcome(runner)) is FailureKind.STALE


async def test_only_the_newest_of_dated_names_counts_where_that_is_declared(folder: Path) -> None:
    put(folder, HEAD + f"L-0,{OTHER.value},厅\r\n", "licences_20261121.csv")
    put(folder)
    text = FILE.replace("stale_after_days = 7", "stale_after_days = 7\nlatest = true")
    async with Runner(made(folder, text), clock=now) as runner:
        assert isinstance(await outcome(runner, OTHER), NotFound)


async def test_without_the_agencys_word_a_missing_key_is_no_answer(folder: Path) -> None:
    put(folder)
    text = "\n".join(line for line in FILE.splitlines() if not line.startswith("complete"))
    async with Runner(made(folder, text), clock=now) as runner:
        assert isinstance(await outcome(runner), Found)
        assert failure(await outcome(runner, OTHER)) is FailureKind.UNACCOUNTED


async def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    put(tmp_path, name="secret.csv")
    (folder / "licences_20261122.csv").symlink_to(tmp_path / "secret.csv")
    async with Runner(made(folder), clock=now) as runner:
        assert failure(await outcome(runner)) is FailureKind.UNREACHABLE


async def test_rows_that_belong_to_nobody_are_counted(folder: Path) -> None:
    put(folder, HEAD + ROW + "L-2,9199********,厅\r\n")
    connector = made(folder)
    async with Runner(connector, clock=now) as runner:
        assert isinstance(await outcome(runner, OTHER), NotFound)
        (content,) = await connector.contents()
    assert isinstance(content, Content)
    assert (content.nobodys, [(file.name, file.rows) for file in content.files]) == (1, [("licences_20261122.csv", 2)])


async def test_a_mount_that_hangs_holds_one_thread_and_ends_at_the_deadline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    looks: list[int] = []
    plain = watching.fingerprint

    def hang(path: Path) -> watching.Fingerprint:
        looks.append(1)
        release.wait(10)
        return plain(path)

    put(folder)
    monkeypatch.setattr(watching, "fingerprint", hang)
    async with Runner(made(folder), clock=now) as runner:
        told = await asyncio.gather(*(runner.ask(call(UNIT, seconds=0.2)) for _ in range(5)))
        assert {failure(answers[UNIT].outcome) for answers in told} == {FailureKind.TIMEOUT}
        assert len(looks) == 1
        release.set()


async def test_a_folder_that_changes_while_it_is_read_is_read_again(folder: Path) -> None:
    reads: list[int] = []

    def load(path: Path) -> str:
        reads.append(1)
        if len(reads) == 1:
            (path / "b").write_text("second", encoding="utf-8")
        return ",".join(sorted(item.name for item in path.iterdir()))

    (folder / "a").write_text("first", encoding="utf-8")
    watched = watching.WatchedFolder(folder, load)
    assert await watched.current() == "a,b"
    assert await watched.current() == "a,b"
    assert len(reads) == 2


async def test_a_folder_that_never_holds_still_is_not_believed(folder: Path) -> None:
    def load(path: Path) -> str:
        (path / str(len(list(path.iterdir())))).touch()
        return ""

    with pytest.raises(Unreachable):
        await watching.WatchedFolder(folder, load).current()


class Site:
    """A department's web server with one file, which understands conditional requests."""

    def __init__(self) -> None:
        self.text = HEAD + ROW
        self.status = 200
        self.asked: list[Mapping[str, str]] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(dict(request.headers))
        tag = f'"{hash(self.text)}"'
        if self.status != 200:
            return httpx.Response(self.status)
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304)
        headers = {"etag": tag, "last-modified": "Sun, 22 Nov 2026 14:00:00 GMT"}
        return httpx.Response(200, content=self.text.encode(), headers=headers)


ONLINE = FILE.replace('files = "licences_*.csv"', 'files = "/export/licences.csv"')


async def online(tmp_path: Path, site: Site, ask: Callable[[Runner], Awaitable[None]], poll: float) -> None:
    with respx.mock(using="httpx") as mock:
        mock.get(f"{BASE}/export/licences.csv").mock(side_effect=site.answer)
        folder = tmp_path / "online"
        folder.mkdir()
        async with Runner(made(folder, ONLINE, url=BASE, poll_seconds=poll), clock=now) as runner:
            await ask(runner)


async def test_a_file_over_http_is_kept_between_polls(tmp_path: Path) -> None:
    site = Site()

    async def ask(runner: Runner) -> None:
        told = await asyncio.gather(*(outcome(runner) for _ in range(3)), outcome(runner, OTHER))
        assert [type(each) for each in told] == [Found, Found, Found, NotFound]
        assert len(site.asked) == 1
        answer = (await runner.ask(call(UNIT)))[UNIT]
        assert answer.data_as_of == datetime.fromisoformat("2026-11-22T14:00:00+00:00")

    await online(tmp_path, site, ask, poll=60.0)


async def test_a_poll_is_conditional_and_its_failure_is_told(tmp_path: Path) -> None:
    site = Site()

    async def ask(runner: Runner) -> None:
        assert isinstance(await outcome(runner), Found)
        await asyncio.sleep(0.02)
        assert isinstance(await outcome(runner), Found)
        assert "if-none-match" in site.asked[1]
        await asyncio.sleep(0.02)
        site.status = 503
        assert failure(await outcome(runner)) is FailureKind.OVERLOADED
        site.status = 200
        site.text += f"L-2,{OTHER.value},厅\r\n"
        assert isinstance(await outcome(runner, OTHER), Found)

    await online(tmp_path, site, ask, poll=0.01)


def test_a_source_has_a_folder_or_an_address(tmp_path: Path) -> None:
    for settings in ({}, {"path": "/x", "url": BASE}):
        folder = tmp_path / str(len(settings))
        folder.mkdir()
        (folder / "agency.toml").write_text(FILE, encoding="utf-8")
        kind = declared_kind(folder / "agency.toml")
        with pytest.raises(ValueError, match="either `path`"):
            kind(SourceRef("x", "a"), read_settings(kind.settings_type, settings, where="x"), WIRING)
