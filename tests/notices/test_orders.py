"""Who may notify whom of what, and what is refused with what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import strawberry

from gateway.notices.model import NoticeContent
from gateway.notices.orders import coordinated_by, read_notice
from schema.agencies import Agency
from schema.codes import AgencyKind
from schema.declare import revised
from schema.duties import DepartmentDuty, Indicator
from schema.errors import ErrorCode, Refusal
from schema.graph.notices import NoticeInput

TODAY = date(2026, 11, 24)
ORDER = NoticeInput(
    agency=strawberry.ID("court"),
    duty=DepartmentDuty.SHARING,
    from_month="2026-09",
    to_month="2026-10",
    expected="逐日应答",
    due_on=date(2026, 12, 8),
    indicator=Indicator.SILENCES,
)


def agency(slug: str, region: str, kind: AgencyKind = AgencyKind.GOVERNMENT, *, coordinates: bool = False) -> Agency:
    return Agency(
        slug=strawberry.ID(slug),
        name=slug,
        name_zh=slug,
        code="11990000TA02LY007P",
        kind=kind,
        region=region,
        field=slug,
        coordinates=coordinates,
    )


NATION = agency("nation", "CN", coordinates=True)
PROVINCE = agency("province", "990000", coordinates=True)
AGENCIES: Mapping[str, Agency] = {
    each.slug: each
    for each in (
        NATION,
        PROVINCE,
        agency("court", "990000", AgencyKind.COURT),
        agency("city", "990100"),
        agency("far", "970000"),
        agency("customs", "CN"),
        agency("bank", "990000", AgencyKind.FINANCIAL),
    )
}


def read(asker: Agency, **changes: Any) -> NoticeContent:
    return read_notice(replace(ORDER, **changes), asker, AGENCIES, TODAY)


def test_each_coordinates_the_bodies_of_the_state_in_its_region_but_itself() -> None:
    under = {
        str(asker.slug): {slug for slug, each in AGENCIES.items() if coordinated_by(asker, each)}
        for asker in AGENCIES.values()
    }
    assert under.pop("nation") == {"province", "court", "city", "far", "customs"}
    assert under.pop("province") == {"court", "city"}
    assert not any(under.values())


def test_what_is_kept_is_what_was_said_but_for_what_was_written_freely() -> None:
    assert read(PROVINCE) == NoticeContent(
        agency="court",
        duty=DepartmentDuty.SHARING,
        from_month="2026-09",
        to_month="2026-10",
        indicator=Indicator.SILENCES,
    )
    assert read(NATION, agency="far", indicator=None, duty=DepartmentDuty.COLLECTION).indicator is None
    assert read(NATION, from_month="2026-11", to_month="2026-11", due_on=TODAY).from_month == "2026-11"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"agency": "coourt"}, "input.agency"),
        ({"agency": "far"}, "input.agency"),
        ({"agency": "bank"}, "input.agency"),
        ({"agency": "province"}, "input.agency"),
        ({"duty": DepartmentDuty.MEASURES}, "input.indicator"),
        ({"from_month": "2026-13"}, "input.fromMonth"),
        ({"to_month": "2026-08"}, "input.toMonth"),
        ({"to_month": "2026-12"}, "input.toMonth"),
        ({"due_on": date(2026, 11, 23)}, "input.dueOn"),
        ({"due_on": date(2027, 11, 26)}, "input.dueOn"),
    ],
)
def test_what_does_not_fit_is_refused_with_where_and_what_to_write(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(PROVINCE, **changes)
    assert refused.value.code in {ErrorCode.INVALID_PROCEEDING, ErrorCode.INVALID_MONTHS}
    assert (refused.value.where, bool(refused.value.hint)) == (where, True)


def test_an_agency_that_coordinates_nothing_may_notify_nobody() -> None:
    with pytest.raises(Refusal) as refused:
        read(revised(PROVINCE, coordinates=False))
    assert refused.value.code is ErrorCode.FORBIDDEN


def test_every_indicator_is_of_a_duty_and_every_duty_has_one() -> None:
    assert {each.duty for each in Indicator} == set(DepartmentDuty)
