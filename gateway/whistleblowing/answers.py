"""What the channel answers as JSON, and how refusals look."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson
from starlette.responses import Response

from gateway.whistleblowing.desk import File, Lead
from gateway.whistleblowing.intake import Progress
from gateway.whistleblowing.reports import Report
from gateway.whistleblowing.trail import AuditEntry
from gateway.whistleblowing.words import Refused, ReportFault

STATUS = {
    ReportFault.INVALID_REPORT: 422,
    ReportFault.UNKNOWN_CODE: 404,
    ReportFault.UNKNOWN_REPORT: 404,
    ReportFault.UNKNOWN_DEPARTMENT: 422,
    ReportFault.ILLEGAL_STEP: 409,
    ReportFault.NOT_STAFF: 401,
    ReportFault.WRONG_ROLE: 403,
    ReportFault.TOO_MANY: 429,
    ReportFault.TOO_LARGE: 413,
    ReportFault.NOT_UNDERSTOOD: 400,
    ReportFault.UNAVAILABLE: 503,
}
_HEADERS = {ReportFault.NOT_STAFF: {"www-authenticate": "Bearer"}, ReportFault.TOO_MANY: {"retry-after": "60"}}


def respond(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Give a JSON response."""
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


def refused(refusal: Refused) -> Response:
    """Give the response to what is refused, in the form of the gateway's errors."""
    extensions = {"code": refusal.code.value} | ({"where": refusal.where} if refusal.where else {})
    error = {"message": refusal.message, "extensions": extensions}
    return respond({"errors": [error]}, STATUS[refusal.code], _HEADERS.get(refusal.code))


def progress_body(progress: Progress) -> dict[str, Any]:
    """Tell a reporter how far a report is."""
    return {
        "state": progress.state,
        "closing": progress.closing,
        "replies": [{"writtenOn": each.written_on, "text": each.text} for each in progress.replies],
    }


def summary_body(report: Report) -> dict[str, Any]:
    """Tell a handler what a report is about, without what is written in it."""
    return {
        "id": report.id,
        "receivedOn": report.received_on,
        "state": report.state,
        "closing": report.closing,
        "creditCode": report.submission.credit_code,
        "offence": report.submission.offence,
    }


def file_body(file: File) -> dict[str, Any]:
    """Tell a handler everything about a report."""
    return {
        **summary_body(file.report),
        "whatHappened": file.report.submission.what_happened,
        "contact": file.report.submission.contact,
        "messages": [
            {"fromHandler": each.from_handler, "writtenOn": each.written_on, "text": each.text}
            for each in file.messages
        ],
        "decisions": [
            {
                "leadId": each.lead_id,
                "department": each.department,
                "decidedOn": each.decided_on,
                "decidedBy": each.decided_by,
            }
            for each in file.decisions
        ],
    }


def lead_body(lead: Lead) -> dict[str, Any]:
    """Write the lead a department is given."""
    return {
        "leadId": lead.id,
        "department": lead.department,
        "creditCode": lead.credit_code,
        "offence": lead.offence,
    }


def audit_body(entries: tuple[AuditEntry, ...]) -> dict[str, Any]:
    """Write the audit as it is digested."""
    return {"entries": [asdict(entry) for entry in entries]}
