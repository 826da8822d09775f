"""Cast: penalties, the persons behind one, and what the court says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.member import CastMember, enterprise, person
from connectors.sandbox.cast.ordinary import days, general_penalty, model_designation, ordinary
from connectors.sandbox.codes import resident_identity
from connectors.sandbox.model import (
    STANDS,
    Designation,
    Enforcement,
    Involved,
    Licence,
    NaturalPerson,
    Penalty,
    Person,
    Post,
    Standing,
    Subject,
)
from schema.codes import Area, ModelSource, PenaltyKind, RecordStatus, Role, Severity
from schema.dates import add_years

ZHOU = Person(name="周样章", number=resident_identity("19700312", 151))
WU = Person(name="吴样文", number=resident_identity("19780506", 162))
ZHENG = Person(name="郑样新", number=resident_identity("19850917", 173))
MODEL = Person(name="冯样善", number=resident_identity("19950605", 195))
NOBODY = Person(name="王样清", number=resident_identity("19900101", 184))


def penalised(day: date) -> tuple[CastMember, ...]:
    """Make the penalised and enforced enterprises of the town on `day`."""
    return (
        enterprise(
            "revoked", "food production licence revoked two years ago; registry and hub both report it", _revoked(day)
        ),
        _withdrawn(day),
        _withdrawn_stale_copy(day),
        _two_blanks(day),
        _enforced("enforced", 26, "样例省拒执建设有限公司", day, able=True),
        _enforced("enforced-unable", 27, "样例省无力建设有限公司", day, able=False),
    )


def people(day: date) -> tuple[CastMember, ...]:
    """Make the natural persons asked about."""
    return (
        person("person-zhou", "legal representative of `revoked` at the time", NaturalPerson(person=ZHOU)),
        person("person-wu", "senior manager of `revoked`, found not responsible", NaturalPerson(person=WU)),
        person("person-zheng", "legal representative of `revoked` only since", NaturalPerson(person=ZHENG)),
        person(
            "person-model",
            "integrity model in his own right",
            NaturalPerson(person=MODEL, designations=(_moral_model(day),)),
        ),
        person("person-clean", "nobody anywhere", NaturalPerson(person=NOBODY)),
    )


def _moral_model(day: date) -> Designation:
    designation = model_designation("person-model", day)
    return replace(designation, title="诚信道德模范", source=ModelSource.MORAL_MODEL)


def revocation(key: str, decided: date, *, standing: Standing = STANDS) -> Penalty:
    """Make a decision that revokes a food production licence (Food Safety Law, articles 124 and 135)."""
    return Penalty(
        id=f"{decided.year}-{key}",
        number=f"样市监处罚〔{decided.year}〕{10 + len(key)}号",
        issuer=AGENCIES["market-regulation"],
        offence="生产经营致病性微生物超过食品安全标准限量的食品",
        kinds=(PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE),
        basis="《中华人民共和国食品安全法》第一百二十四条、第一百三十五条",
        decided=decided,
        conduct=decided - days(60),
        severity=Severity.SERIOUS,
        area=Area.LIFE_AND_HEALTH,
        offence_id="food-and-drugs",
        fine=Decimal(125000),
        licence=f"食品生产许可证 SC199010000{10 + len(key)}",
        public_until=add_years(decided, 3),
        standing=standing,
    )


def _revoked(day: date) -> Subject:
    decided, changed = add_years(day, -2), add_years(day, -1)
    subject = ordinary(21, "样例省吊照食品有限公司", day)
    since = subject.unit.established
    posts = (
        Post(person=ZHOU, role=Role.LEGAL_REPRESENTATIVE, since=since, until=changed - days(1)),
        Post(person=WU, role=Role.SENIOR_MANAGER, since=since),
        Post(person=ZHENG, role=Role.LEGAL_REPRESENTATIVE, since=changed),
    )
    involved = (
        Involved(person=ZHOU, role=Role.LEGAL_REPRESENTATIVE, directly=True),
        Involved(person=WU, role=Role.SENIOR_MANAGER, directly=False),
    )
    penalty = replace(revocation("revoked", decided), persons=involved)
    licence = Licence(
        id="SC19901000017",
        number=f"样食生许〔{day.year - 6}〕17号",
        issuer=AGENCIES["market-regulation"],
        certificate="食品生产许可证",
        certificate_number="SC19901000017",
        content="糕点生产",
        decided=add_years(day, -6),
        until=add_years(day, -1) - days(1),
        standing=Standing(status=RecordStatus.WITHDRAWN, since=decided),
    )
    return replace(subject, unit=replace(subject.unit, posts=posts), penalties=(penalty,), licences=(licence,))


def _withdrawn(day: date) -> CastMember:
    standing = Standing(status=RecordStatus.WITHDRAWN, since=day - days(45))
    subject = replace(
        ordinary(22, "样例省撤罚食品有限公司", day),
        penalties=(revocation("withdrawn", add_years(day, -1), standing=standing),),
    )
    return enterprise("withdrawn", "revocation withdrawn by its issuer 45 days ago, still delivered", subject)


def _withdrawn_stale_copy(day: date) -> CastMember:
    standing = Standing(status=RecordStatus.WITHDRAWN, since=day - days(5))
    penalty = replace(revocation("withdrawn-stale-copy", add_years(day, -1), standing=standing), hub_standing=STANDS)
    subject = replace(ordinary(23, "样例省旧讯食品有限公司", day), penalties=(penalty,))
    return enterprise("withdrawn-stale-copy", "issuer says withdrawn; the hub's copy still stands", subject)


def _two_blanks(day: date) -> CastMember:
    decided = day - days(200)
    first = replace(general_penalty("two-blanks-1", decided), number=None, public_until=add_years(decided, 1))
    second = replace(
        first,
        id=f"{decided.year}-two-blanks-2",
        number="/",
        offence="未如实记录安全生产教育培训情况",
        fine=Decimal("35000.5"),
    )
    subject = replace(ordinary(24, "样例省两空制造有限公司", day), penalties=(first, second))
    return enterprise("two-blanks", "two decisions of one day and authority without a number; they stay two", subject)


def _enforced(key: str, serial: int, name: str, day: date, *, able: bool) -> CastMember:
    filed = day - days(100)
    entry = Enforcement(
        id=serial,
        case_number=f"（{filed.year}）样01执{100 + serial}号",
        filed=filed,
        decided=day - days(95),
        able_and_refuses=able,
        until=add_years(day - days(95), 2) - days(1),
    )
    purpose = "able to perform and refuses" if able else "found unable to perform"
    return enterprise(
        key,
        f"dishonest person subject to enforcement; {purpose}",
        replace(ordinary(serial, name, day), enforcements=(entry,)),
    )
