"""A rule pack as typed, frozen data: what `config/packs/<id>/*.toml` says, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from gateway.rules.repair import RectificationTerms, RepairRule
from gateway.rules.trigger import AbsenceCondition, Duration, Extension, LevelCondition, Trigger
from schema.agencies import Agency, Matter
from schema.checks import PackVersion
from schema.codes import AgencyKind, Level, MatterKind, RecordKind, Severity
from schema.dates import Period
from schema.evaluations import RecognitionAgreement, Scale
from schema.measures import (
    BasisKind,
    CatalogueMeasure,
    Direction,
    Effect,
    LegalBasis,
    ListAgreement,
    MeasureKind,
    Remedy,
)
from schema.offences import Offence
from schema.publications import DisclosureRule, PublicationDuty
from schema.record_kinds import RecordKindBasis


class Persons(StrEnum):
    """Whether a catalogue measure can concern natural persons."""

    NO = "no"
    OWN = "own"
    EXT = "ext"
    OWN_EXT = "own-ext"

    @property
    def own(self) -> bool:
        """Tell whether a natural person can be its subject in his own right."""
        return self in {Persons.OWN, Persons.OWN_EXT}

    @property
    def extends(self) -> bool:
        """Tell whether it extends from a unit to persons."""
        return self in {Persons.EXT, Persons.OWN_EXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """Measure of the catalogue with who implements it and whom it can concern."""

    measure: CatalogueMeasure
    implementer: str
    implementer_inferred: bool
    persons: Persons


@dataclass(frozen=True, slots=True, kw_only=True)
class OperativeLine:
    """Line that lets a catalogue measure apply: basis, kind, trigger, duration, implementer."""

    id: str
    entry: CatalogueEntry
    effect: Effect
    kind: MeasureKind
    bases: tuple[LegalBasis, ...]
    implementer: str
    implementer_inferred: bool
    in_force: Period
    trigger: Trigger
    matters: frozenset[str] = frozenset()
    matter_kinds: frozenset[MatterKind] = frozenset()
    duration: Duration | None = None
    extension: Extension | None = None
    catalogue_only: bool = False

    @property
    def restraint(self) -> bool:
        """Tell whether it restrains."""
        return self.entry.measure.direction is Direction.RESTRAINT

    @property
    def cited(self) -> tuple[tuple[str, tuple[LegalBasis, ...]], ...]:
        """Give its bases and those of the persons it reaches, if any, each with the words for whom they are."""
        own = ("", self.bases)
        return (own,) if self.extension is None else (own, ("for the persons reached ", self.extension.bases))

    def touches(self, matter: Matter) -> bool:
        """Tell whether it can touch the matter."""
        return matter.id in self.matters or matter.kind in self.matter_kinds


class ListScope(StrEnum):
    """Where an entry on a list counts by itself: everywhere, or in the region of whoever made it (GO-16-a)."""

    NATIONAL = "NATIONAL"
    REGION = "REGION"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRule:
    """Serious-dishonesty list (GO-19-a): its field, who keeps it, how one leaves it, where an entry counts.

    `keeper_fields` are the fields of the agencies that keep it. One kept by a social body is for reference (GO-19-b).
    """

    id: str
    title: str
    title_zh: str
    field: str
    kept_by: AgencyKind
    keeper: str
    exit_rule: str
    keeper_fields: frozenset[str]
    scope: ListScope = ListScope.NATIONAL

    @property
    def reference_only(self) -> bool:
        """Tell whether entries on it may trigger nothing."""
        return not self.kept_by.of_the_state

    def is_kept_by(self, agency: Agency) -> bool:
        """Tell whether an agency keeps it, as far as its kind and field tell."""
        return agency.kind is self.kept_by and agency.field in self.keeper_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRule:
    """Grade of a scale: how it is written, and the neutral level it stands for."""

    grade: str
    level: Level
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRule:
    """Scale with the level of each grade."""

    scale: Scale
    grades: Mapping[str, GradeRule]  # by folded spelling, every spelling

    def grade(self, written: str) -> GradeRule | None:
        """Give the grade an evaluation writes, or None if the scale has no such grade."""
        return self.grades.get(folded(written))


@lru_cache(maxsize=1024)
def folded(grade: str) -> str:
    """Fold a written grade for comparison: case, and the separators between words."""
    return "".join(grade.split()).replace("-", "").replace("_", "").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRule:
    """Recognition agreement with its conditions as data (GO-16-b)."""

    shown: RecognitionAgreement
    max_age_months: int | None = None
    unexpired: bool = False
    no_record: AbsenceCondition | None = None
    only_if_no_own: bool = False
    min_level: Level | None = None
    to_scale: ScaleRule | None = None
    grades: Mapping[str, str] | None = None  # grade on the scale covered → grade on `to_scale`


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultRule:
    """Grade an unrated subject is treated as having: one if it is clean, a lower one if not."""

    shown: RecognitionAgreement
    no_record: AbsenceCondition
    clean: GradeRule
    otherwise: GradeRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicitySpan:
    """Least and greatest publicity of a severity, in months from the decision."""

    min_months: int
    max_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicityRegime:
    """Publicity periods in force between two dates."""

    id: str
    in_force: Period
    basis: LegalBasis
    spans: Mapping[Severity, PublicitySpan]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionClass:
    """Class of inspection (GO-06-a): what it means, and what yields it; nothing yields the `standard` one.

    A better class follows from an incentive of one of the effects, if any are named, and from every level; a worse
    one from a restraint of one of the effects.
    """

    id: str
    title: str
    title_zh: str
    frequency: str
    basis: LegalBasis
    standard: bool = False
    effects: frozenset[Effect] = frozenset()
    levels: tuple[LevelCondition, ...] = ()
    visits_a_year: int | None = None
    random_share_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRule:
    """Remedy and the kinds of record it is open against; none named means every kind.

    `body_zh` and `time_limit_zh` are what the public reads in Chinese.
    """

    remedy: Remedy
    record_kinds: frozenset[RecordKind] = frozenset()
    body_zh: str | None = None
    time_limit_zh: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionTerms:
    """Working days to verify a disputed record, and then to set a wrong one right (GO-22-b, GO-22-d).

    `says` tells what the basis says of them.
    """

    verification_days: int
    correction_days: int
    basis: LegalBasis
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTerms:
    """What a local pack on this one may add (GO-27-a): incentives, and restraints of some measures on some bases.

    What associations do to their members is apart: it rests on their conventions, not on what a place may enact.
    """

    incentives: bool = False
    restraints: frozenset[str] = frozenset()
    restraint_bases: frozenset[BasisKind] = frozenset()
    association_restraints: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """Everything the rules read besides the dossier.

    A national pack has no `region`; a local one rules in its region (GB/T 2260) in the place of the pack it is on.
    """

    version: PackVersion
    title: str
    governs: Period
    on: str | None = None
    region: str | None = None
    local: LocalTerms = LocalTerms()
    bases: Mapping[str, LegalBasis]
    catalogue: Mapping[str, CatalogueEntry]
    lists: Mapping[str, ListRule]
    scales: Mapping[str, ScaleRule]
    offences: Mapping[str, Offence]
    record_kinds: Mapping[RecordKind, tuple[RecordKindBasis, ...]]
    agreements: tuple[AgreementRule, ...]
    list_agreements: tuple[ListAgreement, ...]
    defaults: tuple[DefaultRule, ...]
    regimes: tuple[PublicityRegime, ...]
    remedies: tuple[RemedyRule, ...]
    objections: ObjectionTerms | None
    duties: tuple[PublicationDuty, ...] = ()  # to publish decisions (GO-17)
    disclosures: tuple[DisclosureRule, ...] = ()  # to anybody
    lines: tuple[OperativeLine, ...]
    inspection: tuple[InspectionClass, ...] = ()  # from the best to the worst
    repairs: tuple[RepairRule, ...] = ()
    rectification: RectificationTerms | None = None
    _touching: dict[tuple[str, MatterKind], tuple[OperativeLine, ...]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )
    _agreements_on: dict[str, tuple[AgreementRule, ...]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )

    def remedies_against(self, kind: RecordKind) -> tuple[Remedy, ...]:
        """Give the remedies open against what follows from records of a kind (GO-22-f)."""
        return tuple([rule.remedy for rule in self.remedies if not rule.record_kinds or kind in rule.record_kinds])

    def touching(self, matter: Matter) -> tuple[OperativeLine, ...]:
        """Give the lines that can touch a matter, looked up once for each."""
        asked = (str(matter.id), matter.kind)
        if asked not in self._touching:
            self._touching[asked] = tuple(line for line in self.lines if line.touches(matter))
        return self._touching[asked]

    def agreements_on(self, scale: str) -> tuple[AgreementRule, ...]:
        """Give the agreements about a scale this pack has, looked up once for each."""
        if scale not in self.scales:
            return ()
        found = self._agreements_on.get(scale)
        if found is None:
            found = tuple(rule for rule in self.agreements if rule.shown.scale == scale)
            self._agreements_on[scale] = found
        return found
