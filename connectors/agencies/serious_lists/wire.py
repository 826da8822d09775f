"""Wire format of the serious-dishonesty lists."""

from __future__ import annotations

import msgspec

from connectors.core.dates import Day
from connectors.core.persons import PersonRow


class EntryRow(msgspec.Struct, frozen=True, rename="camel"):
    """One entry on one list, with its exit."""

    entry_id: str
    list_code: str
    uscc: str | None = None
    ent_name: str | None = None
    list_name: str | None = None
    reason: str | None = msgspec.field(name="serILLRea_CN", default=None)
    basis: str | None = None
    doc_no: str | None = None
    abntime: Day = None
    illeg_act_date: Day = None
    dec_org: str | None = msgspec.field(name="decOrg_CN", default=None)
    dec_org_code: str | None = None
    exp_date: Day = None
    area_code: str | None = None
    state: str | None = None
    state_date: Day = None
    rem_date: Day = None
    rem_doc_no: str | None = None
    persons: list[PersonRow] | None = None


class Result(msgspec.Struct, frozen=True, rename="camel"):
    """The entries of one code."""

    uscc: str | None = None
    total: int | None = None
    entries: list[EntryRow] = []


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """Answer about a batch of codes; every code is in `results` or in `absent`."""

    code: str
    data_time: str | None = None
    results: list[Result] = []
    absent: list[str] = []
