"""Publications of the shipped duties, for the tests of their steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from gateway.publications.model import NUMBER, PublicationContent, PublicationDetails
from gateway.publications.opening import Opening
from gateway.publications.states import Role
from gateway.rules.calendar import load_calendars
from schema.codes import RecordKind
from schema.publications import CollectionPlatform
from tests.joining.invented import UNIT
from tests.rules.making import CONFIG, pack

CALENDAR = load_calendars(CONFIG / "calendars")
DUTY = next(duty for duty in pack().duties if duty.id == "double-publicity")
DECIDED = date(2026, 11, 2)
DUE = date(2026, 11, 11)
PAGE = "https://sthjt.example.gov.cn/xzcf/17.html"
CREDIT_CHINA, ENTERPRISES = CollectionPlatform.CREDIT_CHINA, CollectionPlatform.ENTERPRISE_PUBLICITY_SYSTEM


def opening(record_id: str = "decision:1", **changes: Any) -> Opening:
    """Write a publication of `ecology`, collected by `credit-centre` and `market-regulation`."""
    told = changes.pop("told", PublicationDetails())
    content: dict[str, Any] = {
        "agency": "ecology",
        "region": "990000",
        "record_kind": RecordKind.PENALTY,
        "decided_on": DECIDED,
        "due_on": DUE,
        "platforms": (CREDIT_CHINA, ENTERPRISES),
        "public_until": None,
        "duty": DUTY,
    }
    return Opening(
        record_id=record_id,
        subject_ref=f"CREDIT_CODE:{UNIT.value}",
        content=PublicationContent(**(content | changes)),
        parties={
            "ecology": (Role.HOLDER,),
            "credit-centre": (Role.COLLECTOR,),
            "market-regulation": (Role.COLLECTOR,),
        },
        words={"subject": f"CREDIT_CODE:{UNIT.value}", NUMBER: "样环罚〔2026〕17号"},
        told=told,
    )
