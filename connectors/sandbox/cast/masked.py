"""Cast: a person the court knows by a masked number only, so that it can prove nothing about anyone so numbered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.cast.member import CastMember, enterprise, person
from connectors.sandbox.cast.ordinary import days, ordinary
from connectors.sandbox.codes import resident_identity
from connectors.sandbox.model import Enforcement, NaturalPerson, Person, Post
from schema.codes import Role


def masked(day: date) -> tuple[CastMember, ...]:
    """Make the masked person, and the clean enterprise the registry knows the person by."""
    debtor = Person(name="蒋样密", number=_number_ending("12"))
    entry = Enforcement(
        id=43,
        case_number=f"（{(day - days(90)).year}）样01执143号",
        filed=day - days(90),
        decided=day - days(80),
        able_and_refuses=True,
    )
    natural = NaturalPerson(person=debtor, enforcements=(entry,), masked_at_court=True)
    subject = ordinary(43, "样例省遮码商贸有限公司", day)
    post = Post(person=debtor, role=Role.LEGAL_REPRESENTATIVE, since=subject.unit.established)
    subject = replace(subject, unit=replace(subject.unit, posts=(post,)))
    return (
        person("masked-court", "person whose number is masked in the court's table", natural),
        enterprise("masked-court-unit", "clean enterprise whose legal representative is `masked-court`", subject),
    )


def _number_ending(ending: str) -> str:
    numbers = (resident_identity(f"198001{day:02d}", serial) for day in range(1, 29) for serial in (11, 111, 211))
    return next(number for number in numbers if number.endswith(ending))
