"""How credit is repaired and a list is left, as data of the pack (GO-19-a, GO-21-b), and who decides it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schema.agencies import Agency
from schema.codes import RecordKind
from schema.dates import Period, add_months
from schema.measures import LegalBasis
from schema.records import Record, SeriousDishonestyEntry
from schema.repairs import RepairEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRule:
    """What a repair or exit of records of some kinds, or on some lists, needs.

    `needs` are kinds of evidence each of which is needed. With `least_publicity` it takes effect when the least
    publicity of the record's severity is over. `within_months` is the prescribed time, counted from the decision;
    None: the decision document prescribes it. `handling_days` are working days; `says` is what the basis says of them.
    """

    id: str
    in_force: Period
    basis: LegalBasis
    record_kinds: frozenset[RecordKind]
    lists: frozenset[str]
    needs: tuple[RepairEvidence, ...]
    least_publicity: bool
    within_months: int | None
    handling_days: int
    says: str

    def fits(self, record: Record, day: date) -> bool:
        """Tell whether the rule is about such a record on a day."""
        if not self.in_force.holds_on(day) or record.kind not in self.record_kinds:
            return False
        return not self.lists or (isinstance(record, SeriousDishonestyEntry) and record.list_id in self.lists)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationTerms:
    """Working days for setting right what relied on a wrong record (GO-22-e); `says` is what the basis says of them."""

    working_days: int
    basis: LegalBasis
    says: str


class KeptList(Protocol):
    """A list, as far as who keeps it goes."""

    def is_kept_by(self, agency: Agency) -> bool:
        """Tell whether an agency keeps it."""


def rule_for(rules: Iterable[RepairRule], record: Record, day: date) -> RepairRule | None:
    """Give the rule for a record on a day: one about its list before one about its kind."""
    fitting = [rule for rule in rules if rule.fits(record, day)]
    return max(fitting, key=lambda rule: bool(rule.lists), default=None)


def prescribed_last_day(rule: RepairRule, record: Record) -> date | None:
    """Give the last day of the time a rule prescribes for a record; None where the rule prescribes none."""
    if rule.within_months is None or record.decided_on is None:
        return None
    return add_months(record.decided_on, rule.within_months)


def deciders(
    record: Record, issuer: str | None, lists: Mapping[str, KeptList], agencies: Mapping[str, Agency]
) -> tuple[str, ...]:
    """Name who may decide: the agency that issued the record, or who keeps its list where the issuer takes no part.

    A keeper decides for its own region only. None where nobody here may.
    """
    if issuer is not None:
        return (issuer,) if issuer in agencies else ()
    kept = lists.get(record.list_id) if isinstance(record, SeriousDishonestyEntry) else None
    if kept is None:
        return ()
    region = record.issuer.region
    return tuple(slug for slug, each in agencies.items() if kept.is_kept_by(each) and each.region == region)
