"""Recorded cases: what was asked, what the department answered, and the outcome that follows.

A case is a folder: `case.toml` says what was asked and sent, bodies stand in files beside it byte for byte, and
`expect.json` holds the outcome of every key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from schema.codes import Purpose
from schema.identifiers import PERSONAL_SCHEMES, Identifier, Scheme

CASE = "case.toml"
EXPECT = "expect.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """One HTTP request as it was sent, without credentials, and its answer."""

    method: str
    target: str  # path and query, below the source's url
    request_body: bytes | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    credential: bool = False  # a request for a token: its body is not compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One recorded case. `database` is an SQL script, `files` a folder; an HTTP case has exchanges instead."""

    name: str
    title: str
    keys: tuple[Identifier, ...]
    purpose: Purpose = Purpose.SUPERVISION
    as_of: date | None = None
    exchanges: tuple[Exchanged, ...] = ()
    database: str | None = None
    files: Path | None = None
    modified: datetime | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def personal(self) -> frozenset[str]:
        """Personal numbers asked about, or named in what is expected."""
        told = msgspec.json.encode(self.expect).decode()
        named = (number for scheme in PERSONAL_SCHEMES for number in re.findall(rf"\b{scheme.value}:(\w+)", told))
        return frozenset({*named, *(key.value for key in self.keys if key.scheme.personal)})

    @property
    def outcomes(self) -> frozenset[str]:
        """Kinds of outcome expected."""
        return frozenset(str(told["outcome"]) for told in self.expect.values())


class CaseFault(Exception):  # noqa: N818 - a fault of a file, as configuration has
    """What is wrong with a recorded case, and in which file."""


def label(key: Identifier) -> str:
    """Write a key as cases do: `CREDIT_CODE:9199…`."""
    return f"{key.scheme.value}:{key.value}"


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Read every case below a folder, by name; raises `CaseFault`."""
    return tuple(read_case(path.parent) for path in sorted(folder.glob(f"*/{CASE}")))


def read_case(folder: Path) -> Case:
    """Read one case; raises `CaseFault` that says which file is wrong."""
    file = folder / CASE
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        return Case(
            name=folder.name,
            title=data["title"],
            keys=tuple(Identifier(scheme=Scheme[item["scheme"]], value=item["value"]) for item in data["key"]),
            purpose=Purpose[data.get("purpose", Purpose.SUPERVISION.value)],
            as_of=data.get("as_of"),
            exchanges=tuple(_exchanged(folder, item) for item in data.get("exchange", ())),
            database=(folder / data["database"]).read_text(encoding="utf-8") if "database" in data else None,
            files=folder / data["files"] if "files" in data else None,
            modified=data.get("modified"),
            expect=msgspec.json.decode((folder / EXPECT).read_bytes()),
        )
    except (OSError, KeyError, ValueError, TypeError, msgspec.DecodeError) as error:
        raise CaseFault(f"{folder.parent.parent.name}/{folder.parent.name}/{folder.name}: {_said(error)}") from error


def write_case(case: Case, folder: Path) -> None:
    """Write a case into a folder that is made for it; an SQL script and files are written by who has them."""
    folder.mkdir(parents=True, exist_ok=True)
    exchanges = []
    for number, item in enumerate(case.exchanges, start=1):
        written: dict[str, Any] = {"method": item.method, "target": item.target}
        if item.request_body is not None and not item.credential:
            written["request_body"] = f"{number}.request{_suffix(item.request_body)}"
            (folder / written["request_body"]).write_bytes(item.request_body)
        written |= {"status": item.status, "headers": dict(item.headers), "body": f"{number}.body{_suffix(item.body)}"}
        (folder / written["body"]).write_bytes(item.body)
        exchanges.append(written | ({"credential": True} if item.credential else {}))
    data: dict[str, Any] = {"title": case.title}
    if case.purpose is not Purpose.SUPERVISION:
        data["purpose"] = case.purpose.value
    data |= {"as_of": case.as_of} if case.as_of else {}
    data |= {"database": "tables.sql"} if case.database is not None else {}
    data |= {"files": "files"} if case.files is not None else {}
    data |= {"modified": case.modified} if case.modified else {}
    data["key"] = [{"scheme": key.scheme.value, "value": key.value} for key in case.keys]
    data |= {"exchange": exchanges} if exchanges else {}
    if case.database is not None:
        (folder / "tables.sql").write_text(case.database, encoding="utf-8")
    (folder / CASE).write_text(tomli_w.dumps(data), encoding="utf-8")
    (folder / EXPECT).write_bytes(msgspec.json.format(msgspec.json.encode(case.expect), indent=2) + b"\n")


def _exchanged(folder: Path, item: Mapping[str, Any]) -> Exchanged:
    sent = item.get("request_body")
    return Exchanged(
        method=item["method"],
        target=item["target"],
        request_body=(folder / sent).read_bytes() if sent is not None else None,
        status=item.get("status", 200),
        headers={name.lower(): value for name, value in item.get("headers", {}).items()},
        body=(folder / item["body"]).read_bytes(),
        credential=item.get("credential", False),
    )


def _suffix(body: bytes) -> str:
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    return {b"{": ".json", b"[": ".json", b"<": ".xml"}.get(start, ".txt")


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{CASE} lacks {error.args[0]}"
    return f"{type(error).__name__}: {error}"
