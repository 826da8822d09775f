"""What the public is told: a list of what may be shown, so that nothing else can be."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class PublicBasis(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Law, regulation or policy by which something is public."""

    title: str
    title_zh: str
    article: str | None


class PublicRecord(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One record; `facts` are its own members by name, `last_day` the last legal day it may be public, if there is one.

    `media_basis` is what lets media report it (GO-26-b); None where nothing does.
    """

    id: str
    kind: str
    issuer: str
    document_number: str | None
    decided_on: date | None
    last_day: date | None
    severity: str | None
    facts: dict[str, str]
    cites: str | None
    basis: PublicBasis
    under_verification_since: date | None
    for_reference: bool
    media_basis: PublicBasis | None


class PublicRemedy(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What the subject can do about a record, where and until when (GO-22-f)."""

    title: str
    title_zh: str
    body: str
    body_zh: str | None
    time_limit: str
    time_limit_zh: str | None
    basis: PublicBasis


class PublicSubject(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The unit, as the registry names it; None where it did not answer."""

    credit_code: str
    name: str | None
    kind: str | None
    registration_status: str | None


class PublicAnswer(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Answer to one public query; `silent` names the agencies that did not answer, and then it is not complete."""

    asked_at: datetime
    day: date
    rules: str
    subject: PublicSubject
    complete: bool
    silent: tuple[str, ...]
    total: int
    page: int
    pages: int
    records: tuple[PublicRecord, ...]
    remedies: tuple[PublicRemedy, ...]
