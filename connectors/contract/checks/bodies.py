"""Bodies that are no answer, or too much of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors.contract.bench import Bench
from connectors.contract.checks.check import believed, crashed, on_both, only, over_http
from connectors.contract.contract import Contract
from connectors.contract.replay import replaced
from schema.codes import FailureKind
from schema.outcomes import Failed

_DEEP = 100_000
_DIGITS = 5_000


def _broken(body: bytes) -> dict[str, bytes]:
    return {
        "an empty body": b"",
        "half the body": body[: len(body) // 2],
        "all but the last character": body.rstrip()[:-1],
        "an HTML page": b"<!DOCTYPE html><html><head><title>login</title></head><body>please log in</body></html>",
        "a captive portal": b"<html><body>please log in</body></html>",
        "null": b"null",
        "a text": b'"nothing"',
        "an empty object": b"{}",
        "an empty list": b"[]",
        "bytes at random": bytes(range(128, 256)) * 8,
        "broken UTF-8": body.replace(b":", b":\xff\xfe", 1) if b":" in body else b"\xff",
        "deep JSON": b"[" * _DEEP + b"]" * _DEEP,
        "a number of 5,000 digits": b'{"code":' + b"9" * _DIGITS + b"}",
        "a lone surrogate": b'{"code":"\\ud800"}',
        "XML with entities": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    }


async def _malformed(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    for place, recorded in enumerate(made.case.exchanges):
        for what, body in _broken(recorded.body).items():
            department.expect(made.case.exchanges, only(place, replaced(recorded, body)))
            outcomes = await made.outcomes()
            at = f"{what} from {recorded.target}"
            found += [*believed(outcomes, at), *crashed(outcomes, at)]
    return found


async def _oversized(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    limit = _limit(made)
    for place, recorded in enumerate(made.case.exchanges):
        body = recorded.body.rstrip() + b" " * limit
        department.expect(made.case.exchanges, only(place, replaced(recorded, body)))
        outcomes = await made.outcomes(seconds=10.0)
        at = f"an answer of {len(body)} bytes from {recorded.target}"
        found += [*believed(outcomes, at), *crashed(outcomes, at)]
        kinds = {outcome.failure for outcome in outcomes.values() if isinstance(outcome, Failed)}
        if not recorded.credential and kinds and kinds != {FailureKind.TOO_LARGE}:
            found.append(f"{at}: told as {', '.join(sorted(kind.value for kind in kinds))}")
    return found


def _limit(made: Bench) -> int:
    fields: Mapping[str, Any] = made.contract.kind.settings_type.__dataclass_fields__
    given = made.contract.settings.get("max_bytes")
    return int(given if given is not None else fields["max_bytes"].default)


def _has_limit(contract: Contract) -> bool:
    return "max_bytes" in contract.kind.settings_type.__dataclass_fields__


BODIES = (
    *on_both("malformed", over_http, _malformed),
    *on_both(
        "oversized",
        lambda contract, case: (
            over_http(contract, case) and "max_bytes" in contract.kind.settings_type.__dataclass_fields__
        ),
        _oversized,
    ),
)
