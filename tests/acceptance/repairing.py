"""What the tests of repair and rectification share: a gateway whose records they may end, and its departments."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from gateway.cli.repair_questions import APPLY, BRING, DECIDE, RECTIFICATIONS, REVIEW
from tests.acceptance.departments import Departments, numbers

COUNTER, ISSUER = "sandbox-credit-counter", "sandbox-market-regulation"
CHECK = """
query ($who: IdentifierInput!, $matter: ID!, $purpose: Purpose!, $case: String!) {
  check(subject: $who, matter: $matter, purpose: $purpose, caseNumber: $case) {
    guidance measures { line status records { id } } receipt { id document }
    subject {
      penalties { id documentNumber content }
      seriousDishonestyEntries { id documentNumber reason }
    }
  }
}
"""
LICENSING = {"matter": "food-production-licence", "purpose": "ADMINISTRATIVE_LICENCE"}
SUPERVISION = {"matter": "annual-inspection-plan", "purpose": "SUPERVISION"}


class Repairing(Departments):
    """Departments that repair credit."""

    @property
    def day(self) -> date:
        """The town's day."""
        return self.gateway.town.day

    def checked(self, member: str, client: str = ISSUER, **about: str) -> Any:
        """Check a member of the cast."""
        asked = {**LICENSING, **about, "case": f"R-{next(numbers)}"}
        return self.ask(CHECK, client, who=self.who(member), **asked)["check"]

    def proof(self, kind: str, days_ago: int = 20, **more: str) -> dict[str, str]:
        """Write a piece of evidence of some days ago."""
        done_on = (self.day - timedelta(days=days_ago)).isoformat()
        return {"kind": kind, "doneOn": done_on, "document": f"样修证〔2026〕{next(numbers)}号", **more}

    def proofs(self) -> list[dict[str, str]]:
        """Write the evidence the rule pack needs."""
        return [self.proof("CORRECTION", 30), self.proof("DUTY_FULFILLED", 20), self.proof("COMMITMENT", 10)]

    def applied(self, member: str, record: str, client: str = COUNTER, **more: Any) -> Any:
        """Apply for the repair of a record."""
        order = {"kind": "REPAIR", "subject": self.who(member), "record": record, "evidence": self.proofs(), **more}
        return self.repaired(APPLY, client, input=order)

    def granting(self, **more: Any) -> dict[str, Any]:
        """Write a decision that grants by the first two pieces of evidence."""
        return {
            "granted": True,
            "document": f"样修决〔2026〕{next(numbers)}号",
            "correctedBy": [1],
            "effectsRemovedBy": [2],
            "prescribedLastDay": self.day.isoformat(),
            "effectiveOn": self.day.isoformat(),
            **more,
        }

    def decided(self, repair: Any, client: str = ISSUER, **more: Any) -> Any:
        """Take an application up and grant it."""
        self.repaired(REVIEW, client, repair=repair["id"])
        return self.repaired(DECIDE, client, repair=repair["id"], decision=self.granting(**more))

    def repaired(self, mutation: str, client: str, **variables: Any) -> Any:
        """Make a change to an application under a new key, and give it."""
        return self.ask(mutation, client, **{"key": f"T-{next(numbers)}", **variables})["change"]["repair"]

    def brought(self, repair: Any, *evidence: dict[str, str]) -> Any:
        """Bring further evidence."""
        return self.repaired(BRING, COUNTER, repair=repair["id"], evidence=list(evidence))

    def rectifications(self, client: str, record: str, count: int, **more: Any) -> list[Any]:
        """Give the rectifications an agency is shown of a record, once there are so many."""
        until = time.monotonic() + 10
        while True:
            page = self.ask(RECTIFICATIONS, client, record=record, first=50, **more)["rectifications"]
            if page["totalCount"] >= count or time.monotonic() > until:
                assert page["totalCount"] == count
                return list(page["nodes"])
            time.sleep(0.05)
