"""`contract.toml`: which connector the cases are of, with which settings, and what it is excused from until when."""

from __future__ import annotations

import dataclasses
import fnmatch
import importlib
import secrets
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

from connectors.catalogue import ConnectorKind, connector_kind, connector_kind_of_file
from connectors.contract.cases import Case, read_cases
from connectors.core.settings import ConfigFault
from connectors.declared.agency_reading import FILE_NAME
from connectors.manifest import Fault, ManifestFaults, Table, read_toml

CONTRACT = "contract.toml"
_PLACES = frozenset({"url", "path", "certificate", "private_key", "ca"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A check a connector is excused from, why, and the last day of it; `check` and `case` are patterns."""

    check: str
    case: str
    reason: str
    until: date

    def covers(self, check: str, case: str) -> bool:
        """Tell whether a check of a case is meant."""
        return fnmatch.fnmatchcase(check, self.check) and fnmatch.fnmatchcase(case, self.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One connector, its cases, and the instant they are replayed at."""

    name: str
    kind: ConnectorKind
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(repr=False)
    now: datetime
    waivers: Sequence[Waiver]
    cases: tuple[Case, ...]

    def waiver_of(self, check: str, case: str) -> Waiver | None:
        """Give the waiver of a check of a case, or None."""
        return next((waiver for waiver in self.waivers if waiver.covers(check, case)), None)


def read_contract(path: Path) -> Contract:
    """Read a contract and its cases; raises `ManifestFaults`, `ConfigFault` or `CaseFault`."""
    faults: list[Fault] = []
    root = Table.root(read_toml(path, name=f"{path.parent.parent.name}/{path.parent.name}/{path.name}"), faults)
    connector = root.optional_text("connector")
    name = root.text("name", connector or path.parent.parent.name)
    settings = root.table("settings")
    now = root.written("now")
    if not isinstance(now, datetime) or now.tzinfo is None:
        root.fault(
            "does not say at which instant the cases are replayed", "write now = 2026-11-23T04:00:00Z", key="now"
        )
    waivers = [_waiver(table) for table in root.tables("waiver")]
    given = settings.rest() if settings is not None else {}
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    kind = _kind(path, connector)
    return Contract(
        name=name,
        kind=kind,
        settings=given,
        secrets={name: f"canary-{name}-{secrets.token_hex(6)}" for name in secret_names(kind) if name not in given},
        now=now.astimezone(UTC) if isinstance(now, datetime) else datetime.now(UTC),
        waivers=waivers,
        cases=read_cases(path.parent),
    )


def secret_names(kind: ConnectorKind) -> tuple[str, ...]:
    """Give the settings an operator keeps secret: texts without a default that are no place."""
    hints = get_type_hints(kind.settings_type)
    return tuple(
        item.name
        for item in dataclasses.fields(kind.settings_type)
        if item.default is dataclasses.MISSING
        and item.default_factory is dataclasses.MISSING
        and item.name not in _PLACES
        and _is_text(hints[item.name])
    )


def _is_text(hint: Any) -> bool:
    return hint is str or (isinstance(hint, types.UnionType) and str in get_args(hint))


def _waiver(table: Table) -> Waiver:
    return Waiver(
        check=table.text("check"),
        case=table.text("case", "*"),
        reason=table.text("reason"),
        until=table.day("until"),
    )


def _kind(path: Path, connector: str | None) -> ConnectorKind:
    if connector is None:
        return connector_kind_of_file(path.parent.parent / FILE_NAME)
    if ":" not in connector:
        return connector_kind(connector)
    module, _, name = connector.partition(":")
    try:
        found: ConnectorKind = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ConfigFault([f"connector `{connector}` cannot be imported: {error}"]) from None
    return found
