"""Prints joint cases: one with its departments and trail, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import named, show_page

Case = Mapping[str, Any]


def print_cases(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of cases, and how to go on."""
    show_page(out, page, "case(s)", _told)


def print_case(out: Console, case: Case) -> None:
    """Print a case."""
    show(out, [_told(case), *_designation(case), *_participants(case), *_trail(case)])


def _told(case: Case) -> Text:
    designation = case["designation"]
    on = designation["listId"] or designation["kind"]
    number = designation["documentNumber"]
    return line(case["id"], case["state"], named(case["subject"]), "by", case["initiator"], "on", on, number, indent=0)


def _designation(case: Case) -> Iterator[Text]:
    designation = case["designation"]
    yield heading("designation")
    yield labelled("record", designation["record"])
    yield labelled("decided on", designation["decidedOn"])
    if designation["lastDay"]:
        yield labelled("last day", designation["lastDay"])
    if designation["offence"]:
        yield labelled("offence", f"{designation['offence']['title']} {designation['offence']['titleZh']}")
    for basis in designation["bases"]:
        yield labelled("basis", f"{basis['title']} {basis['titleZh']} ({basis['confidence']})")
    if case["underVerificationSince"]:
        yield labelled("disputed", f"under verification since {case['underVerificationSince']}; apply nothing")
    if case["ending"]:
        yield labelled("ended", " ".join(filter(None, (case["ending"], case["endReason"]))))


def _participants(case: Case) -> Iterator[Text]:
    yield heading("departments")
    for each in case["participants"]:
        told = "for reference" if each["forReference"] else ""
        yield line(each["agency"], f"({each['region']})", each["state"], told)
        if each["recognisedUnder"]:
            yield labelled("under", f"{each['recognisedUnder']['id']}: {each['recognisedUnder']['title']}")
        for proposed in each["measures"]:
            measure = proposed["measure"]
            why = f": {proposed['reason']}" if proposed["reason"] else ""
            yield labelled(measure["id"], f"{measure['title']} {measure['titleZh']} {proposed['force']}{why}")
        if each["reason"]:
            yield labelled("refused", each["reason"])
        if each["nextSteps"]:
            yield labelled("may", ", ".join(each["nextSteps"]))


def _trail(case: Case) -> Iterator[Text]:
    yield heading("trail")
    for event in case["trail"]:
        told = (event[name] for name in ("agency", "region", "response", "ending") if event[name])
        yield line(event["sequence"], event["at"], event["kind"], "by", event["by"], *told, "→", event["state"])
