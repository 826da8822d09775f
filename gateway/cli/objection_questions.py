"""GraphQL documents `tally objections` asks with."""

from __future__ import annotations

from typing import Final

_PARTS: Final = """
fragment ObjectionParts on Objection {
  id state trigger lodgedAt lodgedBy record recordKind newEvidence grounds evidence
  suspendedSince dueOn overdue answer reason correction nextSteps
  subject { scheme value }
  parties { agency roles }
  deadline { workingDays says basis { id title titleZh article confidence } }
  remedies { title titleZh body timeLimit basis { id title titleZh } }
  trail { sequence at by kind state dueOn }
}
"""

LIST: Final = """
query List(
  $record: ID, $subject: IdentifierInput, $state: ObjectionState, $overdue: Boolean, $first: Int!, $after: String
) {
  objections(record: $record, subject: $subject, state: $state, overdue: $overdue, first: $first, after: $after) {
    totalCount
    nodes { id state trigger lodgedAt lodgedBy record recordKind dueOn overdue subject { scheme value } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SHOW: Final = f"query Show($objection: ID!) {{ objection(id: $objection) {{ ...ObjectionParts }} }}{_PARTS}"


def _changing(name: str, declared: str, call: str) -> str:
    told = "sequence objection { ...ObjectionParts }"
    return f"mutation {name}({declared}, $key: String!) {{ change: {call} {{ {told} }} }}{_PARTS}"


LODGE: Final = _changing("Lodge", "$input: ObjectionInput!", "lodgeObjection(input: $input, idempotencyKey: $key)")
ACCEPT: Final = _changing("Accept", "$objection: ID!", "acceptObjection(objection: $objection, idempotencyKey: $key)")
REFUSE: Final = _changing(
    "Refuse",
    "$objection: ID!, $reason: String!",
    "refuseObjection(objection: $objection, reason: $reason, idempotencyKey: $key)",
)
VERIFY: Final = _changing(
    "Verify",
    "$objection: ID!, $finding: ObjectionFinding!, $answer: String",
    "verifyRecord(objection: $objection, finding: $finding, answer: $answer, idempotencyKey: $key)",
)
CORRECT: Final = _changing(
    "Correct",
    "$objection: ID!, $correction: String!",
    "correctRecord(objection: $objection, correction: $correction, idempotencyKey: $key)",
)
WITHDRAW: Final = _changing(
    "Withdraw",
    "$objection: ID!, $document: String, $on: Date",
    "withdrawRecord(objection: $objection, documentNumber: $document, effectiveOn: $on, idempotencyKey: $key)",
)
