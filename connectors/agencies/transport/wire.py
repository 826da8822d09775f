"""Wire format of the highway-construction grades."""

from __future__ import annotations

import msgspec

from connectors.core.dates import Day


class Row(msgspec.Struct, frozen=True, rename="camel"):
    """One grade, by the state or by a province."""

    id: str
    grade: str
    scope: str
    uscc: str | None = None
    unit_name: str | None = None
    year: int | None = None
    region_code: str | None = None
    issuer: str | None = None
    issuer_code: str | None = None
    eval_date: Day = None
    doc_no: str | None = None


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """Answer about one credit code."""

    asked: str | None = None
    total: int | None = None
    data_time: str | None = None
    rows: list[Row] = []
