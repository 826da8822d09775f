"""GraphQL documents `tally repairs` and `tally rectifications` ask with."""

from __future__ import annotations

from typing import Final

_REPAIR: Final = """
fragment RepairParts on Repair {
  id kind state record recordKind listId appliedAt applicant reviewers dueOn overdue
  subject { scheme value }
  terms { rule needs earliestOn prescribedLastDay basis { id title titleZh article confidence } }
  evidence { number kind doneOn document digest }
  askedFor document effectiveOn reason
  findings { part met on evidence lastDay prescribedBy }
  remedies { title titleZh body timeLimit }
  nextSteps
  trail { sequence at by kind state dueOn }
}
"""
REPAIRS: Final = """
query Repairs(
  $state: RepairState, $record: ID, $subject: IdentifierInput, $overdue: Boolean, $first: Int!, $after: String
) {
  repairs(state: $state, record: $record, subject: $subject, overdue: $overdue, first: $first, after: $after) {
    totalCount
    nodes { id kind state record applicant dueOn overdue subject { scheme value } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
REPAIR: Final = f"query Repair($repair: ID!) {{ repair(id: $repair) {{ ...RepairParts }} }}{_REPAIR}"
APPLY: Final = f"""
mutation Apply($input: RepairInput!, $key: String!) {{
  change: applyForRepair(input: $input, idempotencyKey: $key) {{ sequence repair {{ ...RepairParts }} }}
}}{_REPAIR}"""
REVIEW: Final = f"""
mutation Review($repair: ID!, $key: String!) {{
  change: reviewRepair(repair: $repair, idempotencyKey: $key) {{ sequence repair {{ ...RepairParts }} }}
}}{_REPAIR}"""
ASK: Final = f"""
mutation Ask($repair: ID!, $what: String!, $key: String!) {{
  change: askRepairEvidence(repair: $repair, what: $what, idempotencyKey: $key) {{
    sequence repair {{ ...RepairParts }}
  }}
}}{_REPAIR}"""
BRING: Final = f"""
mutation Bring($repair: ID!, $evidence: [RepairEvidenceInput!]!, $key: String!) {{
  change: addRepairEvidence(repair: $repair, evidence: $evidence, idempotencyKey: $key) {{
    sequence repair {{ ...RepairParts }}
  }}
}}{_REPAIR}"""
DECIDE: Final = f"""
mutation Decide($repair: ID!, $decision: RepairDecisionInput!, $key: String!) {{
  change: decideRepair(repair: $repair, decision: $decision, idempotencyKey: $key) {{
    sequence repair {{ ...RepairParts }}
  }}
}}{_REPAIR}"""
WITHDRAW: Final = f"""
mutation Withdraw($repair: ID!, $key: String!) {{
  change: withdrawRepair(repair: $repair, idempotencyKey: $key) {{ sequence repair {{ ...RepairParts }} }}
}}{_REPAIR}"""

_RECTIFICATION: Final = """
fragment RectificationParts on Rectification {
  id state record cause receipt matter caseNumber rectifier confirmer openedAt dueOn overdue throughUnit
  measures { line measure status restraint }
  feedback toDo done document words sentBack nextSteps
  trail { sequence at by kind state dueOn }
}
"""
RECTIFICATIONS: Final = """
query Rectifications($record: ID, $state: RectificationState, $overdue: Boolean, $first: Int!, $after: String) {
  rectifications(record: $record, state: $state, overdue: $overdue, first: $first, after: $after) {
    totalCount
    nodes { id state record cause receipt rectifier confirmer dueOn overdue toDo }
    pageInfo { hasNextPage endCursor }
  }
}
"""
RECTIFICATION: Final = f"""
query Rectification($rectification: ID!) {{
  rectification(id: $rectification) {{ ...RectificationParts }}
}}{_RECTIFICATION}"""
ANSWER: Final = f"""
mutation Answer($rectification: ID!, $answer: RectificationAnswerInput!, $key: String!) {{
  change: answerRectification(rectification: $rectification, answer: $answer, idempotencyKey: $key) {{
    sequence rectification {{ ...RectificationParts }}
  }}
}}{_RECTIFICATION}"""
CLOSE: Final = f"""
mutation Close($rectification: ID!, $sufficient: Boolean!, $reason: String, $key: String!) {{
  change: closeRectification(
    rectification: $rectification, sufficient: $sufficient, reason: $reason, idempotencyKey: $key
  ) {{ sequence rectification {{ ...RectificationParts }} }}
}}{_RECTIFICATION}"""
