"""GraphQL documents `tally publications` asks with."""

from __future__ import annotations

from typing import Final

_PARTS: Final = """
fragment PublicationParts on Publication {
  id state openedAt agency region record recordKind documentNumber decidedOn dueOn publishedOn page collectedOn
  takenDownOn ground publicUntil workingDaysLate nextSteps
  subject { scheme value }
  collections { platform collectedOn }
  withheldUnder { id title titleZh article confidence }
  duty { id title titleZh workingDays binding basis { title titleZh article } exceptions { id } }
  trail { sequence at kind by state dueOn }
}
"""
_CHANGED: Final = f"{{ sequence publication {{ ...PublicationParts }} }} }}{_PARTS}"

LIST: Final = """
query List($state: PublicationState, $subject: IdentifierInput, $overdue: Boolean, $first: Int!, $after: String) {
  publications(state: $state, subject: $subject, overdue: $overdue, first: $first, after: $after) {
    totalCount
    nodes {
      id state agency recordKind documentNumber decidedOn dueOn publishedOn workingDaysLate subject { scheme value }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SHOW: Final = f"query Show($publication: ID!) {{ publication(id: $publication) {{ ...PublicationParts }} }}{_PARTS}"
OPEN: Final = f"""
mutation Open($input: PublicationInput!, $key: String!) {{
  change: openPublication(input: $input, idempotencyKey: $key) {_CHANGED}"""
PUBLISHED: Final = f"""
mutation Published($publication: ID!, $day: Date!, $page: String!, $key: String!) {{
  change: reportPublished(publication: $publication, publishedOn: $day, page: $page, idempotencyKey: $key) {_CHANGED}"""
COLLECTED: Final = f"""
mutation Collected($publication: ID!, $platform: CollectionPlatform!, $day: Date!, $key: String!) {{
  change: reportCollected(
    publication: $publication, platform: $platform, collectedOn: $day, idempotencyKey: $key
  ) {_CHANGED}"""
WITHHOLD: Final = f"""
mutation Withhold($publication: ID!, $basis: ID!, $key: String!) {{
  change: withholdPublication(publication: $publication, basis: $basis, idempotencyKey: $key) {_CHANGED}"""
TAKE_DOWN: Final = f"""
mutation TakeDown($publication: ID!, $ground: TakeDownGround!, $day: Date!, $key: String!) {{
  change: takeDownPublication(
    publication: $publication, ground: $ground, takenDownOn: $day, idempotencyKey: $key
  ) {_CHANGED}"""
LATENESS: Final = """
query Lateness($from: Date!, $to: Date!) {
  publicationLateness(from: $from, to: $to) {
    agency first last
    kinds {
      kind publishedInTime publishedLate overdue notYetDue withheld endedBefore collected
      mostWorkingDaysLate meanWorkingDaysLate
    }
  }
}
"""
