"""The store of reports is its folder's alone: its own files, keys and process, and never the gateway's."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.errors import StoreError, StoreFault
from gateway.whistleblowing.store import DATABASE, MASTER_KEY, open_reports
from gateway.whistleblowing.tables import metadata
from tests.whistleblowing.channel import Channel, channel_in


async def test_reports_are_there_after_a_restart_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    with channel_in(folder) as channel:
        code = await channel.report()
    with channel_in(folder) as channel:
        assert (await channel.ask("POST", "/followup", json={"code": code})).status_code == 200
        files = [folder, *folder.iterdir()]
        assert [each for each in files if stat.S_IMODE(each.stat().st_mode) & 0o077] == []
        assert {DATABASE, MASTER_KEY} <= {each.name for each in files}


def test_one_process_serves_a_folder(channel: Channel, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_reports(tmp_path / "reports")
    assert refused.value.code is StoreFault.STORE_SERVED


async def test_without_its_master_key_nothing_is_opened_nor_overwritten(tmp_path: Path) -> None:
    with channel_in(tmp_path) as channel:
        code = await channel.report()
    kept = (tmp_path / MASTER_KEY).read_bytes()
    (tmp_path / MASTER_KEY).unlink()
    with pytest.raises(StoreError, match="reports-master-key"):
        open_reports(tmp_path)
    assert not (tmp_path / MASTER_KEY).exists()
    (tmp_path / MASTER_KEY).write_bytes(kept)
    with channel_in(tmp_path) as channel:
        assert (await channel.ask("POST", "/followup", json={"code": code})).status_code == 200


async def test_the_key_of_another_store_opens_no_report(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        with channel_in(tmp_path / name) as channel:
            await channel.report()
    (tmp_path / "theirs" / MASTER_KEY).write_bytes((tmp_path / "ours" / MASTER_KEY).read_bytes())
    with channel_in(tmp_path / "theirs") as channel:
        reply = await channel.ask("GET", "/desk/reports", "key-of-a-handler")
        assert reply.status_code == 503
        assert "CNRY" not in reply.text


def test_a_file_that_is_no_store_of_reports_is_left_alone(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    state.master_keys()
    open_store(state.database_url, Mode.APPEND).close()
    database = tmp_path / DATABASE
    (tmp_path / "tally.db").rename(database)
    (tmp_path / "master-key.json").rename(tmp_path / MASTER_KEY)
    with pytest.raises(StoreError) as refused:
        open_reports(tmp_path)
    assert refused.value.code is StoreFault.STORE_UNREADABLE


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    store = open_reports(tmp_path)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE report_info SET version = 99")
    store.close()
    with pytest.raises(StoreError) as refused:
        open_reports(tmp_path)
    assert refused.value.code is StoreFault.STORE_NEWER


@pytest.mark.go("GO-13-b")
def test_no_column_could_hold_who_reported_or_when_exactly() -> None:
    columns = {table.name: sorted(column.name for column in table.columns) for table in metadata.sorted_tables}
    assert columns["report"] == [
        *("closed_on", "closing", "code_digest", "id", "key_id", "received_on", "sealed", "state", "wrapped"),
    ]
    assert columns["report_message"] == ["from_handler", "number", "report_id", "sealed", "written_on"]
