"""Answers whose every text names the kind it belongs to, so that a leak shows whose it is."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

import strawberry

from gateway.answers.subjects import LISTS, kind_of, subject_of
from gateway.stages.dossier import Dossier
from schema.agencies import Agency, Matter
from schema.checks import Check, Conflict, ConflictKind, PackVersion, SourceReport, Subject, SubjectIdentifier
from schema.codes import (
    AgencyKind,
    CommitmentKind,
    CourtCaseKind,
    Level,
    MatterKind,
    ModelSource,
    OutcomeKind,
    PartyRole,
    PublicInterest,
    Purpose,
    RecordKind,
    Role,
    SubjectKind,
)
from schema.dates import period
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.identifiers import Identifier, Scheme
from schema.inspection import InspectionAdvice
from schema.measures import (
    BasisConfidence,
    BasisKind,
    CatalogueMeasure,
    Condition,
    Direction,
    Effect,
    Guidance,
    LegalBasis,
    Measure,
    MeasureKind,
    MeasureStatus,
    NearMiss,
    Strength,
    Truth,
)
from schema.prospects import ChangeKind, PossibleChange
from schema.records import Authority, Evaluation, PersonInRole, Provenance, Record, SubjectName
from tests.joining.invented import NOW, SOURCES, UNIT, organisation, resident, taxpayer

PERSONS = tuple(resident(serial) for serial in range(101, 104))
FIELDS = ("tax", "environment", "customs")


def canary(name: str) -> str:
    """Give the text that stands for a value of one kind of record, or of one field's evaluations."""
    return f"<{name}>"


def _record(record_type: type[Record], name: str) -> Record:
    mark = canary(name)
    person = PersonInRole(name="<PERSON>", identifier=PERSONS[0], role=Role.LEGAL_REPRESENTATIVE)
    given: dict[str, Any] = {
        "id": strawberry.ID(f"{mark}id"),
        "identifiers": (Identifier(scheme=Scheme.CUSTOMS_CODE, value=mark), PERSONS[1]),
        "issuer": Authority(name=mark, code=mark, agency=mark, region=mark),
        "provenances": (Provenance(source=mark, retrieved_at=NOW, source_key=mark, document_number=mark),),
        "names": (SubjectName(name=mark, period=period(date(2020, 1, 1))),),
        "officers": (person,),
        "responsible": (person,),
        "succeeded_by": Identifier(scheme=Scheme.CREDIT_CODE, value=mark),
        "model_source": ModelSource.NEWS_MEDIA,
        "commitment_kind": CommitmentKind.SPECIAL,
        "interest": PublicInterest.ENVIRONMENT,
        "case_kind": CourtCaseKind.CIVIL,
        "party_role": PartyRole.DEFENDANT,
        "fine_yuan": Decimal(1),
        "field": name.partition(":")[2],
    }
    hints = get_type_hints(record_type)
    values = {name: mark for name, hint in hints.items() if hint in (str, str | None)} | given
    return record_type(**{item.name: values[item.name] for item in fields(record_type) if item.name in values})


@cache
def records() -> tuple[Record, ...]:
    """Give a record of every kind, and an evaluation in every field."""
    plain = [_record(each, kind_of(each).value) for each in LISTS if each is not Evaluation]
    return (*plain, *(_record(Evaluation, f"EVALUATION:{field}") for field in FIELDS))


def reports(outcome: OutcomeKind = OutcomeKind.FOUND) -> tuple[SourceReport, ...]:
    """Give a report of every source, all with one outcome."""
    found = outcome is OutcomeKind.FOUND
    return tuple(
        SourceReport(
            source=strawberry.ID(slug),
            agency=spec.agency,
            agency_name=spec.agency,
            required=True,
            wave=1,
            asked_by=PERSONS[2] if spec.asks_persons else taxpayer(UNIT) if slug == "tax" else UNIT,
            outcome=outcome,
            message=None if found else "total 0",
            records=3 if found else 0,
            latency_ms=5,
            attempts=1,
            retrieved_at=NOW,
            cached=False,
        )
        for slug, spec in SOURCES.items()
    )


def subject(told: tuple[SourceReport, ...] | None = None) -> Subject:
    """Give a subject with a record of every kind, with conflicts about each and identifiers learnt."""
    held = records()
    registration = canary("REGISTRATION")
    conflicts = tuple(
        Conflict(kind=ConflictKind.COPIES_DIFFER, message=f"{item.id} differs", sources=(), records=(item.id,))
        for item in held
    )
    strangers = tuple(
        Conflict(kind=ConflictKind.OTHER_SUBJECT, message=f"a record of [{slug}]", sources=(slug,)) for slug in SOURCES
    )
    learnt = Identifier(scheme=Scheme.REGISTRATION_NUMBER, value=registration)
    dossier = Dossier(
        subject_ref="CREDIT_CODE:x",
        subject_kind=SubjectKind.COOPERATIVE,
        name=registration,
        names=(SubjectName(name=registration),),
        identifiers=(
            SubjectIdentifier(identifier=UNIT, sources=("registry",)),
            SubjectIdentifier(identifier=organisation(UNIT), sources=("registry",)),
            SubjectIdentifier(identifier=learnt, sources=("registry",)),
            SubjectIdentifier(identifier=PERSONS[2], sources=("court",)),
        ),
        records=held,
        conflicts=(*conflicts, *strangers),
    )
    return subject_of(dossier, reports() if told is None else told)


@cache
def check() -> Check:
    """Give a check whose measures, near misses, changes and evaluations speak of every kind of record."""
    held = records()
    return Check(
        id=strawberry.ID("check-1"),
        guidance=Guidance.BARRED,
        subject=subject(),
        matter=Matter(
            id=strawberry.ID("m"),
            title="m",
            title_zh="m",
            kind=MatterKind.SUPERVISION,
            field="food",
            purposes=(Purpose.SUPERVISION,),
            required=(),
        ),
        asker=Agency(
            slug=strawberry.ID("tax"),
            name="tax",
            name_zh="税务局",
            code=UNIT.value,
            kind=AgencyKind.GOVERNMENT,
            region="990000",
            field="tax",
        ),
        purpose=Purpose.SUPERVISION,
        case_number="1",
        as_of=date(2026, 11, 24),
        known_at=NOW,
        pack=PackVersion(id=strawberry.ID("cn-2026"), version="1", digest="00"),
        measures=(_measure(held),),
        why_not=tuple(_near_miss(kind) for kind in RecordKind),
        evaluations=tuple(_rated(item) for item in held if isinstance(item, Evaluation)),
        sources=reports(),
        inspection=_inspection(RecordKind.PENALTY),
        what_would_change_it=tuple(_change(kind) for kind in RecordKind),
    )


def _inspection(kind: RecordKind) -> InspectionAdvice:
    return InspectionAdvice(
        id=strawberry.ID("B"),
        title="good credit",
        title_zh="信用良好",
        frequency="one visit a year",
        reasons=(f"because of {canary(kind.value)}",),
        basis=LegalBasis(
            id=strawberry.ID("basis"),
            title="basis",
            title_zh="依据",
            kind=BasisKind.CENTRAL_POLICY,
            in_force=period(date(2016, 5, 30)),
            confidence=BasisConfidence.VERIFIED,
        ),
        kinds=(kind,),
    )


def _change(kind: RecordKind) -> PossibleChange:
    name = f"{kind.value}:tax" if kind is RecordKind.EVALUATION else kind.value
    return PossibleChange(
        kind=ChangeKind.RECORD_CLEARED,
        when=f"record {canary(name)} is withdrawn",
        record=strawberry.ID(canary(name)),
        guidance=Guidance.STANDARD,
        begins=(canary(name),),
        kinds=(kind,),
    )


def _catalogue_measure() -> CatalogueMeasure:
    return CatalogueMeasure(
        id=strawberry.ID("RES-02"),
        title="strict examination",
        title_zh="从严审核",
        direction=Direction.RESTRAINT,
        paragraph=10,
        strength=Strength.SHOULD,
    )


def _measure(held: tuple[Record, ...]) -> Measure:
    return Measure(
        id=strawberry.ID("line:record"),
        measure=_catalogue_measure(),
        line="line",
        status=MeasureStatus.ACTIVE,
        reason="a record triggers it",
        effect=Effect.STRICT_REVIEW,
        kind=MeasureKind.MANDATORY,
        bases=(),
        unverified=False,
        implementer="licensing departments",
        implementer_inferred=True,
        records=held,
    )


def _near_miss(kind: RecordKind) -> NearMiss:
    name = f"{kind.value}:tax" if kind is RecordKind.EVALUATION else kind.value
    condition = Condition(text=f"looks at {canary(name)}", truth=Truth.FALSE, kinds=(kind,), causes=(canary(name),))
    return NearMiss(
        measure=_catalogue_measure(), line="line", conditions=(condition,), what_would_change_it=canary(name)
    )


def _rated(item: Evaluation) -> RatedEvaluation:
    return RatedEvaluation(
        evaluation=item,
        field=item.field,
        level=Level.GOOD,
        status=RecognitionStatus.OWN,
        reason=canary(f"EVALUATION:{item.field}"),
    )
