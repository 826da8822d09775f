"""Measures: incentives and restraints, from the catalogue line to what applies to one subject and why."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.codes import AgencyKind, MatterKind, RecordKind, Role
from schema.dates import Period
from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.records import Record


@code_list
class Direction(CodeList):
    """Which way a measure points."""

    INCENTIVE = "INCENTIVE", "Incentive for trustworthiness (守信激励)."
    RESTRAINT = "RESTRAINT", "Restraint on serious dishonesty (失信惩戒)."


@code_list
class MeasureKind(CodeList):
    """Binding force of an operative line (GO-20-a)."""

    MANDATORY = "MANDATORY", "Must be implemented jointly; needs an explicit provision (强制性措施)."
    RECOMMENDED = "RECOMMENDED", "May be implemented by departments that adopt it (推荐性措施)."


@code_list
class Strength(CodeList):
    """How the Guiding Opinions word a measure."""

    MUST = "MUST", "Must."
    SHOULD = "SHOULD", "Should."
    MAY = "MAY", "May, according to the actual situation."
    ADVOCATED = "ADVOCATED", "Advocated."
    GUIDED = "GUIDED", "Guided; the gateway informs and never instructs."
    SUPPORTED = "SUPPORTED", "Supported."

    @property
    def guiding(self) -> bool:
        """Tell whether the wording leaves it to whoever implements the measure."""
        return self in {Strength.ADVOCATED, Strength.GUIDED, Strength.SUPPORTED}


@code_list
class MeasureStatus(CodeList):
    """Standing of a measure in one answer."""

    ACTIVE = "ACTIVE", "Applies now."
    SUSPENDED = "SUSPENDED", "A record it needs is under verification; not to be applied meanwhile (GO-22-c)."
    ENDED = "ENDED", "Applied once, and ended by period, repair, withdrawal or exit (GO-21-c)."
    NOT_ADOPTED = "NOT_ADOPTED", "Recommended, and the asking department has not adopted it (GO-20-c)."
    FOR_REFERENCE = (
        "FOR_REFERENCE",
        "For information only: a list that does not count here, no operative basis, or for other kinds of agency.",
    )
    UNCONFIRMED = "UNCONFIRMED", "Rests on something not confirmed in time: a cached answer, a differing name."


@code_list
class Guidance(CodeList):
    """What the gateway advises for the matter; people decide."""

    GREEN_CHANNEL = (
        "GREEN_CHANNEL",
        "Integrity model with clean years: green channel open (licence matters only, GO-04).",
    )
    STANDARD = "STANDARD", "Handle in the standard way; incentives that apply are listed."
    STRICT_REVIEW = "STRICT_REVIEW", "Examine strictly; see the restraints that ask for it."
    BARRED = "BARRED", "A restraint that bars this matter applies; see its basis and its end."
    INCOMPLETE = "INCOMPLETE", "A required department did not answer; ask again before deciding."


@code_list
class Effect(CodeList):
    """What an operative line does to the guidance of a matter it touches."""

    GREEN_CHANNEL = "GREEN_CHANNEL", "Opens the green channel."
    PRIORITY = "PRIORITY", "Gives priority or convenience; guidance stays STANDARD."
    FEWER_INSPECTIONS = "FEWER_INSPECTIONS", "Advises a lower inspection frequency; guidance stays STANDARD."
    STRICT_REVIEW = "STRICT_REVIEW", "Asks for strict examination or key supervision."
    BARRED = "BARRED", "Bars the matter."
    NOTICE = "NOTICE", "Shown, and changes no guidance."


@code_list
class BasisKind(CodeList):
    """Rank of a legal basis."""

    LAW = "LAW", "Law (法律)."
    REGULATION = "REGULATION", "Administrative or local regulation (法规)."
    CENTRAL_POLICY = "CENTRAL_POLICY", "Policy document of the Party Central Committee or the State Council (政策文件)."
    RULE = "RULE", "Department or local government rule (规章)."
    NORMATIVE_DOCUMENT = "NORMATIVE_DOCUMENT", "Normative document or memorandum (规范性文件、备忘录)."
    CONVENTION = "CONVENTION", "Sector standard, rules or convention (行业公约)."


@code_list
class BasisConfidence(CodeList):
    """How far the citation has been checked."""

    VERIFIED = "VERIFIED", "Read in the source text."
    SECONDARY = "SECONDARY", "Read in a secondary source."
    UNVERIFIED = "UNVERIFIED", "From general knowledge; confirm before relying on it."


@code_list
class Truth(CodeList):
    """Three-valued truth of a condition."""

    TRUE = "TRUE", "Holds."
    FALSE = "FALSE", "Does not hold."
    UNKNOWN = "UNKNOWN", "Cannot be told: a source needed did not answer completely, or a record is under verification."


@fact
class LegalBasis:
    """Legal basis of a measure, with its version and validity (GO-24-b)."""

    id: strawberry.ID = about("Id in the rule pack.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title (文件名称).")
    kind: BasisKind = about("Rank of the document.")
    article: str | None = about("Article or paragraph cited.", default=None)
    in_force: Period = about("When the provision is in force.")
    confidence: BasisConfidence = about("How far the citation has been checked; UNVERIFIED is shown in every answer.")


@fact
class ListAgreement:
    """One-way, dated agreement by which an entry on a list of one region counts in another too (GO-16-b)."""

    id: strawberry.ID = about("Id and version.")
    title: str = about("What it recognises.")
    lists: tuple[str, ...] = about("Lists of regional departments it is about.")
    from_issuers: tuple[str, ...] = about(
        "Whose entries: agency slugs, or regions with all divisions within them, written `region:980000`."
    )
    recognisers: tuple[str, ...] = about(
        "Who recognises: agency slugs, or regions with all divisions within them, written `region:990000`."
    )
    matters: tuple[str, ...] = about("Matters it holds for; empty means every matter.")
    in_force: Period = about("When it is in force.")
    basis: LegalBasis = about("Document that decides it.")


@fact
class CatalogueMeasure:
    """Measure of the Guiding Opinions' catalogue; saying that it exists makes it apply to nobody."""

    id: strawberry.ID = about("Id, such as `INC-03` or `RES-02`.")
    title: str = about("English title.")
    title_zh: str = about("Chinese title (措施名称).")
    direction: Direction = about("Incentive or restraint.")
    paragraph: int = about("Paragraph of the Guiding Opinions.")
    strength: Strength = about("How the paragraph words it.")
    matter_kinds: tuple[MatterKind, ...] = about("Kinds of matter it can touch on this gateway.", default=())
    participants: tuple[AgencyKind, ...] = about("Kinds of agency that may implement it (GO-02-b).", default=())
    operative: bool = about("The rule pack in force holds at least one operative line for it.", default=False)


@fact
class Adoption:
    """Adoption of a recommended measure by a department: who, by which document, since when (GO-20-c)."""

    agency: str = about("Slug of the adopting agency.")
    document: str = about("Document by which it adopted the measure.")
    memorandum: str | None = about("Id of the memorandum of cooperation it rests on; see `memoranda`.", default=None)
    in_force: Period = about("When the adoption is in force.")


@fact
class ReachedThrough:
    """Why a unit's record reaches a person: the role held at the time, and responsibility (GO-10-e, GO-14-a)."""

    unit: Identifier = about("The unit.")
    unit_name: str = about("Name of the unit.")
    role: Role = about("Role held at the time of the conduct.")
    period: Period | None = about("When the role was held.", default=None)
    directly_responsible: bool | None = about(
        "Directly responsible for the conduct, as the decision says.", default=None
    )


@fact
class Remedy:
    """Remedy against an adverse result (GO-22-f)."""

    title: str = about("English title.")
    title_zh: str = about("Chinese title, such as 行政复议 or 行政诉讼.")
    body: str = about("Which body takes it.")
    time_limit: str = about("Time limit, in the words of its basis.")
    basis: LegalBasis = about("Legal basis.")


@fact
class Measure:
    """Incentive or restraint as it stands for one subject and matter, with everything it rests on."""

    id: strawberry.ID = about("Id of this instance: operative line and triggering record.")
    measure: CatalogueMeasure = about("Catalogue measure.")
    line: str = about("Operative line of the rule pack that yields it.")
    status: MeasureStatus = about("Standing in this answer.")
    reason: str = about("Why it has this status, in plain words.")
    effect: Effect = about("What it does to the guidance while ACTIVE.")
    kind: MeasureKind = about("Mandatory or recommended.")
    bases: tuple[LegalBasis, ...] = about("Legal bases.")
    unverified: bool = about("A basis has not been verified; confirm it before relying on the measure.")
    implementer: str = about("Who implements it.")
    implementer_inferred: bool = about("The text says only `relevant departments`; the implementer is our reading.")
    period: Period | None = about("When it applies; a restraint always has one (GO-21-a).", default=None)
    duration_rule: str | None = about("How its end is determined, in plain words.", default=None)
    records: tuple[Record, ...] = about("Records behind it.", default=())
    adoption: Adoption | None = about("Adoption by the asking department, for a recommended measure.", default=None)
    suspended_since: datetime | None = about("Instant verification began; null unless SUSPENDED.", default=None)
    ended_on: date | None = about("First legal day it no longer applies; null unless ENDED.", default=None)
    reached_through: ReachedThrough | None = about("The unit whose record reaches this person, if so.", default=None)
    remedies: tuple[Remedy, ...] = about("Remedies against it; shown with every restraint (GO-22-f).", default=())
    recognised_under: ListAgreement | None = about(
        "Agreement by which an entry on a list of another region counts here; null where none is needed.", default=None
    )


@fact
class Condition:
    """Condition of an operative line and how it came out."""

    text: str = about("The condition in plain words.")
    truth: Truth = about("How it came out.")
    kinds: tuple[RecordKind, ...] = about("Kinds of record the condition looks at.", default=())
    causes: tuple[str, ...] = about("Why: records, or sources that did not answer.", default=())


@fact
class NearMiss:
    """Measure that nearly applied, and why it does not (why-not)."""

    measure: CatalogueMeasure = about("Catalogue measure.")
    line: str = about("Operative line.")
    conditions: tuple[Condition, ...] = about("Every condition of the line and how it came out.")
    what_would_change_it: str = about("Which condition, if it came out otherwise, would let the measure apply.")


@fact
class Contribution:
    """What one measure contributed to the guidance."""

    measure: str = about("Id of the measure instance.")
    title: str = about("Title of the catalogue measure.")
    guidance: Guidance = about("The guidance this measure alone would give.")
