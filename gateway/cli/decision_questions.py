"""GraphQL documents `tally decisions` and `tally feedback` ask with."""

from __future__ import annotations

from typing import Final

TRAIL: Final = "trail { sequence at by kind state dueOn }"

_DECISION: Final = f"""
fragment DecisionParts on Decision {{
  id reportedAt agency region matter subject {{ scheme value }} caseNumber outcome decidedOn document
  receipt receiptValid receiptFaults guidance findings feedbackExpected
  applied {{ measure status startsOn lastDay finding }}
  {TRAIL}
}}
"""

DECISIONS: Final = f"""
query Decisions(
  $matter: ID, $outcome: DecisionOutcome, $finding: DecisionFinding, $subject: IdentifierInput,
  $first: Int!, $after: String
) {{
  decisions(
    matter: $matter, outcome: $outcome, finding: $finding, subject: $subject, first: $first, after: $after
  ) {{ totalCount nodes {{ ...DecisionParts }} pageInfo {{ hasNextPage endCursor }} }}
}}{_DECISION}"""
DECISION: Final = f"query Decision($id: ID!) {{ decision(id: $id) {{ ...DecisionParts }} }}{_DECISION}"
REPORT: Final = f"""
mutation Report($input: DecisionInput!, $key: String!) {{
  change: reportDecision(input: $input, idempotencyKey: $key) {{ sequence decision {{ ...DecisionParts }} }}
}}{_DECISION}"""

_FEEDBACK: Final = f"""
fragment FeedbackParts on Feedback {{
  id state agency region matter caseNumber subject {{ scheme value }} decision receipt instance measure line mandatory
  records lastDay openedAt dueOn overdue underVerification appliedFrom appliedUntil document reason words finding
  nextSteps {TRAIL}
}}
"""

FEEDBACKS: Final = f"""
query Feedbacks(
  $state: FeedbackState, $overdue: Boolean, $mandatory: Boolean, $matter: ID, $decision: ID, $first: Int!,
  $after: String
) {{
  feedbacks(
    state: $state, overdue: $overdue, mandatory: $mandatory, matter: $matter, decision: $decision, first: $first,
    after: $after
  ) {{ totalCount nodes {{ ...FeedbackParts }} pageInfo {{ hasNextPage endCursor }} }}
}}{_FEEDBACK}"""
FEEDBACK: Final = f"query Feedback($id: ID!) {{ feedback(id: $id) {{ ...FeedbackParts }} }}{_FEEDBACK}"
APPLIED: Final = f"""
mutation Applied($id: ID!, $input: ApplicationInput!, $key: String!) {{
  change: reportApplied(feedback: $id, input: $input, idempotencyKey: $key) {{
    sequence feedback {{ ...FeedbackParts }}
  }}
}}{_FEEDBACK}"""
NOT_APPLIED: Final = f"""
mutation NotApplied($id: ID!, $reason: NotAppliedReason!, $words: String, $key: String!) {{
  change: reportNotApplied(feedback: $id, reason: $reason, words: $words, idempotencyKey: $key) {{
    sequence feedback {{ ...FeedbackParts }}
  }}
}}{_FEEDBACK}"""
