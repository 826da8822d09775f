"""Cast: grades and list entries from other places, grades on other scales, or missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.associated import member_grade
from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, general_penalty, listing, ordinary, yearly_grade
from connectors.sandbox.model import MemberFile, Subject
from schema.codes import Area, PenaltyKind, Severity
from schema.dates import add_years


def regions(day: date) -> tuple[CastMember, ...]:
    """Make the graded enterprises of the town on `day`."""
    return (
        *_environments(day),
        _listed_by_neighbour(day),
        enterprise(
            "highway-none", "no highway grade anywhere, no bad record", ordinary(34, "样例省初入路桥有限公司", day)
        ),
        enterprise("highway-none-penalty", "no highway grade, a serious penalty a year ago", _highway_penalty(day)),
        *_highways(day),
        enterprise("tax-m", "tax grade M, which is no rank", ordinary(38, "样例省新办服务有限公司", day, tax="M")),
        enterprise("tax-d", "tax grade D", ordinary(39, "样例省欠税服务有限公司", day, tax="D")),
        enterprise(
            "customs-aeo",
            "advanced certified at the customs, through the cross-reference",
            ordinary(40, "样例省高认外贸有限公司", day, customs="advanced-certified"),
        ),
        enterprise(
            "customs-dishonest",
            "dishonest at the customs, through the cross-reference",
            ordinary(41, "样例省失信外贸有限公司", day, customs="dishonest"),
        ),
        enterprise("no-xref", "the cross-reference says it has no customs code", _without_customs_code(day)),
    )


def _environments(day: date) -> tuple[CastMember, ...]:
    home, neighbour = ordinary(30, "样例省本地化工有限公司", day), ordinary(31, "样例省邻评化工有限公司", day)
    far, red = ordinary(32, "样例省远评化工有限公司", day), ordinary(33, "样例省红牌化工有限公司", day)
    return (
        _environment("env-home", home, day, grade="green", issuer="ecology"),
        _environment("env-neighbour", neighbour, day, grade="blue", issuer="ecology-neighbour"),
        _environment("env-far", far, day, grade="green", issuer="ecology-far"),
        _environment("env-red", red, day, grade="red", issuer="ecology"),
    )


def _listed_by_neighbour(day: date) -> CastMember:
    entry = replace(
        listing("env-listed", day - days(100), "HJBH", "ecology-neighbour"),
        number=f"邻环严列〔{(day - days(100)).year}〕5号",
        reason="篡改、伪造监测数据，情节严重",
        area=Area.LIFE_AND_HEALTH,
    )
    subject = replace(ordinary(44, "样例省邻列化工有限公司", day), listings=(entry,))
    return enterprise("env-listed", "on the environmental list of Neighbour Province for 100 days", subject)


def _highways(day: date) -> tuple[CastMember, ...]:
    graded, neighbour = ordinary(36, "样例省双优路桥有限公司", day), ordinary(37, "样例省邻级路桥有限公司", day)
    graded = replace(graded, member_file=MemberFile(grades=(member_grade(day, "AAA", "96.5"),)))
    return (
        _highway("highway-graded", graded, day, grade="AA", issuer=None),
        _highway("highway-neighbour", neighbour, day, grade="B", issuer="transport-neighbour"),
    )


def _environment(key: str, company: Subject, day: date, *, grade: str, issuer: str) -> CastMember:
    subject = replace(company, environment=(yearly_grade(day, grade, issuer),))
    return enterprise(key, f"environment grade {grade} by {AGENCIES[issuer].name}", subject)


def _highway(key: str, company: Subject, day: date, *, grade: str, issuer: str | None) -> CastMember:
    subject = replace(company, highway=(yearly_grade(day, grade, issuer),))
    return enterprise(key, f"highway grade {grade}, {'of ' + AGENCIES[issuer].name if issuer else 'national'}", subject)


def _highway_penalty(day: date) -> Subject:
    decided = add_years(day, -1)
    penalty = replace(
        general_penalty("highway-none-penalty", decided),
        number=f"样交罚〔{decided.year}〕77号",
        issuer=AGENCIES["transport"],
        offence="转包公路工程，情节严重",
        kinds=(PenaltyKind.FINE, PenaltyKind.STOP_PRODUCTION),
        basis="《建设工程质量管理条例》第六十二条",
        conduct=decided - days(90),
        severity=Severity.SERIOUS,
        area=Area.MARKET_ORDER,
    )
    return replace(ordinary(35, "样例省带罚路桥有限公司", day), penalties=(penalty,))


def _without_customs_code(day: date) -> Subject:
    subject = ordinary(42, "样例省内销商贸有限公司", day)
    return replace(subject, unit=replace(subject.unit, has_customs_code=False), customs=None)
