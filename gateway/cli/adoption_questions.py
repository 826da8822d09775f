"""GraphQL documents `tally adoptions` asks with."""

from __future__ import annotations

from typing import Final

from gateway.cli.decision_questions import TRAIL

_ADOPTION: Final = f"""
fragment AdoptionParts on MeasureAdoption {{
  id state agency region measures lines matters document memorandum inForce {{ startsOn lastDay }} countsFrom
  withdrawnBy {TRAIL}
}}
"""

ADOPTIONS: Final = f"""
query Adoptions($state: AdoptionState, $first: Int!, $after: String) {{
  adoptions(state: $state, first: $first, after: $after) {{
    totalCount nodes {{ ...AdoptionParts }} pageInfo {{ hasNextPage endCursor }}
  }}
}}{_ADOPTION}"""
ADOPTION: Final = f"query Adoption($id: ID!) {{ adoption(id: $id) {{ ...AdoptionParts }} }}{_ADOPTION}"
ADOPT: Final = f"""
mutation Adopt($input: AdoptionInput!, $key: String!) {{
  change: adoptMeasures(input: $input, idempotencyKey: $key) {{ sequence adoption {{ ...AdoptionParts }} }}
}}{_ADOPTION}"""
WITHDRAW: Final = f"""
mutation Withdraw($id: ID!, $endsBefore: Date!, $document: String!, $key: String!) {{
  change: withdrawAdoption(adoption: $id, endsBefore: $endsBefore, document: $document, idempotencyKey: $key) {{
    sequence adoption {{ ...AdoptionParts }}
  }}
}}{_ADOPTION}"""
