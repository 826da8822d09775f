"""Which kind of participant may implement which measure, and what may bind it (GO-02-b, GO-07-b, GO-11-d, GO-12-b)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from connectors.manifest import Table
from gateway.rules.model import OperativeLine
from schema.codes import AgencyKind
from schema.measures import BasisKind, CatalogueMeasure, Direction, LegalBasis, MeasureKind, Strength

_GUIDED: Final = frozenset({AgencyKind.ASSOCIATION, AgencyKind.CREDIT_SERVICE, AgencyKind.FINANCIAL})
_GUIDING: Final = ", ".join(strength.value for strength in Strength if strength.guiding)


def check_participants(table: Table, measure: CatalogueMeasure) -> None:
    """Note a fault where nobody may implement a measure, or its wording orders a market body about."""
    if not measure.participants:
        table.fault(
            "names no participant (GO-02-b)",
            'write participants = ["GOVERNMENT"], or others of the code list AgencyKind',
        )
    elif _GUIDED.issuperset(measure.participants) and not measure.strength.guiding:
        table.fault(
            f"is {measure.strength} and only {_said(measure.participants)} may implement it, "
            "which is guided and never instructed (GO-07-b, GO-11-d)",
            f"write one of {_GUIDING}",
            key="strength",
        )


def check_addressees(table: Table, line: OperativeLine) -> None:
    """Note a fault where a line binds those the Guiding Opinions only guide."""
    measure = line.entry.measure
    if line.kind is not MeasureKind.MANDATORY or not measure.participants:
        return
    if not any(kind.of_the_state for kind in measure.participants):
        table.fault(
            f"is MANDATORY, and {measure.id} is for {_said(measure.participants)}, "
            "which is guided and never instructed (GO-07-b, GO-11-d)",
            'write kind = "RECOMMENDED"',
            key="kind",
        )
    elif measure.strength.guiding:
        table.fault(
            f"is MANDATORY, and {measure.id} is {measure.strength} (GO-07-b, GO-11-d)",
            'write kind = "RECOMMENDED"',
            key="kind",
        )


def check_convention(table: Table, key: str, measure: CatalogueMeasure, bases: Iterable[LegalBasis]) -> None:
    """Note a fault where an association's restraint on its members rests on anything like a law (GO-12-b)."""
    cited = tuple(bases)
    if measure.direction is not Direction.RESTRAINT or AgencyKind.ASSOCIATION not in measure.participants or not cited:
        return
    for basis in cited:
        if basis.kind in {BasisKind.LAW, BasisKind.REGULATION}:
            table.fault(
                f"{measure.id} is an association's measure and cannot rest on {basis.id!r}, a {basis.kind} (GO-12-b)",
                "cite the association's standard, rules or convention",
                key=key,
            )
    if not any(basis.kind is BasisKind.CONVENTION for basis in cited):
        table.fault(
            f"{measure.id} is an association's measure and rests on no CONVENTION (GO-12-b)",
            "cite the association's standard, rules or convention",
            key=key,
        )


def check_associations_own(table: Table, key: str, measure: CatalogueMeasure) -> None:
    """Note a fault unless a measure is a restraint that only associations implement, on their members (GO-12-b)."""
    if measure.direction is not Direction.RESTRAINT or set(measure.participants) != {AgencyKind.ASSOCIATION}:
        table.fault(
            f"leaves {measure.id} to associations, and it is for {_said(measure.participants)} (GO-12-b)",
            "write it under restraints, or leave it out",
            key=key,
        )


def check_implementer(table: Table, key: str, measure: CatalogueMeasure, kind: AgencyKind, who: str) -> None:
    """Note a fault unless an agency of a kind may implement a measure (GO-02-b)."""
    if kind not in measure.participants:
        table.fault(
            f"{who!r} is of the kind {kind}, and {measure.id} is for {_said(measure.participants)} (GO-02-b)",
            "name a measure it may implement, or correct the participants of the measure",
            key=key,
        )


def check_never_bound(table: Table, key: str, line: OperativeLine, kind: AgencyKind, who: str) -> None:
    """Note a fault where a line that binds departments is taken over by an agency that is only ever guided."""
    if line.kind is MeasureKind.MANDATORY and not kind.of_the_state:
        table.fault(
            f"{line.id!r} is MANDATORY, and {who!r} is of the kind {kind}, "
            "which is guided and never instructed (GO-07-b, GO-11-d)",
            "name a recommended line",
            key=key,
        )


def _said(kinds: Iterable[AgencyKind]) -> str:
    return ", ".join(kind.value for kind in kinds)
