"""How each kind of proceeding is counted, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from schema.duties import DutyResult as Result
from schema.duties import Indicator
from schema.proceedings import ProceedingKind as Kind


class Account(NamedTuple):
    """How proceedings of a kind are counted.

    Something came of them in the states `results`; while they are in the states `waits`, they wait for an agency in
    one of the `roles`, the first being who it is by rule. `item` is the member of the content that says on what. The
    day they were begun is that of their first event, or what the content says under `began_on`; the day they were done
    is that of the result, of the last event `done_by`, or what the result says under `done_on`.
    """

    indicator: Indicator
    results: frozenset[str]
    waits: frozenset[str]
    roles: tuple[str, ...]
    item: str
    began_on: str = ""
    done_on: str = ""
    done_by: str = ""


def _account(
    indicator: Indicator, *results: Result, waits: Iterable[str], roles: tuple[str, ...], item: str, **days: str
) -> Account:
    return Account(indicator, frozenset(each.value for each in results), frozenset(waits), roles, item, **days)


ACCOUNTS: Final[Mapping[Kind, Account]] = {
    Kind.PUBLICATION: _account(
        Indicator.PUBLICATIONS,
        *(Result.PUBLISHED, Result.WITHHELD, Result.TAKEN_DOWN),
        waits=("DUE",),
        roles=("HOLDER",),
        item="record_kind",
        began_on="decided_on",
        done_on="published_on",
    ),
    Kind.OBJECTION: _account(
        Indicator.OBJECTIONS,
        *(Result.VERIFIED_CORRECT, Result.VERIFIED_WRONG, Result.REFUSED, Result.WITHDRAWN),
        waits=("UNDER_VERIFICATION",),
        roles=("PROVIDER", "ISSUER", "HANDLER"),
        item="record_kind",
    ),
    Kind.REPAIR: _account(
        Indicator.REPAIRS,
        *(Result.GRANTED, Result.REFUSED, Result.WITHDRAWN),
        waits=("APPLIED_FOR", "UNDER_REVIEW"),
        roles=("REVIEWER",),
        item="record_kind",
    ),
    Kind.RECTIFICATION: _account(
        Indicator.RECTIFICATIONS,
        Result.DONE,
        waits=("OPEN",),
        roles=("RECTIFIER",),
        item="matter",
        done_by="ANSWERED",
    ),
    Kind.FEEDBACK: _account(
        Indicator.FEEDBACK,
        *(Result.APPLIED, Result.NOT_APPLIED, Result.LAPSED),
        waits=("AWAITED",),
        roles=("IMPLEMENTER",),
        item="measure",
    ),
    Kind.COMMITMENT: _account(
        Indicator.COMMITMENTS,
        *(Result.FULFILLED, Result.LAPSED),
        waits=("ACCEPTED",),
        roles=("ACCEPTER",),
        item="matter",
    ),
}
