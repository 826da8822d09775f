"""Faults and HTTP statuses: each stands for one failure kind, and shows nothing internal."""

from __future__ import annotations

import pytest

from connectors.core import faults
from connectors.core.faults import Fault
from connectors.core.status import fault_of_status, retry_after
from schema.codes import FailureKind
from tests.connectors.acting import NOW

KINDS = {
    "Unreachable": FailureKind.UNREACHABLE,
    "OffLimits": FailureKind.UNREACHABLE,
    "TimedOut": FailureKind.TIMEOUT,
    "Rejected": FailureKind.REJECTED,
    "Moved": FailureKind.MOVED,
    "Overloaded": FailureKind.OVERLOADED,
    "Crowded": FailureKind.OVERLOADED,
    "UpstreamError": FailureKind.UPSTREAM_ERROR,
    "Malformed": FailureKind.MALFORMED,
    "ContractBroken": FailureKind.CONTRACT_BROKEN,
    "Truncated": FailureKind.TRUNCATED,
    "TooLarge": FailureKind.TOO_LARGE,
    "WrongSubject": FailureKind.WRONG_SUBJECT,
    "Unaccounted": FailureKind.UNACCOUNTED,
    "MaskedKey": FailureKind.MASKED_KEY,
    "Stale": FailureKind.STALE,
    "NoHistory": FailureKind.NO_HISTORY,
    "BreakerOpen": FailureKind.BREAKER_OPEN,
    "Defect": FailureKind.INTERNAL,
}


def test_every_fault_is_listed_here() -> None:
    found = {name for name, item in vars(faults).items() if isinstance(item, type) and issubclass(item, Fault)}
    assert found - {"Fault"} == set(KINDS)


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_fault_becomes_a_failure_without_its_detail(name: str, kind: FailureKind) -> None:
    failed = getattr(faults, name)(detail="errno 111 at 10.1.2.3", retry_after=2.0).failed()
    assert (failed.failure, failed.retry_after) == (kind, 2.0)
    assert failed.message
    assert "10.1.2.3" not in failed.message


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (204, FailureKind.CONTRACT_BROKEN),
        (301, FailureKind.MOVED),
        (302, FailureKind.MOVED),
        (400, FailureKind.REJECTED),
        (401, FailureKind.REJECTED),
        (403, FailureKind.REJECTED),
        (404, FailureKind.MOVED),
        (408, FailureKind.TIMEOUT),
        (410, FailureKind.MOVED),
        (429, FailureKind.OVERLOADED),
        (500, FailureKind.UPSTREAM_ERROR),
        (502, FailureKind.UPSTREAM_ERROR),
        (503, FailureKind.OVERLOADED),
        (504, FailureKind.TIMEOUT),
    ],
)
def test_statuses(status: int, kind: FailureKind) -> None:
    fault = fault_of_status(status, {}, NOW)
    assert fault is not None
    assert fault.kind is kind


def test_200_is_an_answer() -> None:
    assert fault_of_status(200, {}, NOW) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 04:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 03:00:00 GMT", 0.0),
        ("soon", None),
        ("9" * 400, None),
        ("Mon, 23 Nov 2026 04:00:30 -0000", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
