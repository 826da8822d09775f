"""Settings of the report channel: `reports.toml` in a folder of its own, with its staff; no secret is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.manifest.table import unique
from gateway.rules.reading.offences import read_offences
from gateway.whistleblowing.staff import Member, Staff
from gateway.whistleblowing.words import Role
from schema.offences import Offence

FILE = "reports.toml"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A competent department reports may be forwarded to."""

    id: str
    name: str
    name_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """Everything `reports.toml` says; `state` is absolute, paces are requests a minute."""

    host: str
    port: int
    state: Path
    per_minute: int
    per_minute_of_place: int
    days_after_closing: int
    offences: Mapping[str, Offence]
    departments: Mapping[str, Department]
    staff: Staff


def load_report_settings(folder: Path) -> ReportSettings:
    """Read `reports.toml`; raises `ManifestFaults` with everything wrong in it."""
    faults: list[Fault] = []
    root = Table.root(read_toml(folder / FILE), faults)
    server, store, intake, retention = (root.section(name) for name in ("server", "store", "intake", "retention"))
    settings = ReportSettings(
        host=server.text("host"),
        port=server.integer("port"),
        state=(folder / store.text("state")).resolve(),
        per_minute=intake.integer("per_minute", at_least=1),
        per_minute_of_place=intake.integer("per_minute_of_place", at_least=1),
        days_after_closing=retention.integer("days_after_closing"),
        offences=_offences(folder, intake, faults),
        departments=unique(root.tables("department"), _department),
        staff=_staff(root),
    )
    if settings.port > 65535:
        server.fault(f"is {settings.port}", "write 0 (any free port) to 65535", key="port")
    if not settings.departments:
        root.fault("names no [[department]]", "write those reports may be forwarded to: id, name, name_zh")
    for table in (server, store, intake, retention, root):
        table.finish()
    if faults:
        raise ManifestFaults(faults)
    return settings


def _offences(folder: Path, intake: Table, faults: list[Fault]) -> Mapping[str, Offence]:
    written = intake.text("offences")
    if not written:
        return {}
    try:
        return read_offences(Table.root(read_toml((folder / written).resolve()), faults), {})
    except ManifestFaults as error:
        faults += error.faults
        return {}


def _department(table: Table) -> tuple[str, Department]:
    found = Department(id=table.text("id"), name=table.text("name"), name_zh=table.text("name_zh"))
    return found.id, found


def _staff(root: Table) -> Staff:
    by_key: dict[str, Member] = {}

    def read(table: Table) -> tuple[str, None]:
        member = Member(table.text("id"), table.one_of("role", Role))
        digest = table.text("key_sha256")
        if not _SHA256.fullmatch(digest):
            table.fault(
                "is no SHA-256 in hex", "`tally reports key` makes a key and writes these lines", key="key_sha256"
            )
        elif digest in by_key:
            table.fault("is the key of two members", "give each member a key of their own", key="key_sha256")
        by_key[digest] = member
        return member.id, None

    unique(root.tables("staff"), read)
    return by_key
