"""What departments do in proceedings of every family, one mutation after the other, each before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date, timedelta
from typing import Any, TypeAlias

from gateway.cli import adoption_questions as adoptions
from gateway.cli import case_questions as cases
from gateway.cli import commitment_questions as commitments
from gateway.cli import decision_questions as decisions
from gateway.cli import notice_questions as notices
from gateway.cli import objection_questions as objections
from gateway.cli import publication_questions as publications
from gateway.cli import repair_questions as repairs
from gateway.cli import watch_questions as watches
from tests.acceptance.departments import FAR, FINANCE, HOME, INSPECTOR, NEIGHBOUR, numbers, order
from tests.acceptance.pairing import Move, Pair
from tests.acceptance.repairing import COUNTER, SUPERVISION

PROVIDER, NATION = "sandbox-credit-office", "sandbox-national-coordination"
LISTED = "RES-01-serious-lists"
BY_LAW = ["application-form", "layout-and-process", "equipment-list", "safety-management"]
COPY, PREMISES = "business-licence-copy", "premises"
Moves: TypeAlias = Generator[Move, Any, None]


def joint_cases(pair: Pair) -> Moves:
    """Opened, received, confirmed, carried across and ended."""
    who = pair.who("inspect-good")
    opening = {"input": order(who, "market-regulation")}
    case = yield Move("case", NEIGHBOUR, cases.OPEN, opening, "CASE_EXISTS")
    for response in ("RECEIVED", "CONFIRMED"):
        yield Move("case", INSPECTOR, cases.RESPOND, {"case": case["id"], "response": response})
    carrying = {"case": case["id"], "region": "970000", "implementers": ["ecology-far"]}
    yield Move("case", NEIGHBOUR, cases.CARRY, carrying, "INVALID_CASE")
    yield Move("case", FAR, cases.RESPOND, {"case": case["id"], "response": "RECEIVED"})
    yield Move("case", NEIGHBOUR, cases.END, {"case": case["id"], "reason": "撤案"})


def refused_objections(pair: Pair) -> Moves:
    """Lodged and refused."""
    objection = yield lodging(pair, "revoked", None)
    yield Move("objection", COUNTER, objections.REFUSE, {"objection": objection["id"], "reason": "材料不全"})


def objections_and_rectifications(pair: Pair) -> Moves:
    """Lodged, accepted, found wrong, corrected; who relied on the record answers for it, and that is closed."""
    check = pair.checked("listed-strict")
    objection = yield lodging(pair, "listed-strict", check)
    record, said = objection["record"], {"objection": objection["id"]}
    yield Move("objection", COUNTER, objections.ACCEPT, said)
    yield Move("objection", PROVIDER, objections.VERIFY, {**said, "finding": "WRONG"})
    yield Move("objection", INSPECTOR, objections.CORRECT, {**said, "correction": "移出名单"})
    (told,) = pair.rectifications(INSPECTOR, record, 1)
    said = {"rectification": told["id"]}
    answer = {"done": told["toDo"], "document": "样市监更〔2026〕9号", "words": "已恢复"}
    yield Move("rectification", INSPECTOR, repairs.ANSWER, {**said, "answer": answer})
    yield Move("rectification", PROVIDER, repairs.CLOSE, {**said, "sufficient": False, "reason": "尚未说明"})
    yield Move("rectification", INSPECTOR, repairs.ANSWER, {**said, "answer": answer})
    yield Move("rectification", PROVIDER, repairs.CLOSE, {**said, "sufficient": True})


def lodging(pair: Pair, member: str, check: Any) -> Move:
    """Lodge an objection to the record behind a check; a second one joins it."""
    found = check or pair.checked(member)
    records = {record["id"] for each in found["measures"] for record in each["records"]}
    (record,) = records
    written = {"subject": pair.who(member), "record": record, "trigger": "COMPLAINT", "grounds": "决定已被撤销"}
    return Move("objection", COUNTER, objections.LODGE, {"input": written}, None)


def granted_repairs(pair: Pair) -> Moves:
    """Applied for, taken up, more evidence asked and brought, granted."""
    (entry,) = pair.checked("objected", **SUPERVISION)["subject"]["seriousDishonestyEntries"]
    repair = yield applying(pair, "objected", entry["id"], [pair.proof("CORRECTION", 30)])
    said = {"repair": repair["id"]}
    yield Move("repair", INSPECTOR, repairs.REVIEW, said)
    yield Move("repair", INSPECTOR, repairs.ASK, {**said, "what": "缺少履行义务的证明"})
    more = [pair.proof("DUTY_FULFILLED", 20), pair.proof("COMMITMENT", 10)]
    yield Move("repair", COUNTER, repairs.BRING, {**said, "evidence": more})
    yield Move("repair", INSPECTOR, repairs.DECIDE, {**said, "decision": pair.granting()})


def withdrawn_repairs(pair: Pair) -> Moves:
    """Applied for and withdrawn."""
    (entry,) = pair.checked("inspect-bad", **SUPERVISION)["subject"]["seriousDishonestyEntries"]
    repair = yield applying(pair, "inspect-bad", entry["id"], pair.proofs())
    yield Move("repair", COUNTER, repairs.WITHDRAW, {"repair": repair["id"]})


def applying(pair: Pair, member: str, record: str, evidence: list[dict[str, str]]) -> Move:
    """Apply for the repair of a record."""
    written = {"kind": "REPAIR", "subject": pair.who(member), "record": record, "evidence": evidence}
    return Move("repair", COUNTER, repairs.APPLY, {"input": written}, "INVALID_PROCEEDING")


def decisions_and_feedback(pair: Pair) -> Moves:
    """Decided, with what was not applied, and then was."""
    matter, case = "annual-inspection-plan", f"T-{next(numbers)}"
    check = pair.checked("inspect-bad", matter=matter, purpose="SUPERVISION")
    written = {"matter": matter, "subject": pair.who("inspect-bad"), "caseNumber": case, "outcome": "DECIDED"}
    written |= {"decidedOn": str(pair.day), "receipt": check["receipt"]["id"]}
    decision = yield Move("decision", INSPECTOR, decisions.REPORT, {"input": written}, None)
    asked = {"decision": decision["id"], "first": 5}
    found = pair.ask(decisions.FEEDBACKS, INSPECTOR, **asked)["feedbacks"]["nodes"]
    said = {"id": found[0]["id"]}
    yield Move("feedback", INSPECTOR, decisions.NOT_APPLIED, {**said, "reason": "OTHER_LAW", "words": "停止执行"})
    applied = {"document": "样市监执〔2026〕7号", "startsOn": str(pair.day)}
    yield Move("feedback", INSPECTOR, decisions.APPLIED, {**said, "input": applied})


def adopted_measures(pair: Pair) -> Moves:
    """Adopted and withdrawn."""
    written = {"document": "采纳通知", "startsOn": str(pair.day), "lines": ["RES-14-market-regulation-list"]}
    adoption = yield Move("adoption", FINANCE, adoptions.ADOPT, {"input": written}, None)
    ends = {"id": adoption["id"], "endsBefore": str(pair.day + timedelta(days=9)), "document": "撤销通知"}
    yield Move("adoption", FINANCE, adoptions.WITHDRAW, ends)


def supplied_commitments(pair: Pair) -> Moves:
    """Accepted with an item missing, which is supplied."""
    commitment = yield accepting(pair)
    supplying = {"id": commitment["id"], "items": [COPY], "suppliedOn": str(pair.day)}
    yield Move("commitment", INSPECTOR, commitments.SUPPLY, supplying)


def ended_commitments(pair: Pair) -> Moves:
    """Accepted with an item missing, and ended."""
    commitment = yield accepting(pair)
    yield Move("commitment", INSPECTOR, commitments.END, {"id": commitment["id"], "reason": "申请人撤回"})


def accepting(pair: Pair) -> Move:
    """Accept an application upon a commitment."""
    written = {
        "receipt": pair.checked("model-clean")["receipt"]["id"],
        "presentItems": [*BY_LAW, PREMISES],
        "missingItems": [COPY],
        "commitment": {"document": "容缺受理承诺书", "signedOn": str(pair.day)},
        "deadline": str(pair.day + timedelta(days=5)),
    }
    return Move("commitment", INSPECTOR, commitments.ACCEPT, {"input": written}, "INVALID_PROCEEDING")


def collected_publications(pair: Pair) -> Moves:
    """Due, published, collected and taken down."""
    publication = yield opening(pair)
    said, day = {"publication": publication["id"]}, str(pair.day)
    page = "https://sthjt.example.gov.cn/xzcf/2026/18.html"
    yield Move("publication", HOME, publications.PUBLISHED, {**said, "day": day, "page": page})
    collecting = {**said, "platform": "CREDIT_CHINA", "day": day}
    yield Move("publication", COUNTER, publications.COLLECTED, collecting, "INVALID_PROCEEDING")
    ending = {**said, "ground": "WITHDRAWN", "day": day}
    yield Move("publication", HOME, publications.TAKE_DOWN, ending)


def withheld_publications(pair: Pair) -> Moves:
    """Due and withheld."""
    publication = yield opening(pair)
    bases = [each["id"] for each in publication["duty"]["exceptions"]]
    said = {"publication": publication["id"], "basis": bases[0]}
    yield Move("publication", HOME, publications.WITHHOLD, said)


def opening(pair: Pair) -> Move:
    """Open the publication of a decision of yesterday."""
    written = {"kind": "PENALTY", "documentNumber": f"样环罚〔2026〕R{next(numbers)}号", "decidedOn": str(pair.day)}
    said = {"input": {"subject": pair.who("inspect-good"), "decision": written}}
    return Move("publication", HOME, publications.OPEN, said, "INVALID_PROCEEDING")


def notified_departments(pair: Pair) -> Moves:
    """Notified, answered, sent back, answered, corrected and closed."""
    notice = yield notified(pair)
    said, later = {"notice": notice["id"]}, str(pair.day + timedelta(days=20))
    answer = {**said, "answer": "系统切换期间漏报", "done": "补公示十二条"}
    yield Move("notice", INSPECTOR, notices.ANSWER, answer)
    yield Move("notice", NATION, notices.RETURN, {**said, "reason": "尚有未公示", "dueOn": later})
    yield Move("notice", INSPECTOR, notices.ANSWER, answer)
    yield Move("notice", NATION, notices.CONFIRM, said)
    yield Move("notice", NATION, notices.CLOSE, said)


def notified(pair: Pair) -> Move:
    """Notify a department."""
    month = pair.day.isoformat()[:7]
    written = {"agency": "market-regulation", "duty": "COLLECTION", "indicator": "PUBLICATIONS", "fromMonth": month}
    written |= {"toMonth": month, "expected": "补公示全部行政处罚", "dueOn": str(pair.day + timedelta(days=20))}
    return Move("notice", NATION, notices.ISSUE, {"input": written}, None)


def watched_answers(pair: Pair) -> Moves:
    """Watched and ended."""
    receipt = pair.checked("inspect-good", **SUPERVISION)["receipt"]["id"]
    until: date = pair.day + timedelta(days=30)
    opening = {"receipt": receipt, "until": str(until)}
    watch = yield Move("watch", INSPECTOR, watches.OPEN, opening, "INVALID_PROCEEDING")
    yield Move("watch", INSPECTOR, watches.END, {"id": watch["id"]})


FAMILIES: tuple[Callable[[Pair], Moves], ...] = (
    joint_cases,
    refused_objections,
    objections_and_rectifications,
    granted_repairs,
    withdrawn_repairs,
    decisions_and_feedback,
    adopted_measures,
    supplied_commitments,
    ended_commitments,
    collected_publications,
    withheld_publications,
    notified_departments,
    watched_answers,
)
