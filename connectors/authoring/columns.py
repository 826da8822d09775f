"""Columns of the double publicity (双公示, post-2018 format) and the fields they fill, for suggestions only."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "LICENCE": {
        "XK_XDR_MC": 'subject_name = "/XK_XDR_MC"',
        "XK_XKJG": 'issuer = { name = "/XK_XKJG", code = "/XK_XKJGDM" }',
        "XK_WSH": 'document_number = "/XK_WSH"',
        "XK_JDRQ": 'decided_on = "/XK_JDRQ"',
        "XK_YXQZ": 'period = { from = ["/XK_YXQZ", "/XK_JDRQ"], to = "/XK_YXQZI" }',
        "XK_ZT": 'status = { at = "/XK_ZT", values = { 1 = "CURRENT", 2 = "ENDED" }, default = "CURRENT" }',
        "XK_XKZS": 'licence_name = "/XK_XKZS"',
        "XK_XKBH": 'certificate_number = "/XK_XKBH"',
        "XK_NR": 'content = "/XK_NR"',
    },
    "PENALTY": {
        "CF_XDR_MC": 'subject_name = "/CF_XDR_MC"',
        "CF_CFJG": 'issuer = { name = "/CF_CFJG", code = "/CF_CFJGDM" }',
        "CF_WSH": 'document_number = "/CF_WSH"',
        "CF_JDRQ": 'decided_on = "/CF_JDRQ"',
        "CF_YXQ": 'period = { from = "/CF_JDRQ", to = "/CF_YXQ" }',
        "CF_SXYZCD": 'severity = { at = "/CF_SXYZCD", values = "severity", default = "UNKNOWN" }',
        "CF_YJ": 'legal_basis = "/CF_YJ"',
        "CF_GSJZQ": 'public_until = "/CF_GSJZQ"',
        "CF_CFLB": 'penalty_kinds = { at = "/CF_CFLB", values = "penalty-kind", split = ";、" }',
        "CF_WFXW": 'offence = "/CF_WFXW"',
        "CF_NR": 'content = "/CF_NR"',
        "CF_NR_FK": 'fine_yuan = { at = "/CF_NR_FK", unit = "wan" }',
        "CF_NR_WFFF": 'confiscated_yuan = { at = "/CF_NR_WFFF", unit = "wan" }',
        "CF_NR_ZKDX": 'licence_affected = "/CF_NR_ZKDX"',
    },
}


def field_of(kind: str, column: str) -> tuple[str, str] | None:
    """Give the field a column is known to fill and the line that maps it, or None."""
    line = COLUMNS[kind].get(column)
    return None if line is None else (line.partition(" ")[0], line)
