"""Wire format of the ecology department's GraphQL answers."""

from __future__ import annotations

import msgspec

from connectors.core.dates import Day


class EvaluationRow(msgspec.Struct, frozen=True, rename="camel"):
    """One grade."""

    id: str
    year: int
    grade: str
    evaluated_on: Day
    valid_until: Day = None
    document_number: str | None = None
    issuer_name: str | None = None
    issuer_code: str | None = None
    region_code: str | None = None


class Enterprise(msgspec.Struct, frozen=True, rename="camel"):
    """One unit and its grades."""

    credit_code: str | None = None
    name: str | None = None
    total: int | None = None
    evaluations: list[EvaluationRow] = []


class EnvironmentCredit(msgspec.Struct, frozen=True, rename="camel"):
    """What the department has about one code; `registry_checked` says that nothing means nothing."""

    credit_code: str | None = None
    registry_checked: bool | None = None
    data_time: str | None = None
    enterprise: Enterprise | None = None


class Data(msgspec.Struct, frozen=True, rename="camel"):
    """The `data` of the answer."""

    environment_credit: EnvironmentCredit | None = None


class Error(msgspec.Struct, frozen=True):
    """One of the `errors` of the answer, whose text stays with its department."""


class Answer(msgspec.Struct, frozen=True):
    """GraphQL answer over HTTP."""

    data: Data | None = None
    errors: list[Error] | None = None
