"""Codes of the report channel: states of a report, roles, what is done to one, why one is closed; and refusals."""

from __future__ import annotations

from gateway.workflow.machine import Machine, steps_from
from schema.declare import CodeList


class Role(CodeList):
    """What a member of staff may do; nobody has both roles."""

    HANDLER = "HANDLER", "Reads reports, forwards them as leads and closes them (举报受理人员)."
    AUDITOR = "AUDITOR", "Reads who did what, and no report (审计人员)."


class State(CodeList):
    """How far a report has come."""

    RECEIVED = "RECEIVED", "Received, and not passed on yet (已收到)."
    FORWARDED = "FORWARDED", "Passed on to a competent department as a bare lead (已移交)."
    CLOSED = "CLOSED", "Closed; it is erased when its time is over (已办结)."


class Closing(CodeList):
    """Why a report was closed; whether it was true is not for this channel to say (GO-09-a)."""

    HANDED_OVER = "HANDED_OVER", "The competent department has the lead and decides by law (已移交主管部门依法处理)."
    TOO_LITTLE = "TOO_LITTLE", "It says too little to go on (线索不足)."
    ELSEWHERE = "ELSEWHERE", "It is not about serious dishonesty of a unit; another channel takes it (不属于受理范围)."


class Deed(CodeList):
    """What an audit entry says was done."""

    SUBMITTED = "SUBMITTED", "A report came in."
    ASKED = "ASKED", "Somebody asked with its code how far it is."
    ADDED = "ADDED", "Somebody with its code added a message."
    LISTED = "LISTED", "It was shown in a list."
    READ = "READ", "It was read whole."
    REPLIED = "REPLIED", "A message was left for who reported."
    FORWARDED = "FORWARDED", "It was passed on as a bare lead; `detail` names department and lead."
    CLOSED = "CLOSED", "It was closed; `detail` is the reason."
    ERASED = "ERASED", "Its time after closing was over, and it was erased."
    REFUSED = "REFUSED", "Staff of the wrong role asked for it."
    AUDITED = "AUDITED", "The audit was read."


class ReportFault(CodeList):
    """Stable codes of what the channel refuses."""

    INVALID_REPORT = "INVALID_REPORT", "Something is missing in the report or message, or is too long."
    UNKNOWN_CODE = "UNKNOWN_CODE", "No report has this code; erased ones have none any more."
    UNKNOWN_REPORT = "UNKNOWN_REPORT", "There is no report of that id."
    UNKNOWN_DEPARTMENT = "UNKNOWN_DEPARTMENT", "`reports.toml` names no such department."
    ILLEGAL_STEP = "ILLEGAL_STEP", "The step does not follow from where the report stands."
    NOT_STAFF = "NOT_STAFF", "No credential of staff was sent, or it is not known."
    WRONG_ROLE = "WRONG_ROLE", "The credential's role does not cover this."
    TOO_MANY = "TOO_MANY", "Too many requests at once; nothing about who asks is kept to tell that."
    TOO_LARGE = "TOO_LARGE", "The request is larger than any report may be."
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD", "The request is neither a form nor JSON, or asks for what is not here."
    UNAVAILABLE = "UNAVAILABLE", "The store of reports cannot be written, so nothing is accepted and nothing shown."


class Refused(Exception):  # noqa: N818 - it refuses a request; it is not a defect
    """A request to the channel that is refused: code, what is wrong and what to do, for reporters in Chinese too."""

    def __init__(self, code: ReportFault, message: str, message_zh: str = "", *, where: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.message_zh = message_zh
        self.where = where


_OPEN = (State.RECEIVED, State.FORWARDED)
STEPS = Machine(
    (*steps_from(_OPEN, State.FORWARDED, Role.HANDLER), *steps_from(_OPEN, State.CLOSED, Role.HANDLER)),
)
