"""GraphQL documents the command line and the demo ask with."""

from __future__ import annotations

from typing import Final

_RECORDS: Final = """
fragment Name on Record { id kind issuer { name agency } documentNumber decidedOn nameDiffers }
fragment Detail on Record {
  ...Name
  subjectName severity status statusSince verificationSince
  provenances { source documentNumber }
}
"""

_MEASURES: Final = """
fragment MeasureParts on Measure {
  id line status reason effect kind unverified implementer implementerInferred durationRule endedOn suspendedSince
  measure { id title titleZh direction }
  bases { id title titleZh article confidence }
  period { startsOn lastDay }
  records { ...Name }
  adoption { agency document }
  reachedThrough { unitName role directlyResponsible }
  remedies { title titleZh body timeLimit }
  recognisedUnder { id title }
}
"""

_INSPECTION: Final = """
fragment InspectionParts on InspectionAdvice {
  id title titleZh frequency visitsAYear randomSharePercent measures reasons
  basis { id title titleZh article confidence }
}
"""

_RATINGS: Final = """
fragment RatingParts on RatedEvaluation {
  field level status recognisedAs recognisedGrade reason
  evaluation { grade scale year issuer { name region } decidedOn }
  scale { id }
  agreement { id title }
}
"""

_SUBJECT: Final = """
fragment SubjectParts on Subject {
  kind name
  identifiers { identifier { scheme value } sources }
  conflicts { kind message sources records }
  penalties { ...Detail }
  seriousDishonestyEntries { ...Detail }
  enforcementEntries { ...Detail }
  redListEntries { ...Detail }
  licences { ...Detail }
  commitments { ...Detail commitmentKind text fulfilled dueOn }
}
"""

CHECK: Final = (
    """
query Check(
  $subject: IdentifierInput!, $matter: ID!, $purpose: Purpose!, $caseNumber: String!, $asOf: Date, $deadlineMs: Int
) {
  check(
    subject: $subject, matter: $matter, purpose: $purpose, caseNumber: $caseNumber, asOf: $asOf, deadlineMs: $deadlineMs
  ) {
    id guidance floor retryAfterSeconds missing caseNumber asOf knownAt purpose notAsked
    contributions { measure title guidance }
    matter { id title titleZh }
    asker { slug name }
    pack { id version digest }
    subject { ...SubjectParts }
    measures { ...MeasureParts }
    whyNot { line measure { id title titleZh } conditions { text truth causes } whatWouldChangeIt }
    whatWouldChangeIt { kind when record fromDay guidance floor ends begins }
    evaluations { ...RatingParts }
    sources { source agencyName required wave outcome failure message records latencyMs attempts dataAsOf cached }
    withheld { what reason basis }
    inspection { ...InspectionParts }
    receipt { id keyId committedAt document }
  }
}
"""
    + _SUBJECT
    + _MEASURES
    + _INSPECTION
    + _RATINGS
    + _RECORDS
)

MATTERS: Final = "{ matters(first: 200) { nodes { id title purposes } } }"

STATISTICS: Final = """
query Statistics($from: String!, $to: String!) {
  statistics(from: $from, to: $to) {
    smallestGroup
    months {
      month
      byGuidance { guidance count { ...CountParts } }
      byMatter { matter guidance count { ...CountParts } }
      byRegion { region guidance count { ...CountParts } }
      bySilence { silence source count { ...CountParts } }
    }
  }
}
fragment CountParts on AnswerCount { answers atLeast suppressed }
"""
