"""Makes invented dossiers, records and askers for tests of the rules; the shipped pack, matters and adoptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from strawberry import ID

from gateway.configuration.agencies import load_directory
from gateway.rules.adoptions import AdoptionNames, AdoptionRule, load_adoptions
from gateway.rules.load import load_pack
from gateway.rules.matters import load_matters
from gateway.rules.memoranda import load_memoranda, memorandum_names
from gateway.rules.model import RulePack
from gateway.stages.decide import Decision, decide
from gateway.stages.dossier import Asker, Dossier, Gap, LinkedUnit
from gateway.stages.measure import Measured, measure
from gateway.stages.recognise import recognise
from schema.agencies import Agency, Matter
from schema.checks import SubjectIdentifier
from schema.codes import (
    AgencyKind,
    CommitmentKind,
    CourtCaseKind,
    FailureKind,
    ModelSource,
    PartyRole,
    PenaltyKind,
    PublicInterest,
    RecordKind,
    Role,
    Severity,
    SubjectKind,
)
from schema.dates import Period
from schema.evaluations import RatedEvaluation
from schema.identifiers import Identifier, Scheme
from schema.measures import Measure
from schema.memoranda import Memorandum
from schema.outcomes import UnitLink
from schema.records import (
    Authority,
    CreditCommitment,
    EnforcementEntry,
    Evaluation,
    Judgment,
    Penalty,
    PersonInRole,
    PublicInterestLitigation,
    Record,
    RedListEntry,
    SeriousDishonestyEntry,
)

CONFIG = Path(__file__).resolve().parents[2] / "config"
PACK_FOLDER = CONFIG / "packs" / "cn-2026"
LOCAL_FOLDER = CONFIG / "packs" / "sample-province"
AS_OF = date(2026, 11, 24)
KNOWN_AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FIELDS = ("tax", "customs", "environment", "highway-construction")
EVERYTHING = frozenset({*(kind.value for kind in RecordKind), *(f"EVALUATION:{field}" for field in FIELDS)})
ADVERSE = (RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY)
REGIONS = {"ecology-neighbour": "980000", "ecology-far": "970000"}
ZHOU = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000197003121519")
UNIT = Identifier(scheme=Scheme.CREDIT_CODE, value="91990100TC01LY007X")


@cache
def pack() -> RulePack:
    """The pack that governs where most askers are, Sample Province."""
    return load_pack(LOCAL_FOLDER, matters=matters())


@cache
def national_pack() -> RulePack:
    """The pack that one stands on."""
    return load_pack(PACK_FOLDER, matters=matters())


@cache
def earlier_pack() -> RulePack:
    """The pack that governed before."""
    return load_pack(PACK_FOLDER.parent / "guofa-2016-33", matters=matters())


@cache
def matters() -> Mapping[str, Matter]:
    return load_matters(CONFIG / "matters.toml")


@cache
def directory() -> Mapping[str, Agency]:
    variables = re.findall(r"\$\{(\w+)\}", (CONFIG / "agencies.toml").read_text(encoding="utf-8"))
    return load_directory(CONFIG / "agencies.toml", dict.fromkeys(variables, "-")).agencies


@cache
def memoranda() -> Mapping[str, Memorandum]:
    return load_memoranda(CONFIG / "memoranda", memorandum_names([pack()], directory()))


@cache
def adoptions() -> tuple[AdoptionRule, ...]:
    names = AdoptionNames(
        measures=pack().catalogue,
        lines={line.id: line for each in (earlier_pack(), pack()) for line in each.lines},
        matters=matters(),
        agencies=directory(),
        memoranda=memoranda(),
    )
    return load_adoptions(CONFIG / "adoptions", names)


def asker(slug: str = "market-regulation", region: str = "990000") -> Asker:
    agency = Agency(
        slug=ID(slug),
        name=slug,
        name_zh=slug,
        code="11990000TA01LY0062",
        kind=AgencyKind.GOVERNMENT,
        region=region,
        field="market-regulation",
    )
    return Asker(agency=agency, known_at=KNOWN_AT)


def authority(agency: str | None = "credit-office", region: str | None = "990000") -> Authority:
    return Authority(name=agency or "somebody", code=None, agency=agency, region=region)


def penalty(key: str = "p", decided_on: date | None = date(2025, 6, 1), **changes: Any) -> Penalty:
    fields: dict[str, Any] = {"severity": Severity.GENERAL, "penalty_kinds": (PenaltyKind.FINE,)} | changes
    return Penalty(id=ID(key), issuer=authority("emergency-management"), decided_on=decided_on, **fields)


def revocation(key: str = "revoked", decided_on: date | None = date(2024, 11, 24), **changes: Any) -> Penalty:
    fields: dict[str, Any] = {
        "severity": Severity.SERIOUS,
        "penalty_kinds": (PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE),
        "legal_basis": "《中华人民共和国食品安全法》第一百三十五条",
        "conduct_on": date(2024, 9, 24),
    } | changes
    return penalty(key, decided_on, **fields)


def entry(key: str = "listed", decided_on: date | None = date(2026, 5, 8), **changes: Any) -> SeriousDishonestyEntry:
    listed = {"severity": Severity.SERIOUS, "list_id": "market-regulation", "issuer": authority("market-regulation")}
    fields: dict[str, Any] = listed | changes
    return SeriousDishonestyEntry(id=ID(key), decided_on=decided_on, **fields)


def enforcement(key: str = "enforced", decided_on: date | None = date(2026, 8, 16), **changes: Any) -> EnforcementEntry:
    fields: dict[str, Any] = {"able_and_refuses": True} | changes
    return EnforcementEntry(id=ID(key), issuer=authority("court"), decided_on=decided_on, **fields)


def model(key: str = "model", decided_on: date | None = date(2025, 11, 24), **changes: Any) -> RedListEntry:
    fields: dict[str, Any] = {"model_source": ModelSource.CLASSIFIED_SUPERVISION} | changes
    return RedListEntry(id=ID(key), issuer=authority("civility-office"), decided_on=decided_on, **fields)


def evaluation(
    field: str, scale: str, grade: str, key: str = "", decided_on: date | None = date(2026, 6, 27), **changes: Any
) -> Evaluation:
    issuer = changes.pop("issuer", authority(field))
    return Evaluation(
        id=ID(key or f"{field}-{grade}"),
        issuer=issuer,
        decided_on=decided_on,
        field=field,
        scale=scale,
        grade=grade,
        **changes,
    )


def environment(grade: str, issuer: str = "ecology", key: str = "", **changes: Any) -> Evaluation:
    region = REGIONS.get(issuer, "990000")
    lasts = {"period": Period(starts_on=date(2026, 6, 27), ends_before=date(2027, 12, 28))} | changes
    return evaluation(
        "environment", "environment-2013", grade, key or f"{issuer}-{grade}", issuer=authority(issuer, region), **lasts
    )


def commitment(key: str = "promised", decided_on: date | None = date(2026, 5, 1), **changes: Any) -> CreditCommitment:
    fields: dict[str, Any] = {"commitment_kind": CommitmentKind.SPECIAL} | changes
    return CreditCommitment(id=ID(key), issuer=authority("market-regulation"), decided_on=decided_on, **fields)


def litigation(key: str = "sued", decided_on: date | None = None, **changes: Any) -> PublicInterestLitigation:
    fields: dict[str, Any] = {"interest": PublicInterest.ENVIRONMENT} | changes
    return PublicInterestLitigation(id=ID(key), issuer=authority("court"), decided_on=decided_on, **fields)


def judgment(key: str = "judged", decided_on: date | None = date(2026, 5, 1), **changes: Any) -> Judgment:
    fields: dict[str, Any] = {"case_kind": CourtCaseKind.CIVIL, "party_role": PartyRole.DEFENDANT} | changes
    return Judgment(id=ID(key), issuer=authority("court"), decided_on=decided_on, **fields)


def gap(source: str = "court") -> Gap:
    return Gap(source=source, failure=FailureKind.TIMEOUT, message="no answer in time")


def dossier(*records: Record, gaps: Iterable[str] = (), **changes: Any) -> Dossier:
    """A dossier whose every kind is completely known, but for those named in `gaps`."""
    fields: dict[str, Any] = {
        "subject_ref": "CREDIT_CODE:91990100TC01LY007X",
        "subject_kind": SubjectKind.ENTERPRISE,
        "name": "样例省样本食品有限公司",
        "names": (),
        "identifiers": (SubjectIdentifier(identifier=UNIT, sources=("registry",)),),
        "supplied": EVERYTHING,
    } | changes
    return Dossier(records=records, gaps={name: (gap(),) for name in gaps}, **fields)


def link(role: Role = Role.LEGAL_REPRESENTATIVE, period: Period | None = None) -> UnitLink:
    held = period or Period(starts_on=date(2016, 5, 20), ends_before=date(2025, 11, 24))
    return UnitLink(unit=UNIT, unit_name="样例省样本食品有限公司", role=role, period=held)


def person(*units: LinkedUnit, records: tuple[Record, ...] = (), **changes: Any) -> Dossier:
    return dossier(
        *records,
        subject_kind=SubjectKind.NATURAL_PERSON,
        identifiers=(SubjectIdentifier(identifier=ZHOU, sources=()),),
        linked=units,
        **changes,
    )


def linked(*records: Record, role: Role = Role.LEGAL_REPRESENTATIVE, gaps: tuple[Gap, ...] = ()) -> LinkedUnit:
    return LinkedUnit(link=link(role), registration=None, records=records, gaps=gaps)


def responsible(identifier: Identifier | None = ZHOU, *, directly: bool | None = True) -> PersonInRole:
    return PersonInRole(
        name="周样章", identifier=identifier, role=Role.LEGAL_REPRESENTATIVE, directly_responsible=directly
    )


def rate(subject: Dossier, matter: str, *, by: Asker | None = None, as_of: date = AS_OF) -> tuple[RatedEvaluation, ...]:
    return recognise(subject, matter=matters()[matter], asker=by or asker(), as_of=as_of, pack=pack())


def measured(subject: Dossier, matter: str, *, by: Asker | None = None, as_of: date = AS_OF) -> Measured:
    return measure(
        subject,
        rate(subject, matter, by=by, as_of=as_of),
        matter=matters()[matter],
        asker=by or asker(),
        as_of=as_of,
        pack=pack(),
        adoptions=adoptions(),
    )


def decided(
    subject: Dossier, matter: str, *, by: Asker | None = None, as_of: date = AS_OF, missing: tuple[str, ...] = ()
) -> Decision:
    found = measured(subject, matter, by=by, as_of=as_of)
    return decide(matters()[matter], found, missing_required=missing)


def of_line(found: Measured, line: str) -> list[Measure]:
    return [each for each in found.measures if each.line == line]


def only(found: tuple[RatedEvaluation, ...]) -> RatedEvaluation:
    assert len(found) == 1
    return found[0]


def one(
    line: str, *records: Record, matter: str = "food-production-licence", by: str = "market-regulation", **more: object
) -> Measure:
    found = of_line(measured(dossier(*records, **more), matter, by=asker(by)), line)  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]
