"""Accounts as they are told to a client of the sandbox, and numbers as they are shown."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.cli.questions import ACCOUNTS
from tests.acceptance.departments import Departments

PATIENCE: Final = 60.0  # seconds until the gateway has counted; it does so when it starts


@dataclass
class Told:
    """A gateway in November, whose departments worked in October, and words nobody may be told."""

    departments: Departments
    notice: str
    canaries: set[str] = field(default_factory=set)

    def accounts(self, client: str, first: str = "2026-10", last: str = "2026-10") -> Any:
        """Ask for accounts, until they are counted."""
        until = time.monotonic() + PATIENCE
        while True:
            body = self.departments.post(ACCOUNTS, client, **{"from": first, "to": last})
            errors = body.get("errors", [])
            if not any("counted to its end" in error["message"] for error in errors) or time.monotonic() > until:
                assert not errors, errors
                return body["data"]["dutyAccounts"]


def exact(number: int) -> dict[str, Any]:
    return {"number": number, "atLeast": number, "suppressed": None}


def partly(number: int) -> dict[str, Any]:
    return {"number": None, "atLeast": number, "suppressed": "SMALL_GROUP"}


SMALL = partly(0)


def indicators(rows: list[Any], name: str, value: str) -> dict[str, Any]:
    """Give what one agency, region or item has, by indicator; nothing where it is not listed."""
    return {each["indicator"]: each for row in rows if row[name] == value for each in row["indicators"]}
