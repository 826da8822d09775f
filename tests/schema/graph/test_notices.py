"""Root mutations and queries of notices: what reaches the service, and what comes back."""

from __future__ import annotations

from datetime import date

from schema.duties import DepartmentDuty, Indicator
from schema.notices import NoticeState
from tests.schema.graph.test_mutation import ask


async def test_changes_reach_the_service_as_they_are_written() -> None:
    result, service = await ask(
        """
        mutation {
          issue: issueNotice(idempotencyKey: "k1", input: {
            agency: "court", duty: SHARING, indicator: SILENCES, fromMonth: "2026-09", toMonth: "2026-10",
            expected: "answer", dueOn: "2026-12-01"
          }) { sequence notice { id state duty agency fromMonth toMonth answers { done } trail { kind } } }
          answer: answerNotice(notice: "n", answer: "yes", done: "all", idempotencyKey: "k2") { sequence }
          back: returnNotice(notice: "n", reason: "more", dueOn: "2026-12-09", idempotencyKey: "k3") { sequence }
          confirm: confirmCorrection(notice: "n", idempotencyKey: "k4") { sequence }
          close: closeNotice(notice: "n", idempotencyKey: "k5") { sequence }
        }
        """
    )
    assert result.errors is None
    assert service.noticed == [
        ("issue", "court", DepartmentDuty.SHARING, Indicator.SILENCES, date(2026, 12, 1), "k1"),
        ("answer", "n", "yes", "all", "k2"),
        ("return", "n", "more", date(2026, 12, 9), "k3"),
        ("confirm", "n", "k4"),
        ("close", "n", None, "k5"),
    ]
    assert result.data is not None
    assert [changed["sequence"] for changed in result.data.values()] == [1, 2, 3, 4, 5]


async def test_notices_are_asked_for_one_by_one_and_a_page_at_a_time() -> None:
    result, service = await ask(
        """{
          notice(id: "n") { issuedBy overdue dueOn expected nextSteps }
          notices(first: 1, after: "m", state: ANSWERED, overdue: true) {
            totalCount edges { cursor } pageInfo { hasNextPage }
          }
        }"""
    )
    assert result.errors is None
    assert sorted(service.noticed) == [("list", NoticeState.ANSWERED, True, 1, "m"), ("read", "n")]
    assert result.data == {
        "notice": {"issuedBy": "national-coordination", "overdue": False, "dueOn": None, "expected": None}
        | {"nextSteps": []},
        "notices": {"totalCount": 3, "edges": [{"cursor": "notice-1"}], "pageInfo": {"hasNextPage": True}},
    }


async def test_accounts_are_asked_for_by_month() -> None:
    result, service = await ask(
        """{
          dutyAccounts(from: "2026-08", to: "2026-10") {
            scope smallestGroup months { fromMonth byIndicator { indicator } } whole { toMonth } failures { agency }
          }
        }"""
    )
    assert result.errors is None
    assert service.accounted == [("2026-08", "2026-10")]
    assert result.data is not None
    assert result.data["dutyAccounts"] == {
        "scope": "OWN",
        "smallestGroup": 5,
        "months": [{"fromMonth": "2026-08", "byIndicator": []}],
        "whole": {"toMonth": "2026-10"},
        "failures": [],
    }
