"""GraphQL documents `tally commitments` asks with."""

from __future__ import annotations

from typing import Final

from gateway.cli.decision_questions import TRAIL

_COMMITMENT: Final = f"""
fragment CommitmentParts on SupplyCommitment {{
  id state agency region matter caseNumber subject {{ scheme value }} receipt present missing {{ material suppliedOn }}
  document signedOn deadline acceptedAt fulfilledOn overdue endReason nextSteps {TRAIL}
}}
"""

COMMITMENTS: Final = f"""
query Commitments($state: SupplyState, $overdue: Boolean, $matter: ID, $first: Int!, $after: String) {{
  supplyCommitments(state: $state, overdue: $overdue, matter: $matter, first: $first, after: $after) {{
    totalCount nodes {{ ...CommitmentParts }} pageInfo {{ hasNextPage endCursor }}
  }}
}}{_COMMITMENT}"""
COMMITMENT: Final = f"query Commitment($id: ID!) {{ supplyCommitment(id: $id) {{ ...CommitmentParts }} }}{_COMMITMENT}"
ACCEPT: Final = f"""
mutation Accept($input: AcceptanceInput!, $key: String!) {{
  change: acceptWithMissing(input: $input, idempotencyKey: $key) {{ sequence commitment {{ ...CommitmentParts }} }}
}}{_COMMITMENT}"""
SUPPLY: Final = f"""
mutation Supply($id: ID!, $items: [ID!]!, $suppliedOn: Date!, $key: String!) {{
  change: supplyMissing(commitment: $id, items: $items, suppliedOn: $suppliedOn, idempotencyKey: $key) {{
    sequence commitment {{ ...CommitmentParts }}
  }}
}}{_COMMITMENT}"""
END: Final = f"""
mutation End($id: ID!, $reason: String!, $key: String!) {{
  change: endCommitment(commitment: $id, reason: $reason, idempotencyKey: $key) {{
    sequence commitment {{ ...CommitmentParts }}
  }}
}}{_COMMITMENT}"""
