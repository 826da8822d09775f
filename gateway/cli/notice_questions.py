"""GraphQL documents `tally notices` asks with."""

from __future__ import annotations

from typing import Final

_PARTS: Final = """
fragment NoticeParts on Notice {
  id state issuedBy issuedAt agency duty indicator fromMonth toMonth expected dueOn overdue closing nextSteps
  answers { at answer done overdue insufficient }
  trail { sequence at by kind state dueOn }
}
"""


def _change(name: str, arguments: str, passed: str) -> str:
    return f"""
mutation ({arguments}, $key: String!) {{
  change: {name}({passed}, idempotencyKey: $key) {{ sequence notice {{ ...NoticeParts }} }}
}}{_PARTS}"""


LIST: Final = """
query ($state: NoticeState, $overdue: Boolean, $first: Int!, $after: String) {
  notices(state: $state, overdue: $overdue, first: $first, after: $after) {
    totalCount
    nodes { id state issuedBy agency duty indicator fromMonth toMonth dueOn overdue }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SHOW: Final = f"query ($notice: ID!) {{ notice(id: $notice) {{ ...NoticeParts }} }}{_PARTS}"
ISSUE: Final = _change("issueNotice", "$input: NoticeInput!", "input: $input")
ANSWER: Final = _change(
    "answerNotice", "$notice: ID!, $answer: String!, $done: String!", "notice: $notice, answer: $answer, done: $done"
)
RETURN: Final = _change(
    "returnNotice", "$notice: ID!, $reason: String!, $dueOn: Date!", "notice: $notice, reason: $reason, dueOn: $dueOn"
)
CONFIRM: Final = _change("confirmCorrection", "$notice: ID!", "notice: $notice")
CLOSE: Final = _change("closeNotice", "$notice: ID!, $reason: String", "notice: $notice, reason: $reason")
