"""What departments of the sandbox do in a month, to be counted: each gives the words nobody may be told of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from gateway.cli.case_questions import CARRY
from gateway.cli.decision_questions import APPLIED as APPLY
from gateway.cli.notice_questions import ANSWER, ISSUE
from gateway.cli.publication_questions import OPEN, PUBLISHED
from gateway.demo.admin import DOWN, Faults
from gateway.demo.servers import Gateway
from gateway.rights.entries import RightsKind
from tests.acceptance.approvals import Approvals
from tests.acceptance.asking import TRADING_CENTRE
from tests.acceptance.departments import HOME, INSPECTOR, NEIGHBOUR, Departments, numbers
from tests.acceptance.departments import order as written
from tests.acceptance.test_statistics import CHECK

NATION, PROVINCE = "sandbox-national-coordination", "sandbox-credit-office"
OCTOBER_15: Final = datetime(2026, 10, 15, 4, tzinfo=UTC)
PLAN: Final = "annual-inspection-plan"
APPLIED, REFUSED, SILENT = 6, 2, 7
CHECKED, UNCHECKED, PLANNED, PROMPT, LATE = 6, 2, 5, 5, 6


def joint_cases(gateway: Gateway) -> set[str]:
    """Send cases to a department, which applies most and refuses a few; gives words nobody else may be told."""
    departments, said = Departments(gateway), set()
    who = departments.who("env-listed")
    for number in range(APPLIED + REFUSED):
        case = departments.opened(written(who), NEIGHBOUR)
        case = departments.change(
            CARRY, NEIGHBOUR, case=case["id"], region="990000", implementers=["market-regulation"]
        )
        said |= {case["id"], case["designation"]["record"], case["designation"]["documentNumber"]}
        if number < APPLIED:
            for response in ("RECEIVED", "CONFIRMED", "APPLIED"):
                departments.respond(case, INSPECTOR, response)
        else:
            departments.respond(case, INSPECTOR, "REFUSED", "不属本部门职责")
    return said | {who["value"], "不属本部门职责"}


def silences(gateway: Gateway) -> set[str]:
    """Check while the court does not answer."""
    departments, faults = Departments(gateway), Faults(gateway.town)
    faults.put({"court": DOWN})
    who = departments.who("model-clean")
    asked = {"who": who, "why": "PUBLIC_RESOURCE_TRADING", "matter": "public-tender"}
    for number in range(SILENT):
        check = departments.ask(CHECK, TRADING_CENTRE, **asked, case=f"CANARY-{number}")["check"]
        assert check["missing"], check
    faults.put({})
    return {who["value"], "CANARY-1"}


def decisions(gateway: Gateway) -> set[str]:
    """Decide with checks and, a few times, without; put on the plan, and apply, what must be applied."""
    approvals, said = Approvals(gateway), set()
    model, listed = approvals.who("model-clean"), approvals.who("inspect-bad")
    for number in range(CHECKED + UNCHECKED):
        case = approvals.case()
        receipt = {"receipt": approvals.check(model, case)["id"]} if number < CHECKED else {}
        said |= {case, approvals.report(model, case, **receipt)["id"]}
    for _ in range(PLANNED):
        decision, feedback, _ = _planned(approvals, "inspect-bad")
        assert _apply(approvals, feedback) is None
        said |= {decision["id"], decision["caseNumber"], feedback["id"]}
    return said | {listed["value"], *_applied_though_disputed(approvals)}


def _applied_though_disputed(approvals: Approvals) -> set[str]:
    decision, feedback, record = _planned(approvals, "env-listed")
    approvals.of_record(record, RightsKind.OBJECTION_ACCEPTED, OCTOBER_15 - timedelta(days=2))
    approvals.until(decision, underVerification=True)
    assert _apply(approvals, feedback) == "APPLIED_SUSPENDED"
    return {decision["id"], feedback["id"], record}


def _planned(approvals: Approvals, member: str) -> tuple[Any, Any, str]:
    """Put a subject on the plan of inspections; gives decision, feedback called for, and the record behind it."""
    who, case = approvals.who(member), approvals.case()
    check = approvals.check(who, case, INSPECTOR, PLAN, "SUPERVISION")
    decision = approvals.report(who, case, matter=PLAN, outcome="DECIDED", receipt=check["id"])
    (feedback,) = approvals.feedback_on(decision)
    return decision, feedback, feedback["records"][0]


def _apply(approvals: Approvals, feedback: Any) -> str | None:
    """Apply a measure, and give what is wrong with that."""
    order = {"document": "样市监执〔2026〕7号", "startsOn": approvals.today()}
    answer = approvals.ask(APPLY, INSPECTOR, id=feedback["id"], input=order, key=f"W-{next(numbers)}")
    finding: str | None = answer["change"]["feedback"]["finding"]
    return finding


def publications(gateway: Gateway) -> set[str]:
    """Publish penalties, some in time and some late."""
    departments, said = Departments(gateway), set()
    who = departments.who("env-listed")
    days = [("2026-09-18", "2026-09-22")] * PROMPT + [("2026-09-10", "2026-09-24")] * LATE
    for decided_on, published_on in days:
        number = f"样环罚〔2026〕W{next(numbers)}号"
        decision = {"kind": "PENALTY", "documentNumber": number, "decidedOn": decided_on}
        order = {"input": {"subject": who, "decision": decision}, "key": number}
        opened = departments.ask(OPEN, HOME, **order)["change"]["publication"]
        shown = {"publication": opened["id"], "day": published_on, "page": "https://example.gov.cn/1"}
        departments.ask(PUBLISHED, HOME, **shown, key=f"{number} shown")
        said |= {opened["id"], number}
    return said


def notices(gateway: Gateway) -> str:
    """Notify two departments, one of which answers; gives the notice that falls due first."""
    departments = Departments(gateway)
    order_of = {"duty": "SHARING", "fromMonth": "2026-10", "toMonth": "2026-10", "expected": "逐日应答"}
    issued = []
    for due in ("2026-11-02", "2026-12-31"):
        said = {"input": {**order_of, "agency": "court", "dueOn": due}, "key": f"A-{next(numbers)}"}
        issued.append(str(departments.ask(ISSUE, NATION, **said)["change"]["notice"]["id"]))
    said = {"input": {**order_of, "agency": "market-regulation", "dueOn": "2026-12-31"}, "key": "A-mr"}
    notice = departments.ask(ISSUE, PROVINCE, **said)["change"]["notice"]["id"]
    departments.ask(ANSWER, INSPECTOR, notice=notice, answer="已改", done="已改", key="A-answer")
    return issued[0]
