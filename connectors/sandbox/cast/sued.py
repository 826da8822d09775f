"""Cast: units sued in the public interest (GO-13-c)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, model_designation, ordinary
from connectors.sandbox.codes import unit_codes
from connectors.sandbox.litigation import PublicAction
from schema.codes import PublicInterest, SubjectKind


def sued(day: date) -> tuple[CastMember, ...]:
    """Make the enterprises that are in the town for what they were sued for."""
    won = _action("sued-environment", 70, day)
    judged = replace(won, judged=day - days(40), judgment=f"（{day.year}）样民初70号", result="部分支持")
    heard = replace(
        _action("sued-consumers", 71, day),
        interest=PublicInterest.CONSUMERS,
        plaintiff="样例省消费者协会",
        claim="停止使用不公平格式条款",
    )
    subject = ordinary(70, "样例省近水食品有限公司", day)
    other = ordinary(71, "样例省格式食品有限公司", day)
    return (
        enterprise(
            "sued-environment",
            "integrity model; lost an action for the environment, which is no bad record by itself",
            replace(subject, actions=(judged,), designations=(model_designation("sued-environment", day),)),
        ),
        enterprise("sued-consumers", "clean; an action for consumers is being heard", replace(other, actions=(heard,))),
    )


def _action(key: str, serial: int, day: date) -> PublicAction:
    filed = day - days(200)
    return PublicAction(
        id=f"{filed.year}-{key}",
        interest=PublicInterest.ENVIRONMENT,
        number=f"（{filed.year}）样民初{serial}号",
        plaintiff="样例省绿水环境保护协会",
        plaintiff_code=unit_codes(SubjectKind.SOCIAL_ORGANISATION, "990000", f"TC{serial:02d}LY88", serial).credit,
        claim="停止侵害，修复受损生态环境",
        court=AGENCIES["court"],
        filed=filed,
    )
