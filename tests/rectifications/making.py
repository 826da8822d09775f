"""A unit on the list of market regulation, checked by agencies at a gateway in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import strawberry

from connectors.core.connector import Descriptor
from connectors.core.documents import folded
from gateway.grants import Grant
from gateway.joining.decisions import decision_id
from gateway.office import Office
from gateway.proceedings.model import Proceeding
from gateway.rectifications.model import RECTIFICATIONS, Case, Content, Details
from gateway.rectifications.states import Role
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.statistics.service import service_of
from gateway.store.engine import Store
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of
from gateway.store.proceedings import find_proceeding
from gateway.store.rights_log import append
from gateway.store.vault import Vault
from gateway.visit import Visit
from schema.checks import Check
from schema.codes import Purpose, RecordKind, Severity
from schema.errors import ErrorCode, Refusal
from schema.graph import CheckQuestion
from schema.identifiers import Identifier
from schema.outcomes import Found, NotFound, Outcome
from schema.proceedings import ProceedingKind
from schema.records import Authority, SeriousDishonestyEntry
from schema.rectifications import RectificationState
from tests.joining.invented import NOW, UNIT, copy_from, organisation, registration

T = TypeVar("T")
TODAY = NOW.date()
ISSUER_CODE = "11990000TA01LY0062"
NUMBER = "样市监严〔2026〕3号"
REF = f"CREDIT_CODE:{UNIT.value}"
ANCHOR = f"ORGANISATION_CODE:{organisation(UNIT).value}"
RECORD = decision_id((ANCHOR, "SERIOUS_DISHONESTY_ENTRY", ISSUER_CODE, folded(NUMBER), date(2026, 5, 8)))
ASKERS = ("market-regulation", "ecology")
GRANT = Grant(
    client="desk",
    agency="ecology",
    purposes=frozenset({Purpose.SUPERVISION}),
    matters=frozenset({"annual-inspection-plan"}),
    record_kinds=frozenset(kind.value for kind in RecordKind),
    regions=frozenset({"*"}),
    procedures=frozenset({ProceedingKind.RECTIFICATION, ProceedingKind.REPAIR}),
)
ENTRY = SeriousDishonestyEntry(
    id=strawberry.ID("serious-lists:1"),
    identifiers=(UNIT,),
    issuer=Authority(name="样例省市场监督管理局", code=ISSUER_CODE, agency="market-regulation", region="990000"),
    document_number=NUMBER,
    decided_on=date(2026, 5, 8),
    severity=Severity.SERIOUS,
    list_id="market-regulation",
    provenances=copy_from("serious-lists", NUMBER),
)


def tell(spec: Descriptor, _: Identifier) -> Outcome:
    """Deliver the registration and the entry."""
    answers: Mapping[str, Outcome] = {
        "registry": Found(records=(registration("样例精密制造有限公司"),)),
        "serious-lists": Found(records=(ENTRY,)),
    }
    return answers.get(spec.slug, NotFound(evidence="nothing is kept of it"))


def visit(agency: str) -> Visit:
    """Begin a visit of an agency's client."""
    grant = replace(GRANT, agency=agency, client=f"desk-{agency}")
    return Visit(grant=grant, arrived=asyncio.get_running_loop().time(), request_id="r")


async def checked(office: Office, agency: str) -> Check:
    """Check the unit for an agency."""
    question = CheckQuestion(
        scheme=UNIT.scheme,
        value=UNIT.value,
        matter="annual-inspection-plan",
        purpose=Purpose.SUPERVISION,
        case_number=f"{agency}-1",
        as_of=None,
        deadline_ms=None,
        max_age_seconds=0,
    )
    return await patiently(lambda: service_of(visit(agency), office).check(question))


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask again while a busy machine lets the lease of the log of rights run out."""
    while True:
        try:
            return await ask()
        except Refusal as error:
            if error.code is not ErrorCode.RIGHTS_UNAVAILABLE:
                raise
            await asyncio.sleep(0.05)


def end(store: Store, kind: RightsKind = RightsKind.WITHDRAWN, effective_on: date = TODAY) -> None:
    """Enter what became of the entry, as its issuer."""
    change = RightsChange(
        at=NOW,
        kind=kind,
        record_id=RECORD,
        subject_ref=REF,
        by="market-regulation",
        effective_on=effective_on if kind is RightsKind.WITHDRAWN else None,
    )
    with store.writing() as connection:
        append(connection, change, frozenset({Standing.ISSUER}))


def cases(store: Store, vault: Vault) -> list[Case]:
    """Give the rectifications of the entry."""
    with store.reading() as connection:
        wanted = ProceedingsWanted(kind=ProceedingKind.RECTIFICATION, record_id=RECORD)
        found = [find_proceeding(connection, RECTIFICATIONS, each, vault) for each in ids_of(connection, wanted)]
    kept: list[Proceeding[Content, Details, RectificationState, Role]] = [each for each in found if each is not None]
    return kept
