"""Cast: integrity models, and the edges of the three clean years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.cast.member import CastMember, enterprise
from connectors.sandbox.cast.ordinary import days, general_penalty, listing, model_designation, ordinary, yearly_grade
from connectors.sandbox.cast.promising import comprehensive_commitment
from connectors.sandbox.model import Licence, Penalty
from schema.codes import Area, PenaltyKind, Severity
from schema.dates import add_years


def models(day: date) -> tuple[CastMember, ...]:
    """Make the integrity models of the town on `day`."""
    edge = add_years(day, -3)
    return (
        _model_clean(day),
        _boundary("model-boundary-out", 2, day, edge - days(1), "penalty one day before the window of three years"),
        _boundary("model-boundary-in", 3, day, edge + days(1), "penalty one day inside the window of three years"),
        _boundary("model-boundary-on", 4, day, edge, "penalty on the very first day of the window of three years"),
        _objected(day),
        _inspect_good(day),
    )


def _model_clean(day: date) -> CastMember:
    subject = ordinary(1, "样例省清源食品有限公司", day, tax="A", customs="advanced-certified")
    licence = Licence(
        id="JY19901000001",
        number=f"样食经许〔{day.year - 2}〕1号",
        issuer=AGENCIES["market-regulation"],
        certificate="食品经营许可证",
        certificate_number="JY19901000000001",
        content="预包装食品销售",
        decided=add_years(day, -2),
        until=add_years(day, 3) - days(1),
    )
    subject = replace(
        subject,
        designations=(model_designation("model-clean", day),),
        licences=(licence,),
        commitments=(comprehensive_commitment("model-clean", day),),
    )
    return enterprise(
        "model-clean",
        "integrity model in force, nothing bad ever, tax A, advanced certified; live food licence",
        subject,
    )


def _boundary(key: str, serial: int, day: date, decided: date, purpose: str) -> CastMember:
    name = {2: "样例省界外食品有限公司", 3: "样例省界内食品有限公司", 4: "样例省界上食品有限公司"}[serial]
    subject = replace(
        ordinary(serial, name, day),
        designations=(model_designation(key, day),),
        penalties=(_serious_penalty(key, decided),),
    )
    return enterprise(key, f"integrity model; {purpose}", subject)


def _serious_penalty(key: str, decided: date) -> Penalty:
    """Make a serious penalty: a general one would be out of publicity long before the window of three years ends."""
    return replace(
        general_penalty(key, decided),
        offence="违反安全操作规程，情节严重",
        kinds=(PenaltyKind.FINE, PenaltyKind.STOP_PRODUCTION),
        severity=Severity.SERIOUS,
        area=Area.LIFE_AND_HEALTH,
    )


def _objected(day: date) -> CastMember:
    subject = replace(
        ordinary(5, "样例省异议食品有限公司", day),
        designations=(model_designation("objected", day),),
        listings=(listing("objected", day - days(200)),),
    )
    return enterprise("objected", "integrity model and on the serious list; an objection suspends the entry", subject)


def _inspect_good(day: date) -> CastMember:
    subject = replace(
        ordinary(6, "样例省绿野制造有限公司", day, tax="A"),
        designations=(model_designation("inspect-good", day),),
        environment=(yearly_grade(day, "green", "ecology"),),
    )
    return enterprise("inspect-good", "integrity model, tax A, environment green: fewer inspections", subject)
