"""Wire format of the customs credit level."""

from __future__ import annotations

import msgspec

from connectors.core.dates import Day


class Level(msgspec.Struct, frozen=True, rename="camel"):
    """The current level of one customs registration."""

    id: str
    credit_level: str
    customs_code: str | None = None
    trade_code: str | None = None
    trade_name: str | None = None
    identify_date: Day = None
    doc_no: str | None = None
    issuer: str | None = None
    issuer_code: str | None = None


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """Answer about one customs code."""

    result_code: str
    customs_code: str | None = None
    found: bool | None = None
    data_time: str | None = None
    data: Level | None = None
