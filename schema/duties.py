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
    CHECKS = "CHECKS", "Decisions on compulsory matters, with the check each rests on (应查必查)."
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
