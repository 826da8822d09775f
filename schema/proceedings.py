"""Proceedings: what departments carry on with each other about subjects, records and duties (GO-18-d, GO-22, GO-23)."""

from __future__ import annotations

from datetime import date, datetime

from schema.declare import CodeList, about, code_list, fact


@code_list
class ProceedingKind(CodeList):
    """Kinds of proceeding, each with states and parties of its own."""

    JOINT_CASE = "JOINT_CASE", "A department designates, others respond (发起响应)."
    OBJECTION = "OBJECTION", "A record is disputed and verified (异议处理)."
    REPAIR = "REPAIR", "The subject asks for credit repair, or to leave a list (信用修复、移出名单)."
    RECTIFICATION = "RECTIFICATION", "What relied on a wrong record is found and set right (更正、恢复名誉)."
    DECISION = "DECISION", "A decision of an approval is reported with the check it rests on (应查必查)."
    FEEDBACK = "FEEDBACK", "A measure that must be taken waits for what its implementer did (执行反馈)."
    COMMITMENT = "COMMITMENT", "An application was accepted with material missing, upon a commitment (容缺受理)."
    ADOPTION = "ADOPTION", "A department decides whether it takes a recommended measure."
    PUBLICATION = "PUBLICATION", "A licence or penalty is put online and collected (双公示)."
    NOTICE = "NOTICE", "A department that fails a duty is notified, and answers (通报整改)."
    WATCH = "WATCH", "The answer of a receipt is watched, and told when it would be another (信息推送)."


@fact
class ProceedingEvent:
    """One entry of the trail of a proceeding; the trail is only ever added to."""

    sequence: int = about("Number of the event in the log of all proceedings; later ones have greater numbers.")
    at: datetime = about("Instant (UTC).")
    by: str = about("Slug of the agency that did it; `gateway` where it happened by itself, such as a day that passed.")
    kind: str = about("What happened: the state it came to, or another word such as `OVERDUE`.")
    state: str = about("State it left the proceeding in.")
    due_on: date | None = about("Legal day by which the next step is due from then on, if any.", default=None)
