"""GraphQL documents `tally deliveries` asks with."""

from __future__ import annotations

from typing import Final

_PARTS: Final = """
fragment DeliveryParts on Delivery {
  id webhook state attempts nextAt endedAt fault status
  news { sequence at kind proceeding event by state dueOn record receipt }
}
"""
LIST: Final = f"""
query List($state: DeliveryState, $webhook: String, $first: Int!, $after: String) {{
  deliveries(state: $state, webhook: $webhook, first: $first, after: $after) {{
    totalCount nodes {{ ...DeliveryParts }} pageInfo {{ hasNextPage endCursor }}
  }}
}}{_PARTS}"""
SHOW: Final = f"query Show($id: ID!) {{ delivery(id: $id) {{ ...DeliveryParts }} }}{_PARTS}"
REPLAY: Final = f"""
mutation Replay($id: ID!, $key: String!) {{
  change: replayDelivery(id: $id, idempotencyKey: $key) {{ delivery {{ ...DeliveryParts }} }}
}}{_PARTS}"""
