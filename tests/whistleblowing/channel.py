"""A report channel in this process, over a folder of its own, asked over HTTP with a clock that is set."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from gateway.paths import shipped
from gateway.whistleblowing.app import build_report_app
from gateway.whistleblowing.settings import ReportSettings, load_report_settings
from gateway.whistleblowing.staff import Member, digest_of
from gateway.whistleblowing.store import ReportStore, open_reports
from gateway.whistleblowing.words import Role

UNIT = "91990100TC01LY003R"
HANDLER, AUDITOR = "key-of-a-handler", "key-of-an-auditor"
STORY = "CNRYSTORY 上月在三号仓库亲眼看到换标签"
CONTACT = "CNRYCONTACT 139-0000-0000"
REPORT = {"creditCode": UNIT, "offence": "bribery", "whatHappened": STORY, "contact": CONTACT}
NOON = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


def settings(**changes: Any) -> ReportSettings:
    """Give the shipped settings, with one handler and one auditor."""
    found = load_report_settings(shipped("config") / "reports")
    staff = {digest_of(HANDLER): Member("hui", Role.HANDLER), digest_of(AUDITOR): Member("shen", Role.AUDITOR)}
    values = {name: getattr(found, name) for name in found.__dataclass_fields__} | {"staff": staff} | changes
    return ReportSettings(**values)


class Channel:
    """The channel; `now` is what its clock says."""

    def __init__(self, store: ReportStore, **changes: Any) -> None:
        self.store = store
        self.now = NOON
        self.settings = settings(**changes)
        self.app = build_report_app(self.settings, store, lambda: self.now, os.urandom)

    async def ask(self, method: str, path: str, key: str | None = None, **sent: Any) -> httpx.Response:
        """Send one request, as staff where there is a key."""
        headers = {**sent.pop("headers", {}), **({"authorization": f"Bearer {key}"} if key else {})}
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://reports") as client:
            return await client.request(method, path, headers=headers, **sent)

    async def report(self, **changes: Any) -> str:
        """Hand a report in, and give its code."""
        reply = await self.ask("POST", "/reports", json={**REPORT, **changes})
        assert reply.status_code == 201, reply.text
        return str(reply.json()["code"])

    async def ids(self, **asked: str) -> list[str]:
        """Give the ids of the reports as a handler lists them."""
        reply = await self.ask("GET", "/desk/reports", HANDLER, params=asked)
        return [each["id"] for each in reply.json()["reports"]]

    async def one(self) -> tuple[str, str]:
        """Hand in the first report, and give its code and id."""
        code = await self.report()
        (report_id,) = await self.ids()
        return code, report_id

    async def do(self, report_id: str, step: str, key: str = HANDLER, **said: str) -> httpx.Response:
        """Do something with a report as a handler."""
        return await self.ask("POST", f"/desk/reports/{report_id}/{step}", key, json=said)

    async def audit(self) -> list[dict[str, Any]]:
        """Give the audit."""
        entries: list[dict[str, Any]] = (await self.ask("GET", "/desk/audit", AUDITOR)).json()["entries"]
        return entries


@contextmanager
def channel_in(folder: Path, **changes: Any) -> Iterator[Channel]:
    """Open a channel over a folder."""
    store = open_reports(folder)
    try:
        yield Channel(store, **changes)
    finally:
        store.close()


def code_of(reply: httpx.Response) -> str | None:
    """Give the stable code of a refusal."""
    (error,) = reply.json()["errors"]
    code: str | None = error["extensions"]["code"]
    return code


def bytes_of(folder: Path) -> bytes:
    """Give every byte in a folder, and the names of its files."""
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return b"".join(itertools.chain.from_iterable((file.name.encode(), file.read_bytes()) for file in files))
