"""The three duties of departments, and what is counted of how each is done (GO-23-b, GO-23-c)."""

from __future__ import annotations

from schema.declare import CodeList, code_list


@code_list
class DepartmentDuty(CodeList):
    """What departments owe each other and the subjects; who fails one is notified and urged to correct it."""

    COLLECTION = "COLLECTION", "To collect credit information and to put it online in time (信用信息归集)."
    SHARING = "SHARING", "To answer when asked, and to keep right what is shared (信用信息共享)."
    MEASURES = "MEASURES", "To check before deciding, to take joint measures, and to say what was done (联合奖惩)."


@code_list
class Indicator(CodeList):
    """What is counted of how a duty is done."""

    PUBLICATIONS = "PUBLICATIONS", "Licences and penalties put online within seven working days (双公示)."
    SILENCES = "SILENCES", "Checks left INCOMPLETE by one source alone, which did not answer."
    OBJECTIONS = "OBJECTIONS", "Objections to records, verified by their provider (异议处理)."
    REPAIRS = "REPAIRS", "Applications for credit repair, or to leave a list (信用修复)."
    CHECKS = "CHECKS", "Decisions of approvals, with the check each rests on (应查必查)."
    FEEDBACK = "FEEDBACK", "Measures that must be taken, with what their implementer did (执行反馈)."
    RECTIFICATIONS = "RECTIFICATIONS", "What relied on a wrong record, set right (更正)."
    JOINT_CASES = "JOINT_CASES", "Joint cases a department was sent, and what it answered (发起响应)."
    COMMITMENTS = "COMMITMENTS", "Applications accepted with material missing, upon a commitment (容缺受理)."

    @property
    def duty(self) -> DepartmentDuty:
        """Duty it is counted for."""
        if self is Indicator.PUBLICATIONS:
            return DepartmentDuty.COLLECTION
        return DepartmentDuty.SHARING if self in _SHARING else DepartmentDuty.MEASURES


_SHARING = frozenset({Indicator.SILENCES, Indicator.OBJECTIONS, Indicator.REPAIRS})


@code_list
class DutyResult(CodeList):
    """What came of one thing counted; each is counted once, with the first that came of it."""

    PUBLISHED = "PUBLISHED", "Put online."
    WITHHELD = "WITHHELD", "Withheld on a legal basis."
    TAKEN_DOWN = "TAKEN_DOWN", "Its time to be public was over, or its ground gone, before it was put online."
    SILENT = "SILENT", "The source did not answer."
    VERIFIED_CORRECT = "VERIFIED_CORRECT", "Verified, and found correct."
    VERIFIED_WRONG = "VERIFIED_WRONG", "Verified, and found wrong."
    GRANTED = "GRANTED", "Granted."
    REFUSED = "REFUSED", "Refused."
    WITHDRAWN = "WITHDRAWN", "Taken back: the application, or the record that was disputed."
    CHECKED = "CHECKED", "Decided upon a valid check, and nothing is wrong with it."
    UNCOMPELLED = "UNCOMPELLED", "Decided without a check, which the matter does not demand."
    WITHOUT_RECEIPT = "WITHOUT_RECEIPT", "Decided without the check the matter demands."
    INVALID_RECEIPT = "INVALID_RECEIPT", "Decided with a receipt that does not show the check."
    AGAINST_BARRED = "AGAINST_BARRED", "Granted although the check said BARRED."
    APPLIED_SUSPENDED = "APPLIED_SUSPENDED", "A measure was applied while its record was under verification."
    APPLIED_ENDED = "APPLIED_ENDED", "A measure was applied after it had ended."
    APPLIED_INAPPLICABLE = "APPLIED_INAPPLICABLE", "A measure was applied that the check does not show to apply."
    APPLIED = "APPLIED", "Applied."
    NOT_APPLIED = "NOT_APPLIED", "Not applied, with a reason."
    LAPSED = "LAPSED", "It fell away before anything was done."
    DONE = "DONE", "Set right."
    FULFILLED = "FULFILLED", "The commitment was fulfilled."
    NOTHING = "NOTHING", "Nothing yet."

    @property
    def failing(self) -> bool:
        """Tell whether it shows by itself that the duty was not done."""
        return self in _FAILING


_FAILING = frozenset(
    {
        *(DutyResult.SILENT, DutyResult.WITHOUT_RECEIPT, DutyResult.INVALID_RECEIPT, DutyResult.AGAINST_BARRED),
        *(DutyResult.APPLIED_SUSPENDED, DutyResult.APPLIED_ENDED, DutyResult.APPLIED_INAPPLICABLE),
    }
)


@code_list
class Timing(CodeList):
    """When the result came; working days by the calendars configured."""

    SOON = "SOON", "In time, within seven working days of the beginning."
    IN_TIME = "IN_TIME", "In time, after more than seven working days, or days of a year without calendar."
    LATE = "LATE", "After the day it was due, by at most seven working days."
    VERY_LATE = "VERY_LATE", "Later than that, or by days of a year without calendar."
    NOT_YET = "NOT_YET", "Not by the end of the month after the one in which it was found overdue."
    UNTIMED = "UNTIMED", "No day was due."

    @property
    def failing(self) -> bool:
        """Tell whether it shows by itself that the duty was not done in time."""
        return self in {Timing.LATE, Timing.VERY_LATE, Timing.NOT_YET}
