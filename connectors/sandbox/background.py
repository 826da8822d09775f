"""The other inhabitants: subjects drawn from the seed, with records of every kind and the dirt rows to be rejected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.codes import resident_identity, unit_codes
from connectors.sandbox.decisions import (
    background_actions,
    background_commitments,
    background_enforcement,
    background_judgments,
    background_licence,
    background_listing,
    background_member_file,
    background_penalty,
)
from connectors.sandbox.model import Designation, FormerName, Grade, NaturalPerson, Person, Post, Subject, Unit
from connectors.sandbox.names import person_name, unit_name
from schema.codes import ModelSource, Role, SubjectKind
from schema.dates import add_years
from schema.identifiers import CREDIT_ALPHABET

UNITS = 300
PERSONS = 30
_KINDS = (
    *[SubjectKind.ENTERPRISE] * 14,
    *[SubjectKind.SELF_EMPLOYED] * 3,
    SubjectKind.COOPERATIVE,
    SubjectKind.PUBLIC_INSTITUTION,
    SubjectKind.SOCIAL_ORGANISATION,
)
_DIVISIONS = ("990100", "990200", "990301", "990500", "980100", "970200")


def background_subjects(day: date, seed: int) -> tuple[Subject, ...]:
    """Draw the units of the town."""
    return tuple(_subject(serial, day, seed) for serial in range(1, UNITS + 1))


def background_people(day: date, seed: int) -> tuple[NaturalPerson, ...]:
    """Draw the persons whom the court or the civility office know by themselves."""
    return tuple(_natural_person(serial, day, chance(seed, "person", serial)) for serial in range(1, PERSONS + 1))


def _subject(serial: int, day: date, seed: int) -> Subject:
    draw = chance(seed, "unit", serial)
    unit = _unit(serial, day, draw)
    company = unit.kind is SubjectKind.ENTERPRISE
    penalties = tuple(background_penalty(f"B{serial:03d}{n}", day, draw) for n in range(_some(draw, 0.35, 7)))
    licences = tuple(background_licence(f"B{serial:03d}{n}", day, draw) for n in range(_some(draw, 0.6, 6)))
    return Subject(
        unit=unit,
        penalties=penalties,
        licences=licences,
        designations=_designations(serial, day, draw),
        listings=(background_listing(f"B{serial:03d}", day, draw),) if draw.random() < 0.08 else (),
        enforcements=(background_enforcement(1000 + serial, day, draw),) if draw.random() < 0.06 else (),
        tax=_tax(day, draw),
        environment=_environment(day, draw) if company and draw.random() < 0.3 else (),
        highway=_highway(day, draw) if company and draw.random() < 0.1 else (),
        customs=_customs(day, draw) if unit.has_customs_code else None,
        member_file=background_member_file(serial, day, chance(seed, "member-files", serial)) if company else None,
        commitments=background_commitments(serial, day, chance(seed, "commitments", serial)),
        actions=background_actions(serial, day, chance(seed, "actions", serial)) if company else (),
        judgments=background_judgments(serial, day, chance(seed, "judgments", serial)) if company else (),
    )


def _unit(serial: int, day: date, draw: Random) -> Unit:
    kind = draw.choice(_KINDS)
    stem = f"TB{serial:03d}" + "".join(draw.choices(CREDIT_ALPHABET, k=3))
    established = day - timedelta(days=draw.randrange(200, 6000))
    return Unit(
        name=unit_name(kind, draw),
        codes=unit_codes(kind, draw.choice(_DIVISIONS), stem, 1000 + serial),
        kind=kind,
        established=established,
        state=draw.choice(("存续",) * 18 + ("注销", "吊销，未注销")),
        former=_former(kind, established, day, draw),
        posts=_posts(serial, established, day, draw),
        has_customs_code=kind is SubjectKind.ENTERPRISE and draw.random() < 0.4,
    )


def _former(kind: SubjectKind, established: date, day: date, draw: Random) -> tuple[FormerName, ...]:
    if draw.random() > 0.15 or established > add_years(day, -2):
        return ()
    until = day - timedelta(days=draw.randrange(100, 600))
    return (FormerName(name=unit_name(kind, draw), since=established, until=until),)


def _posts(serial: int, established: date, day: date, draw: Random) -> tuple[Post, ...]:
    first, second, manager = (_person(serial * 3 + place, draw) for place in range(3))
    changed = established + (day - established) / 2
    posts = [Post(person=first, role=Role.LEGAL_REPRESENTATIVE, since=established)]
    if draw.random() < 0.2:
        posts = [
            replace(posts[0], until=changed - timedelta(days=1)),
            Post(person=second, role=Role.LEGAL_REPRESENTATIVE, since=changed),
        ]
    if draw.random() < 0.4:
        posts.append(Post(person=manager, role=Role.SENIOR_MANAGER, since=established))
    return tuple(posts)


def _person(serial: int, draw: Random) -> Person:
    birth = f"{draw.randrange(1955, 2000)}{draw.randrange(1, 13):02d}{draw.randrange(1, 29):02d}"
    return Person(name=person_name(draw), number=resident_identity(birth, serial % 1000, "990200"))


def _natural_person(serial: int, day: date, draw: Random) -> NaturalPerson:
    person = _person(serial, draw)
    if draw.random() < 0.3:
        return NaturalPerson(person=person, designations=(_designation(f"P{serial:03d}", day, draw),))
    entry = background_enforcement(5000 + serial, day, draw)
    return NaturalPerson(person=person, enforcements=(entry,), masked_at_court=draw.random() < 0.3)


def _designations(serial: int, day: date, draw: Random) -> tuple[Designation, ...]:
    return (_designation(f"B{serial:03d}", day, draw),) if draw.random() < 0.12 else ()


def _designation(key: str, day: date, draw: Random) -> Designation:
    decided = day - timedelta(days=draw.randrange(30, 1500))
    return Designation(
        id=f"{decided.year}-{key}",
        number=f"样文明〔{decided.year}〕{draw.randrange(1, 60)}号",
        title=draw.choice(("诚信示范企业", "诚信道德模范", "守合同重信用单位")),
        source=draw.choice(list(ModelSource)),
        decided=decided,
        until=add_years(decided, draw.choice((1, 2, 3))),
    )


def _tax(day: date, draw: Random) -> tuple[Grade, ...] | None:
    if draw.random() < 0.05:
        return None
    last = day.year - 1 if day > date(day.year, 4, 20) else day.year - 2
    return tuple(
        Grade(year=year, grade=draw.choice("AABBBMCD"), decided=date(year + 1, 4, 20), issuer=AGENCIES["tax"])
        for year in range(last, last - draw.randrange(0, 4), -1)
    )


def _environment(day: date, draw: Random) -> tuple[Grade, ...]:
    issuer = AGENCIES[draw.choice(("ecology", "ecology", "ecology-neighbour", "ecology-far"))]
    decided = day - timedelta(days=draw.randrange(20, 500))
    grade = draw.choice(("green", "green", "blue", "blue", "yellow", "red"))
    return (Grade(year=decided.year - 1, grade=grade, decided=decided, issuer=issuer, until=add_years(decided, 1)),)


def _highway(day: date, draw: Random) -> tuple[Grade, ...]:
    issuer = draw.choice((None, AGENCIES["transport"], AGENCIES["transport-neighbour"]))
    decided = day - timedelta(days=draw.randrange(20, 500))
    grade = draw.choice(("AA", "A", "A", "B", "C", "D"))
    return (Grade(year=decided.year - 1, grade=grade, decided=decided, issuer=issuer),)


def _customs(day: date, draw: Random) -> Grade:
    levels = ("advanced-certified", "certified", "regular", "regular", "dishonest", "seriously-dishonest")
    decided = day - timedelta(days=draw.randrange(20, 900))
    return Grade(year=decided.year, grade=draw.choice(levels), decided=decided, issuer=AGENCIES["customs"])


def _some(draw: Random, share: float, most: int) -> int:
    return draw.randrange(1, most + 1) if draw.random() < share else 0
