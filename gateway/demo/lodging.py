"""Enters a scenario's objections, repairs and exits into the rights log, as an operator would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from msgspec import structs

from gateway.cli.rights import VERBS
from gateway.cli.rights_entry import enter
from gateway.demo.asking import ask, subject_of
from gateway.demo.days import day_of
from gateway.demo.scenarios import RightsOrder, Scenario, ScenarioFault
from gateway.demo.servers import Gateway
from gateway.rights.entries import RightsChange, RightsKind
from gateway.state import StateFolder
from schema.identifiers import Identifier, Scheme


@contextmanager
def rights_entered(scenario: Scenario, gateway: Gateway) -> Iterator[None]:
    """Make the entries before a scenario; afterwards end the verification of every record they are about."""
    if not scenario.rights:
        yield
        return
    subject = _subject_before(scenario, gateway)
    changes = [_change(order, subject, scenario, gateway) for order in scenario.rights]
    for order, change in zip(scenario.rights, changes, strict=True):
        enter(StateFolder(gateway.state), change, VERBS[order.verb].standing)
    try:
        yield
    finally:
        for change in {change.record_id: change for change in changes}.values():
            _settle(change, gateway)


def _subject_before(scenario: Scenario, gateway: Gateway) -> dict[str, Any]:
    """Ask once before anything is entered, as an operator would to find the id of the record."""
    answer = ask(gateway, structs.replace(scenario, rights=[], case=f"BEFORE-{scenario.id}"))
    if answer.check is None:
        raise ScenarioFault(f"{scenario.id}: the records of its subject cannot be read: {answer.errors}")
    found: dict[str, Any] = answer.check["subject"]
    return found


def _change(order: RightsOrder, subject: dict[str, Any], scenario: Scenario, gateway: Gateway) -> RightsChange:
    records = subject[order.list] or []
    if len(records) != 1:
        raise ScenarioFault(f"{scenario.id}: {order.list} holds {len(records)} records; an entry needs exactly one")
    kind = VERBS[order.verb].kind
    asked = subject_of(scenario, gateway.town)
    identifier = Identifier(scheme=Scheme[asked["scheme"]], value=asked["value"])
    return RightsChange(
        at=datetime.now(UTC),
        kind=kind,
        record_id=records[0]["id"],
        subject_ref=StateFolder(gateway.state).vault().subject_ref(identifier),
        by=order.by,
        effective_on=day_of(order.effective_on, gateway.town.day) if order.effective_on else None,
        new_evidence=kind is RightsKind.OBJECTION_ACCEPTED,
        evidence=order.evidence,
    )


def _settle(change: RightsChange, gateway: Gateway) -> None:
    """Dispute the record anew and find it correct, which ends verification however it stood."""
    objection = replace(
        change,
        at=datetime.now(UTC),
        kind=RightsKind.OBJECTION_ACCEPTED,
        effective_on=None,
        new_evidence=True,
        evidence=(),
    )
    finding = replace(objection, kind=RightsKind.VERIFIED_CORRECT, new_evidence=False)
    enter(StateFolder(gateway.state), objection, VERBS["accept"].standing)
    enter(StateFolder(gateway.state), finding, VERBS["correct"].standing)
