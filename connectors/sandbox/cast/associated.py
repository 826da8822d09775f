"""Cast: members of the builders' association, graded with a rating agency, and listed for misconduct (GO-12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, listing, ordinary, yearly_grade
from connectors.sandbox.model import Grade, MemberFile


def associated(day: date) -> tuple[CastMember, ...]:
    """Make the member whose file records serious misconduct, and which no department knows anything bad about."""
    entry = replace(
        listing("association-listed", day - days(90), "HYSX", "builders-association"),
        number=f"样建协惩〔{(day - days(90)).year}〕7号",
        reason="出借资质供他人投标",
        area=None,
        offence_id=None,
    )
    subject = ordinary(62, "样例省协记建设有限公司", day)
    member_file = MemberFile(grades=(member_grade(day, "C", "48"),), misconduct=(entry,))
    return (
        enterprise(
            "association-listed",
            "builders' association: grade C, and serious misconduct on its own list; for reference only",
            replace(subject, member_file=member_file),
        ),
    )


def member_grade(day: date, grade: str, score: str) -> Grade:
    """Make last year's grade of the builders' association, made with the rating agency."""
    made = yearly_grade(day, grade, "builders-association")
    return replace(made, score=Decimal(score), rated_with=AGENCIES["rating-agency"])
