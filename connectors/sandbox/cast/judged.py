"""Cast: units that were parties to a case a court decided (GO-17-e)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, model_designation, ordinary
from connectors.sandbox.litigation import CourtJudgment
from schema.codes import CourtCaseKind


def judged(day: date) -> tuple[CastMember, ...]:
    """Make the enterprises that are in the town for what a court decided."""
    lost = CourtJudgment(
        id=f"{day.year}-judged-lost",
        case=CourtCaseKind.CIVIL,
        number=f"（{day.year}）样01民初72号",
        role="被告",
        outcome="败诉",
        court=AGENCIES["court"],
        judged=day - days(90),
        effect="已生效",
        effective=day - days(74),
        published=day - days(67),
    )
    open_to_appeal = CourtJudgment(
        id=f"{day.year}-judged-appealed",
        case=CourtCaseKind.ADMINISTRATIVE,
        number=f"（{day.year}）样01行初73号",
        role="原告",
        outcome="部分胜诉",
        court=AGENCIES["court"],
        judged=day - days(9),
    )
    subject = ordinary(72, "样例省守约食品有限公司", day)
    other = ordinary(73, "样例省待审食品有限公司", day)
    return (
        enterprise(
            "judged-lost",
            "integrity model; lost a civil case, which is no bad record by itself",
            replace(subject, judgments=(lost,), designations=(model_designation("judged-lost", day),)),
        ),
        enterprise(
            "judged-appealed",
            "clean; a judgment that has not taken effect yet",
            replace(other, judgments=(open_to_appeal,)),
        ),
    )
