"""Erasure of what is known of a subject: on which ground, by whom, and the trail it leaves (PIPL, art. 47)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gateway.rights.entries import check_text
from schema.declare import CodeList


class ErasureGround(CodeList):
    """Why personal information is erased: the cases of article 47 of the Personal Information Protection Law."""

    PURPOSE_ENDED = "PURPOSE_ENDED", "The purpose is achieved, cannot be, or no longer needs it (处理目的已实现)."
    RETENTION_ENDED = "RETENTION_ENDED", "The service was ended, or the period of retention is over (保存期限已届满)."
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", "The person withdrew consent (个人撤回同意)."
    UNLAWFUL = "UNLAWFUL", "It was handled against law, regulation or agreement (违法违约处理)."
    OTHER_LAW = "OTHER_LAW", "Another case laws or administrative regulations provide for (其他情形)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An order to erase: when (UTC), whom, by which agency, on which ground and by which document. No free text."""

    at: datetime
    subject_ref: str
    by: str
    ground: ErasureGround
    document: str | None = None


def check_erasure(erasure: Erasure) -> None:
    """Refuse (`RightsFault`) an order that is not well formed."""
    check_text("subject_ref", erasure.subject_ref)
    check_text("by", erasure.by)
    if erasure.document is not None:
        check_text("document", erasure.document)
