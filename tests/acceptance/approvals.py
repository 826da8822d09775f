"""An approval system before a gateway: it checks, reports what it decided, and feeds back what it did."""

from __future__ import annotations

import time
from typing import Any

from gateway.cli.decision_questions import DECISIONS, FEEDBACKS, REPORT
from gateway.cli.rights_entry import enter
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.state import StateFolder
from tests.acceptance.departments import INSPECTOR, Departments, numbers

FOOD = "food-production-licence"
CHECK = """
query ($who: IdentifierInput!, $matter: ID!, $purpose: Purpose!, $case: String!) {
  check(subject: $who, matter: $matter, purpose: $purpose, caseNumber: $case) {
    id guidance asOf knownAt measures { id line status kind records { id } adoption { document inForce { startsOn } } }
  }
}
"""


class Approvals(Departments):
    """Market regulation deciding on food production licences, unless another asks."""

    def check(
        self,
        who: Any,
        case: str,
        client: str = INSPECTOR,
        matter: str = FOOD,
        purpose: str = "ADMINISTRATIVE_LICENCE",
    ) -> Any:
        """Ask a check, whose id is that of its receipt."""
        return self.ask(CHECK, client, who=who, matter=matter, purpose=purpose, case=case)["check"]

    def case(self) -> str:
        """Give a new case number."""
        return f"许可〔2026〕T{next(numbers)}"

    def today(self) -> str:
        """Give the legal day the gateway answers on."""
        return str(self.gateway.town.day)

    def report(self, who: Any, case: str, client: str = INSPECTOR, /, **said: Any) -> Any:
        """Report a decision of today, under a new idempotency key."""
        order = {
            "matter": FOOD,
            "subject": who,
            "caseNumber": case,
            "outcome": "GRANTED",
            "decidedOn": self.today(),
            **said,
        }
        return self.ask(REPORT, client, input=order, key=f"D-{next(numbers)}")["change"]["decision"]

    def decided(self, client: str = INSPECTOR, /, **wanted: Any) -> list[str]:
        """List the ids of decisions, newest first."""
        found = self.ask(DECISIONS, client, **{"first": 50, **wanted})["decisions"]["nodes"]
        return [each["id"] for each in found]

    def feedback_on(self, decision: Any, client: str = INSPECTOR, /, **wanted: Any) -> list[Any]:
        """List the feedback a decision called for."""
        asked = {"first": 50, "decision": decision["id"], **wanted}
        found: list[Any] = self.ask(FEEDBACKS, client, **asked)["feedbacks"]["nodes"]
        return found

    def until(self, decision: Any, **expected: Any) -> Any:
        """Wait until the one feedback of a decision is as expected, and give it."""
        latest = time.monotonic() + 10
        while True:
            (found,) = self.feedback_on(decision)
            if all(found[name] == value for name, value in expected.items()):
                return found
            assert time.monotonic() < latest, (found, expected)
            time.sleep(0.1)

    def of_record(self, record: str, kind: RightsKind, at: Any, day: Any = None) -> None:
        """Enter into the rights log what happened to a record."""
        change = RightsChange(
            at=at, kind=kind, record_id=record, subject_ref="CREDIT_CODE:x", by="ecology", effective_on=day
        )
        enter(StateFolder(self.gateway.state), change, Standing.ISSUER)
