"""Reads a notice as an agency wants to issue it: does it coordinate the department, and does everything fit? Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from gateway.notices.model import NoticeContent
from gateway.proceedings.words import invalid
from gateway.rules.regions import NATIONAL, within
from gateway.statistics.months import month_of, months_between
from schema.agencies import Agency
from schema.errors import ErrorCode, Refusal
from schema.graph.notices import NoticeInput
from schema.suggest import did_you_mean

LONGEST_TERM = timedelta(days=366)


def read_notice(order: NoticeInput, asker: Agency, agencies: Mapping[str, Agency], today: date) -> NoticeContent:
    """Give what is kept of a notice; raises `Refusal` where the agency may not issue it, or it does not fit."""
    _check_coordinates(asker)
    _check_department(order.agency, asker, agencies)
    if order.indicator is not None and order.indicator.duty is not order.duty:
        raise invalid(
            f"{order.indicator.value} is counted for the duty {order.indicator.duty.value}",
            "input.indicator",
            f"write duty: {order.indicator.duty.value}, or leave the indicator out",
        )
    months_between(order.from_month, order.to_month, ("input.fromMonth", "input.toMonth"))
    if order.to_month > month_of(today):
        raise invalid(f"the month {order.to_month} is to come", "input.toMonth", "name months that have begun")
    read_due_on(order.due_on, today, "input.dueOn")
    return NoticeContent(
        agency=order.agency,
        duty=order.duty,
        from_month=order.from_month,
        to_month=order.to_month,
        indicator=order.indicator,
    )


def read_due_on(due_on: date, today: date, where: str) -> date:
    """Give the day an answer is due; raises `Refusal` for one that is past, or more than a year ahead."""
    if not today <= due_on <= today + LONGEST_TERM:
        raise invalid(f"{due_on} is past, or more than a year ahead", where, f"write a day from {today} on")
    return due_on


def coordinated_by(coordinator: Agency, department: Agency) -> bool:
    """Tell whether an agency coordinates another: a body of the state in its region, other than itself."""
    inside = coordinator.region == NATIONAL or within(department.region, coordinator.region)
    return coordinator.coordinates and inside and department.kind.of_the_state and department.slug != coordinator.slug


def _check_coordinates(asker: Agency) -> None:
    if not asker.coordinates:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            "your agency coordinates no joint action, so it notifies nobody",
            where="Authorization",
            hint="ask the agency that coordinates in your region; see `agencies { coordinates }`",
        )


def _check_department(slug: str, asker: Agency, agencies: Mapping[str, Agency]) -> None:
    where = "input.agency"
    department = agencies.get(slug)
    if department is None:
        raise invalid(f"there is no agency {slug[:100]!r}", where, did_you_mean(slug, agencies))
    if not coordinated_by(asker, department):
        raise invalid(
            f"your agency does not coordinate {slug}",
            where,
            f"name another body of the state in {asker.region}; see `agencies`",
        )
