"""Asks the publicity hub: licences and penalties side by side, every page, until the declared total is there."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TypeVar

from connectors.agencies.publicity.mapping import licence, penalty
from connectors.agencies.publicity.wire import LicenceRow, Page, PenaltyRow
from connectors.core.accounting import check_echo, check_total
from connectors.core.connector import Call, Descriptor, KeyedConnector, SourceRef, Told
from connectors.core.dates import read_data_time
from connectors.core.faults import ContractBroken, TooLarge, Unaccounted, UpstreamError
from connectors.core.own import OwnIdentifiers
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.policy import key_in_url
from connectors.exchange.wiring import Wiring
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, NotFound, Outcome

R = TypeVar("R", LicenceRow, PenaltyRow)

_PAGE_SIZE = 50
_MOST_ROWS = 2_000
_LICENCES = JsonAnswers(Page[LicenceRow], any_charset=True)
_PENALTIES = JsonAnswers(Page[PenaltyRow], any_charset=True)
_NOTHING = NotFound(evidence="total 0 for licences and for penalties, with the code echoed")
_PERSON_KINDS = frozenset({"自然人", "01"})


class PublicityConnector(HttpConnector, KeyedConnector):
    """Connector of the double-publicity hub."""

    requests_at_once = 2

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, {"X-Api-Key": settings.key})
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.LICENCE, RecordKind.PENALTY}),
            carries=frozenset(
                {Scheme.CREDIT_CODE, Scheme.REGISTRATION_NUMBER, Scheme.ORGANISATION_CODE, Scheme.TAXPAYER_NUMBER}
            ),
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - rows are dated; every call is alike
        """Ask for the licences and the penalties of one unit."""
        try:
            async with asyncio.TaskGroup() as group:
                licences = group.create_task(self._all("xzxk", key, _LICENCES))
                penalty_rows, penalties_of = await self._all("xzcf", key, _PENALTIES)
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        licence_rows, licences_of = licences.result()
        ages = [moment for moment in (licences_of, penalties_of) if moment is not None]
        return Told(self._outcome(key, licence_rows, penalty_rows), min(ages, default=None))

    def _outcome(self, key: Identifier, licences: list[LicenceRow], penalties: list[PenaltyRow]) -> Outcome:
        if not licences and not penalties:
            return _NOTHING
        delivery, own = self.delivery(), OwnIdentifiers(key)
        mapped = [
            *(licence(delivery, own, row) for row in licences if row.xk_xdr_lb not in _PERSON_KINDS),
            *(penalty(delivery, own, row) for row in penalties if row.cf_xdr_lb not in _PERSON_KINDS),
        ]
        records = tuple(record for record in mapped if record is not None)
        return Found(records=records, rejected=len(mapped) - len(records))

    async def _all(self, kind: str, key: Identifier, answers: JsonAnswers[Page[R]]) -> tuple[list[R], datetime | None]:
        """Read every page of one list; raises `Truncated` if the rows stop short of the total."""
        path = f"/openapi/sgs/{kind}?xydm={key_in_url(key)}&pageSize={_PAGE_SIZE}&pageNo="
        page = answers.read(await self.get(f"{path}1"))
        rows, total = _rows_of(page, key, 1)
        if total > _MOST_ROWS:
            raise TooLarge
        number = 1
        while len(rows) < total:
            number += 1
            following = answers.read(await self.get(f"{path}{number}"))
            more, total_now = _rows_of(following, key, number)
            if not more or total_now != total:
                break
            rows += more
        check_total(total, len(rows))
        if number > 1 and len({row.native_key for row in rows}) < len(rows):
            raise ContractBroken("the source repeated rows from page to page")
        return rows, read_data_time(page.data_time)


def _rows_of(page: Page[R], key: Identifier, number: int) -> tuple[list[R], int]:
    if page.status != "200":
        raise UpstreamError(detail="the answer's status says so")
    check_echo(key, page.xydm)
    if page.total is None or page.rows is None:
        raise Unaccounted
    if page.page_no != number:
        raise ContractBroken("the source delivered another page than the one asked for")
    return page.rows, page.total
