"""An application at a gateway in this process: of a natural person, overdue, raced for, undone with what cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import strawberry

from connectors.core.connector import Descriptor
from connectors.core.documents import folded
from gateway.joining.decisions import decision_id
from gateway.office import Office
from gateway.repairs.desk import RepairDesk
from gateway.rights.entries import RightsKind
from gateway.statistics.service import service_of
from gateway.store.erasure import erase
from gateway.store.overdue import note_overdue, overdue_ids
from gateway.store.rights_log import read_after
from schema.codes import Severity
from schema.errors import ErrorCode, Refusal
from schema.graph.inputs import IdentifierInput
from schema.graph.repairs import RepairDecisionInput, RepairEvidenceInput, RepairInput
from schema.identifiers import Identifier
from schema.outcomes import Found, NotFound, Outcome
from schema.records import Authority, EnforcementEntry
from schema.repairs import RepairEvidence, RepairKind, RepairState
from tests.joining.invented import (
    COURT_CODE,
    ECOLOGY_CODE,
    NOW,
    PERSON,
    UNIT,
    copy_from,
    organisation,
    penalty,
    registration,
)
from tests.leaks.gateway import gateway
from tests.rectifications.making import patiently, visit
from tests.store.making import order

TODAY = NOW.date()
NUMBER, DECIDED = "样环罚〔2026〕7号", date(2026, 7, 2)
DEBTOR = EnforcementEntry(
    id=strawberry.ID("court:1"),
    identifiers=(PERSON,),
    issuer=Authority(name="样例省高级人民法院", code=COURT_CODE, agency="court", region="990000"),
    document_number=NUMBER,
    decided_on=DECIDED,
    severity=Severity.SERIOUS,
    provenances=copy_from("court", NUMBER),
)
KINDS = (RepairEvidence.DUTY_FULFILLED, RepairEvidence.COMMITMENT)


def tell(spec: Descriptor, key: Identifier) -> Outcome:
    if spec.slug == "court" and key.scheme.personal:
        return Found(records=(DEBTOR,))
    if spec.slug == "registry" and not key.scheme.personal:
        return Found(records=(registration("样例精密制造有限公司"),))
    if spec.slug != "publicity":
        return NotFound(evidence="nothing is kept of it")
    return Found(records=(penalty("publicity", decided_on=DECIDED, severity=Severity.GENERAL),))


@asynccontextmanager
async def opened(state: Path) -> AsyncIterator[Office]:
    async with gateway(state, tell) as asked:
        yield asked.house.office


def desk(office: Office, agency: str) -> RepairDesk:
    found = service_of(visit(agency), office)
    assert isinstance(found, RepairDesk)
    return found


def record_of(office: Office, who: Identifier) -> str:
    if who is PERSON:
        debtor = office.vault.subject_ref(who), "ENFORCEMENT_ENTRY", COURT_CODE
        return decision_id((*debtor, folded(NUMBER), DECIDED))
    anchor = f"ORGANISATION_CODE:{organisation(UNIT).value}"
    return decision_id((anchor, "PENALTY", ECOLOGY_CODE, folded(NUMBER), DECIDED))


def application(office: Office, who: Identifier, *kinds: RepairEvidence) -> RepairInput:
    return RepairInput(
        kind=RepairKind.REPAIR,
        subject=IdentifierInput(scheme=who.scheme, value=who.value),
        record=record_of(office, who),  # type: ignore[arg-type]  # an ID is a text
        evidence=[
            RepairEvidenceInput(kind=kind, done_on=TODAY - timedelta(days=9), document=f"证明{place}")
            for place, kind in enumerate(kinds)
        ],
    )


def granting(effective_on: date) -> RepairDecisionInput:
    return RepairDecisionInput(
        granted=True,
        document="样环修〔2026〕1号",
        corrected_by=[1],
        effects_removed_by=[3],
        prescribed_last_day=TODAY,
        effective_on=effective_on,
    )


@pytest.mark.go("GO-21-d", "GO-21-b")
async def test_a_natural_persons_credit_is_repaired_by_public_service_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        counter, court = desk(office, "credit-centre"), desk(office, "court")
        with pytest.raises(Refusal, match="natural persons only"):
            await patiently(
                lambda: counter.apply_for_repair(application(office, UNIT, RepairEvidence.PUBLIC_SERVICE), "k-0")
            )
        kinds = (*KINDS, RepairEvidence.PUBLIC_SERVICE)
        applied = (await patiently(lambda: counter.apply_for_repair(application(office, PERSON, *kinds), "k-1"))).repair
        assert applied.subject is not None
        assert "*" in applied.subject.value
        assert (applied.reviewers, applied.terms.needs) == (("court",), (RepairEvidence.DUTY_FULFILLED,))
        await patiently(lambda: court.review_repair(applied.id, "k-2"))
        granted = (await patiently(lambda: court.decide_repair(applied.id, granting(TODAY), "k-3"))).repair
        assert (granted.state, granted.effective_on) == (RepairState.GRANTED, TODAY)
        assert all(finding.met for finding in granted.findings)
        with office.store.reading() as connection:
            (entry,) = read_after(connection, 0)
        assert (entry.kind, entry.by, entry.evidence, entry.document) == (
            RightsKind.REPAIRED,
            "court",
            kinds,
            "样环修〔2026〕1号",
        )
        assert entry.subject_ref == office.vault.subject_ref(PERSON)
        erase(office.store, order(entry.subject_ref))
        kept = await patiently(lambda: counter.repair(applied.id))
        assert (kept.subject, kept.document, [each.document for each in kept.evidence]) == (None, None, [None] * 3)
        assert kept.state is RepairState.GRANTED


@pytest.mark.go("GO-21-b")
async def test_a_grant_that_cannot_be_entered_leaves_nothing_and_of_those_who_race_one_decides(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        counter, ecology = desk(office, "credit-centre"), desk(office, "ecology")
        kinds = (*KINDS, RepairEvidence.CORRECTION)
        applied = (await patiently(lambda: counter.apply_for_repair(application(office, UNIT, *kinds), "k-1"))).repair
        again = await patiently(lambda: counter.apply_for_repair(application(office, UNIT, *kinds), "k-1"))
        assert again.repair == applied
        await patiently(lambda: ecology.review_repair(applied.id, "k-2"))
        decision = replace(granting(TODAY), document="990100198001010010")
        with pytest.raises(Refusal) as refused:
            await patiently(lambda: ecology.decide_repair(applied.id, decision, "k-3"))
        assert refused.value.code is ErrorCode.INVALID_PROCEEDING
        kept = await patiently(lambda: counter.repair(applied.id))
        assert (kept.state, kept.findings) == (RepairState.UNDER_REVIEW, ())

        async def decide(number: int) -> bool:
            try:
                await patiently(lambda: ecology.decide_repair(applied.id, granting(TODAY), f"r-{number}"))
            except Refusal as error:
                assert error.code is ErrorCode.ILLEGAL_TRANSITION
                return False
            return True

        assert sum(await asyncio.gather(*(decide(number) for number in range(6)))) == 1
        with office.store.reading() as connection:
            assert [entry.kind for entry in read_after(connection, 0)] == [RightsKind.REPAIRED]


@pytest.mark.go("GO-21-b")
async def test_an_application_not_decided_in_time_is_overdue_and_can_still_be_decided(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        counter, ecology = desk(office, "credit-centre"), desk(office, "ecology")
        kinds = (*KINDS, RepairEvidence.CORRECTION)
        applied = (await patiently(lambda: counter.apply_for_repair(application(office, UNIT, *kinds), "k-1"))).repair
        assert applied.due_on == office.calendar.add_working_days(TODAY, 20)
        late = applied.due_on + timedelta(days=1)
        with office.store.writing() as connection:
            assert overdue_ids(connection, applied.due_on) == ()
            assert overdue_ids(connection, late) == (applied.id,)
            note_overdue(connection, applied.id, late, NOW)
        found = await patiently(lambda: counter.repair(applied.id))
        assert (found.overdue, found.state, found.trail[-1].kind) == (True, RepairState.APPLIED_FOR, "OVERDUE")
        reviewed = (await patiently(lambda: ecology.review_repair(applied.id, "k-2"))).repair
        assert not reviewed.overdue
