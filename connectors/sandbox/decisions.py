"""Decisions drawn for the background: penalties, licences, entries, commitments, court cases, member files."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.commitment import Commitment
from connectors.sandbox.litigation import CourtJudgment, PublicAction
from connectors.sandbox.model import STANDS, Enforcement, Grade, Licence, Listing, MemberFile, Penalty, Standing
from connectors.sandbox.words import (
    COURT_CASE_KIND,
    CRIMINAL_OUTCOMES,
    JUDGMENT_EFFECTS,
    JUDGMENT_OUTCOMES,
    PARTY_ROLES,
    PUBLIC_ACTION_RESULTS,
)
from schema.codes import Area, CommitmentKind, CourtCaseKind, PenaltyKind, PublicInterest, RecordStatus, Severity
from schema.dates import add_years

_ISSUERS = ("market-regulation", "emergency-management", "ecology", "transport")
_OFFENCES = ("虚假宣传", "未按规定申报", "超标排放污染物", "未建立台账", "违规堆放", "计量器具未检定")
_CERTIFICATES = ("食品经营许可证", "危险化学品经营许可证", "排污许可证", "道路运输经营许可证")
_SEVERITIES = (Severity.MINOR, Severity.GENERAL, Severity.GENERAL, Severity.SERIOUS, Severity.UNKNOWN)
_LISTS = {
    "SCJG": "market-regulation",
    "SPAQ": "market-regulation",
    "CZZJ": "finance",
    "SSWF": "tax",
    "HJBH": "ecology",
}


def background_penalty(key: str, day: date, draw: Random) -> Penalty:
    """Draw a penalty: several kinds in one decision, now and then no number, a placeholder authority, a bad end."""
    decided = day - timedelta(days=draw.randrange(5, 1600))
    kinds = tuple(draw.sample(list(PenaltyKind), k=draw.choice((1, 1, 2, 3))))
    severity = draw.choice(_SEVERITIES)
    return Penalty(
        id=f"{decided.year}-{key}",
        number=f"样罚〔{decided.year}〕{key}号" if draw.random() > 0.05 else None,
        issuer=AGENCIES[draw.choice(_ISSUERS)],
        offence=draw.choice(_OFFENCES),
        kinds=kinds,
        basis="《中华人民共和国行政处罚法》第九条",
        decided=decided,
        conduct=decided - timedelta(days=draw.randrange(10, 200)),
        severity=severity,
        area=draw.choice(list(Area)) if severity is Severity.SERIOUS else None,
        fine=Decimal(draw.randrange(1, 50_000_000)) / 100 if PenaltyKind.FINE in kinds else None,
        confiscated=Decimal(draw.randrange(1, 900_000)) / 100 if PenaltyKind.CONFISCATION_OF_GAINS in kinds else None,
        public_until=_publicity_end(decided, draw),
        standing=_standing(decided, day, draw),
        placeholder_authority=draw.random() < 0.1,
    )


def background_licence(key: str, day: date, draw: Random) -> Licence:
    """Draw a licence, some without end, some over."""
    decided = day - timedelta(days=draw.randrange(5, 3000))
    return Licence(
        id=f"XK{key}",
        number=f"样许〔{decided.year}〕{key}号",
        issuer=AGENCIES[draw.choice(_ISSUERS)],
        certificate=draw.choice(_CERTIFICATES),
        certificate_number=f"XK99{key}",
        content=draw.choice(("普通经营", "批发", "零售", "生产")),
        decided=decided,
        until=draw.choice((None, add_years(decided, 5), add_years(decided, 3))),
    )


def background_listing(key: str, day: date, draw: Random) -> Listing:
    """Draw an entry on a serious-dishonesty list, some of them left."""
    decided = day - timedelta(days=draw.randrange(20, 1500))
    list_code = draw.choice(sorted(_LISTS))
    left = decided + timedelta(days=380) if draw.random() < 0.3 and decided + timedelta(days=380) < day else None
    return Listing(
        id=f"{decided.year}-{list_code}-{key}",
        list_code=list_code,
        number=f"样{list_code}列严〔{decided.year}〕{key}号",
        issuer=AGENCIES[_LISTS[list_code]],
        reason=draw.choice(("拒不履行处罚决定", "提供虚假材料", "造成严重后果")),
        decided=decided,
        conduct=decided - timedelta(days=draw.randrange(10, 300)),
        until=add_years(decided, 3) - timedelta(days=1),
        area=draw.choice(list(Area)),
        standing=Standing(status=RecordStatus.ENDED, since=left) if left else STANDS,
        exit_on=left,
        exit_number=f"样{list_code}移严〔{left.year}〕{key}号" if left else None,
    )


def background_enforcement(number: int, day: date, draw: Random) -> Enforcement:
    """Draw a court's entry, some of them removed."""
    filed = day - timedelta(days=draw.randrange(60, 1500))
    decided = filed + timedelta(days=draw.randrange(5, 40))
    removed = decided + timedelta(days=300) if draw.random() < 0.3 and decided + timedelta(days=300) < day else None
    return Enforcement(
        id=number,
        case_number=f"（{filed.year}）样01执{number}号",
        filed=filed,
        decided=decided,
        able_and_refuses=draw.choice((True, True, False, None)),
        until=add_years(decided, 2) - timedelta(days=1) if draw.random() < 0.5 else None,
        removed_on=removed,
    )


def background_commitments(serial: int, day: date, draw: Random) -> tuple[Commitment, ...]:
    """Draw the commitment a unit gave, if it gave one: some have a term, and some of these are over."""
    if draw.random() > 0.15:
        return ()
    signed = day - timedelta(days=draw.randrange(5, 900))
    due = signed + timedelta(days=60) if draw.random() < 0.5 else None
    commitment = Commitment(
        id=f"{signed.year}-B{serial:03d}",
        kind=draw.choice(list(CommitmentKind)),
        number=f"样信诺〔{signed.year}〕{serial}号",
        text=draw.choice(("依法诚信经营", "保证产品质量", "公开执行的服务标准")),
        taker=AGENCIES["credit-office"],
        signed=signed,
        due=due,
        fulfilled=draw.choice((True, True, False)) if due is not None and due < day else None,
        public=draw.random() < 0.9,
    )
    return (commitment,)


def background_actions(serial: int, day: date, draw: Random) -> tuple[PublicAction, ...]:
    """Draw the action brought against a company in the public interest, if there is one: being heard, or judged."""
    if draw.random() > 0.15:
        return ()
    filed = day - timedelta(days=draw.randrange(30, 900))
    result = draw.choice(PUBLIC_ACTION_RESULTS)
    judged = None if result == PUBLIC_ACTION_RESULTS[0] else filed + timedelta(days=25)
    action = PublicAction(
        id=f"{filed.year}-B{serial:03d}",
        interest=draw.choice(list(PublicInterest)),
        number=f"（{filed.year}）样民初{1000 + serial}号",
        plaintiff=draw.choice(("样例省绿水环境保护协会", "样例省消费者协会", "样例省人民检察院")),
        plaintiff_code="",
        claim=draw.choice(("停止侵害", "赔偿生态环境修复费用", "赔偿投资者损失")),
        court=AGENCIES["court"],
        filed=filed,
        judged=judged,
        judgment=f"（{filed.year}）样民初{1000 + serial}号判决" if judged else None,
        result=result,
    )
    return (action,)


def background_judgments(serial: int, day: date, draw: Random) -> tuple[CourtJudgment, ...]:
    """Draw the judgment in a case a company was a party to, if there is one."""
    if draw.random() > 0.2:
        return ()
    case = draw.choice(list(CourtCaseKind))
    criminal = case is CourtCaseKind.CRIMINAL
    judged = day - timedelta(days=draw.randrange(40, 1200))
    effect = draw.choice(JUDGMENT_EFFECTS)
    effective = judged + timedelta(days=16) if effect != JUDGMENT_EFFECTS[1] else None
    judgment = CourtJudgment(
        id=f"{judged.year}-B{serial:03d}",
        case=case,
        number=f"（{judged.year}）样01{COURT_CASE_KIND[case][0]}初{2000 + serial}号",
        role="被告人" if criminal else draw.choice(PARTY_ROLES),
        outcome=draw.choice(CRIMINAL_OUTCOMES if criminal else JUDGMENT_OUTCOMES),
        court=AGENCIES["court"],
        judged=judged,
        effect=effect,
        effective=effective,
        published=effective + timedelta(days=7) if effective else None,
    )
    return (judgment,)


def background_member_file(serial: int, day: date, draw: Random) -> MemberFile | None:
    """Draw the builders' association's file of a company, if it is a member: graded, now and then listed."""
    if draw.random() > 0.15:
        return None
    decided = day - timedelta(days=draw.randrange(20, 500))
    grade = Grade(
        year=decided.year - 1,
        grade=draw.choice(("AAA", "AA", "AA", "A", "B", "C")),
        decided=decided,
        issuer=AGENCIES["builders-association"],
        until=add_years(decided, 1),
        score=Decimal(draw.randrange(400, 1000)) / 10,
        rated_with=AGENCIES["rating-agency"] if draw.random() < 0.7 else None,
    )
    entry = Listing(
        id=f"{decided.year}-B{serial:03d}",
        list_code="HYSX",
        number=f"样建协惩〔{decided.year}〕{serial}号",
        issuer=AGENCIES["builders-association"],
        reason="出借资质",
        decided=decided,
        conduct=decided - timedelta(days=60),
        until=add_years(decided, 2) - timedelta(days=1),
        area=None,
    )
    return MemberFile(grades=(grade,), misconduct=(entry,) if draw.random() < 0.2 else ())


def _publicity_end(decided: date, draw: Random) -> date | None:
    match draw.randrange(8):
        case 0:
            return None
        case 1:
            return decided - timedelta(days=30)
        case _:
            return add_years(decided, draw.choice((1, 3)))


def _standing(decided: date, day: date, draw: Random) -> Standing:
    status = draw.choice((*[RecordStatus.CURRENT] * 8, RecordStatus.WITHDRAWN, RecordStatus.REPAIRED))
    if status is RecordStatus.CURRENT:
        return STANDS
    return Standing(status=status, since=decided + (day - decided) / 2)
