"""GraphQL documents `tally watches` asks with."""

from __future__ import annotations

from typing import Final

_PARTS: Final = """
fragment WatchParts on Watch {
  id state receipt matter purpose openedAt until unseen ending
  seen { source means everySeconds }
  trail { sequence at by kind state before guidance measures }
}
"""
LIST: Final = f"""
query List($state: WatchState, $first: Int!, $after: String) {{
  watches(state: $state, first: $first, after: $after) {{
    totalCount nodes {{ ...WatchParts }} pageInfo {{ hasNextPage endCursor }}
  }}
}}{_PARTS}"""
SHOW: Final = f"query Show($id: ID!) {{ watch(id: $id) {{ ...WatchParts }} }}{_PARTS}"
OPEN: Final = f"""
mutation Open($receipt: ID!, $until: Date!, $key: String!) {{
  change: watchReceipt(receipt: $receipt, until: $until, idempotencyKey: $key) {{ sequence watch {{ ...WatchParts }} }}
}}{_PARTS}"""
END: Final = f"""
mutation End($id: ID!, $key: String!) {{
  change: endWatch(id: $id, idempotencyKey: $key) {{ sequence watch {{ ...WatchParts }} }}
}}{_PARTS}"""
