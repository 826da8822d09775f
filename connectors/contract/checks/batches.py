"""Batches: one key left out of the answer, and the same answers as one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from connectors.contract.bench import Bench
from connectors.contract.cases import Case, label
from connectors.contract.checks.check import Check, on_both, only
from connectors.contract.contract import Contract
from connectors.contract.outcomes import differences, outcome_to_json
from connectors.contract.replay import replaced
from schema.codes import FailureKind
from schema.identifiers import Identifier, normalise
from schema.outcomes import Failed


async def _one_less(made: Bench) -> list[str]:
    department = made.department
    assert department is not None
    found: list[str] = []
    for place, recorded in enumerate(made.case.exchanges):
        for key in made.case.keys:
            for body in _without(recorded.body, key):
                department.expect(made.case.exchanges, only(place, replaced(recorded, body)))
                outcomes = await made.outcomes()
                told = outcomes[key]
                if not isinstance(told, Failed) or told.failure is not FailureKind.UNACCOUNTED:
                    found.append(f"the answer leaves out a key, which is told as {_said(told)}, not UNACCOUNTED")
                for other in made.case.keys:
                    expected = made.case.expect[f"{other.scheme.value}:{other.value}"]
                    if other != key:
                        found += differences(
                            expected, outcome_to_json(outcomes[other]), f"beside a key left out: {other}"
                        )
    return found


async def _recorded_alone(contract: Contract, case: Case, folder: Path) -> Sequence[str]:  # noqa: ARG001 - see Check
    """Compare what a batch is expected to say of a key with the cases that ask about it alone."""
    alone = {label(other.keys[0]): other for other in contract.cases if len(other.keys) == 1}
    return [
        line
        for key in map(label, case.keys)
        if key in alone
        for line in differences(alone[key].expect[key], case.expect[key], f"{key} alone in {alone[key].name}: ")
    ]


async def _single(made: Bench) -> list[str]:
    """Ask a database or a folder about each key of a batch on its own: the answers are the same."""
    found: list[str] = []
    for key in made.case.keys:
        outcomes = await made.outcomes([key])
        expected = made.case.expect[f"{key.scheme.value}:{key.value}"]
        found += differences(expected, outcome_to_json(outcomes[key]), f"asked alone: {key}")
    return found


def _without(body: bytes, key: Identifier) -> Iterator[bytes]:
    """Give the body without the items of a list that are, or say they are, about the key."""
    try:
        document = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return
    if _drop(document, key.value):
        yield msgspec.json.encode(document)


def _drop(node: Any, value: str) -> bool:
    dropped = False
    if isinstance(node, list):
        kept = [item for item in node if not _about(item, value)]
        dropped = len(kept) < len(node)
        node[:] = kept
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        dropped |= _drop(item, value) if isinstance(item, (dict, list)) else False
    return dropped


def _about(item: Any, value: str) -> bool:
    values = item.values() if isinstance(item, dict) else (item,)
    return any(isinstance(held, str) and normalise(held) == value for held in values)


def _said(outcome: Any) -> str:
    return outcome.failure.value if isinstance(outcome, Failed) else str(outcome.kind.value)


def _batched(contract: Contract, case: Case) -> bool:  # noqa: ARG001 - a check's signature
    return len(case.keys) > 1 and bool(case.exchanges)


def _stored(contract: Contract, case: Case) -> bool:  # noqa: ARG001 - a check's signature
    return len(case.keys) > 1 and not case.exchanges


BATCHES = (
    *on_both("batch-one-less", _batched, _one_less),
    *on_both("batch-equals-single", _stored, _single),
    Check("batch-equals-single", _batched, _recorded_alone),
)
