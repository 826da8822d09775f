"""From a customs level to an evaluation; the scale follows from the day of identification (GACC orders 251, 282)."""

from __future__ import annotations

from datetime import date

from connectors.agencies.customs.wire import Level
from connectors.core.dates import read_day
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.faults import ContractBroken
from connectors.core.own import OwnIdentifiers
from connectors.core.words import look_up, present
from schema.dates import period
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found
from schema.records import Evaluation

_ORDER_282_SINCE = date(2026, 4, 1)
_SCALES = {
    "customs-2021": {
        "高级认证企业": "advanced certified",
        "其他注册登记和备案企业": "others",
        "失信企业": "dishonest",
    },
    "customs-2026-04": {
        "高级认证企业": "advanced certified",
        "认证企业": "certified",
        "常规企业": "regular",
        "失信企业": "dishonest",
        "严重失信企业": "seriously dishonest",
    },
}


def level_found(delivery: Delivery, key: Identifier, level: Level) -> Found:
    """Map the current level; a row whose own customs code is unusable counts as rejected."""
    identifiers = OwnIdentifiers(key).of(
        (Scheme.CUSTOMS_CODE, level.customs_code), (Scheme.CREDIT_CODE, level.trade_code)
    )
    if identifiers is None:
        return Found(rejected=1)
    identified_on = read_day(level.identify_date)
    if identified_on is None:
        raise ContractBroken("the source's level has no day of identification, so its scale is unknown")
    number = document_number(level.doc_no)
    scale, grade = grade_on(identified_on, level.credit_level)
    evaluation = Evaluation(
        id=delivery.id(level.id),
        subject_name=present(level.trade_name),
        identifiers=identifiers,
        issuer=delivery.issuers.authority(level.issuer, level.issuer_code),
        document_number=number,
        decided_on=identified_on,
        period=period(identified_on),
        provenances=delivery.provenances(level.id, number),
        field="customs",
        scale=scale,
        grade=grade,
    )
    return Found(records=(evaluation,))


def grade_on(identified_on: date, words: str) -> tuple[str, str]:
    """Give scale and grade of a level identified on a day; raises `ContractBroken` for words the scale has not."""
    scale = "customs-2026-04" if identified_on >= _ORDER_282_SINCE else "customs-2021"
    grade = look_up(_SCALES[scale], words, what="a level")
    if grade is None:
        raise ContractBroken("the source gave no level")
    return scale, grade
