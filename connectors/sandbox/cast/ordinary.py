"""What an ordinary enterprise of the cast looks like, and the records scenarios put on it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.codes import resident_identity, unit_codes
from connectors.sandbox.model import Designation, Grade, Listing, Penalty, Person, Post, Subject, Unit
from schema.codes import Area, ModelSource, PenaltyKind, Role, Severity, SubjectKind
from schema.dates import add_years

DIVISION = "990100"
_TAX_SCORES = {"A": Decimal(95), "B": Decimal("82.5"), "C": Decimal(55), "D": Decimal(30)}  # M is not scored
_SURNAMES = "赵钱孙李冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"


def days(count: int) -> timedelta:
    """Give a stretch of days."""
    return timedelta(days=count)


def legal_representative(serial: int) -> Person:
    """Give the invented legal representative of the cast enterprise with this serial."""
    name = f"{_SURNAMES[serial % len(_SURNAMES)]}样{'一二三四五六七八九'[serial % 9]}"
    return Person(name=name, number=resident_identity(f"19{60 + serial % 30}0{1 + serial % 9}15", 100 + serial))


def ordinary_unit(serial: int, name: str, day: date) -> Unit:
    """Make an enterprise registered more than eight years before `day`, with one legal representative since."""
    established = add_years(day, -8) - days(serial)
    return Unit(
        name=name,
        codes=unit_codes(SubjectKind.ENTERPRISE, DIVISION, f"TC{serial:02d}LY00", serial),
        kind=SubjectKind.ENTERPRISE,
        established=established,
        posts=(Post(person=legal_representative(serial), role=Role.LEGAL_REPRESENTATIVE, since=established),),
    )


def ordinary(serial: int, name: str, day: date, *, tax: str = "B", customs: str = "regular") -> Subject:
    """Make an enterprise with a clean registration, tax grades, a customs code and a customs level."""
    return Subject(
        unit=ordinary_unit(serial, name, day),
        tax=tax_grades(day, tax),
        customs=Grade(year=day.year, grade=customs, decided=day - days(120), issuer=AGENCIES["customs"]),
    )


def tax_grades(day: date, grade: str) -> tuple[Grade, ...]:
    """Give the last two years' published grades; a year's grade is published on 20 April of the next."""
    last = day.year - 1 if day > date(day.year, 4, 20) else day.year - 2
    return tuple(
        Grade(
            year=year, grade=grade, decided=date(year + 1, 4, 20), issuer=AGENCIES["tax"], score=_TAX_SCORES.get(grade)
        )
        for year in (last, last - 1)
    )


def yearly_grade(day: date, grade: str, issuer: str | None) -> Grade:
    """Give a grade for last year, decided 150 days before `day` and valid for a year and a half."""
    decided = day - days(150)
    agency = AGENCIES[issuer] if issuer else None
    return Grade(year=decided.year - 1, grade=grade, decided=decided, issuer=agency, until=decided + days(548))


def model_designation(key: str, day: date) -> Designation:
    """Make a designation by classified supervision, in force and valid for one more year."""
    decided = add_years(day, -1)
    return Designation(
        id=f"{decided.year}-{key}",
        number=f"样文明〔{decided.year}〕6号",
        title="诚信示范企业",
        source=ModelSource.CLASSIFIED_SUPERVISION,
        decided=decided,
        until=add_years(day, 1),
    )


def general_penalty(key: str, decided: date) -> Penalty:
    """Make a general penalty (a fine) of the emergency-management department, public for three years."""
    return Penalty(
        id=f"{decided.year}-{key}",
        number=f"样应急罚〔{decided.year}〕{41 + len(key)}号",
        issuer=AGENCIES["emergency-management"],
        offence="未按规定组织应急演练",
        kinds=(PenaltyKind.FINE,),
        basis="《中华人民共和国安全生产法》第九十七条",
        decided=decided,
        conduct=decided - days(40),
        severity=Severity.GENERAL,
        fine=Decimal(20000),
        public_until=add_years(decided, 3),
    )


def listing(key: str, decided: date, list_code: str = "SCJG", issuer: str = "market-regulation") -> Listing:
    """Make an entry on a serious-dishonesty list for three years from `decided`."""
    return Listing(
        id=f"{decided.year}-{list_code}-{key}",
        list_code=list_code,
        number=f"样{list_code}列严〔{decided.year}〕{8 + len(key)}号",
        issuer=AGENCIES[issuer],
        reason="提交虚假材料取得许可，情节严重",
        decided=decided,
        conduct=decided - days(70),
        until=add_years(decided, 3) - days(1),
        area=Area.MARKET_ORDER,
        offence_id="other-market-order",
    )
