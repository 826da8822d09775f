"""GraphQL documents `tally cases` asks with."""

from __future__ import annotations

from typing import Final

_PARTS: Final = """
fragment CaseParts on JointCase {
  id state openedAt initiator region regions ending endReason underVerificationSince
  subject { scheme value }
  designation {
    kind direction record listId documentNumber decidedOn lastDay severity field
    offence { id title titleZh area }
    bases { id title titleZh article confidence }
  }
  measures { id title titleZh }
  participants {
    agency region state since forReference reason nextSteps
    recognisedUnder { id title }
    measures { measure { id title titleZh } force lines reason }
  }
  trail { sequence at kind by agency region response ending state }
}
"""

LIST: Final = """
query List($state: JointCaseState, $subject: IdentifierInput, $first: Int!, $after: String) {
  jointCases(state: $state, subject: $subject, first: $first, after: $after) {
    totalCount
    nodes { id state openedAt initiator subject { scheme value } designation { kind listId documentNumber } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SHOW: Final = f"query Show($case: ID!) {{ jointCase(id: $case) {{ ...CaseParts }} }}{_PARTS}"
OPEN: Final = f"""
mutation Open($input: JointCaseInput!, $key: String!) {{
  change: openJointCase(input: $input, idempotencyKey: $key) {{ sequence case {{ ...CaseParts }} }}
}}{_PARTS}"""
RESPOND: Final = f"""
mutation Respond($case: ID!, $response: JointCaseResponse!, $reason: String, $key: String!) {{
  change: respondToJointCase(case: $case, response: $response, reason: $reason, idempotencyKey: $key) {{
    sequence case {{ ...CaseParts }}
  }}
}}{_PARTS}"""
CARRY: Final = f"""
mutation Carry($case: ID!, $region: String!, $implementers: [ID!]!, $key: String!) {{
  change: carryAcross(case: $case, region: $region, implementers: $implementers, idempotencyKey: $key) {{
    sequence case {{ ...CaseParts }}
  }}
}}{_PARTS}"""
END: Final = f"""
mutation End($case: ID!, $reason: String, $key: String!) {{
  change: endJointCase(case: $case, reason: $reason, idempotencyKey: $key) {{ sequence case {{ ...CaseParts }} }}
}}{_PARTS}"""
