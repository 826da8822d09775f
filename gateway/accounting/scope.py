"""Whose accounts a client may read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.accounting.groups import AccountGroup
from gateway.grants import Grant
from gateway.rules.regions import NATIONAL, within
from schema.agencies import Agency
from schema.duty_accounts import AccountScope
from schema.errors import ErrorCode, Refusal
from schema.proceedings import ProceedingKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Accounts a client may read: all, those of the region its agency coordinates, or its agency's own."""

    kind: AccountScope
    agency: Agency

    def holds(self, group: AccountGroup) -> bool:
        """Tell whether a group is of these accounts."""
        if self.kind is AccountScope.ALL or group.agency == self.agency.slug:
            return True
        region = self.agency.region
        return self.kind is AccountScope.COORDINATED and (region == NATIONAL or within(group.region, region))


def scope_of(grant: Grant, agency: Agency) -> Scope:
    """Give whose accounts a grant lets read; raises `Refusal(FORBIDDEN)` where none."""
    if grant.statistics:
        return Scope(AccountScope.ALL, agency)
    if not grant.procedures:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            "this credential may not read what departments did of their duties",
            where="Authorization",
            hint="ask with the credential of a client that has statistics = true, or procedures of its agency",
        )
    coordinates = agency.coordinates and ProceedingKind.NOTICE in grant.procedures
    return Scope(AccountScope.COORDINATED if coordinates else AccountScope.OWN, agency)
