"""Departments of the sandbox that object to records, before a gateway whose records no other test disputes."""

from __future__ import annotations

from itertools import count
from typing import Any

from gateway.cli.objection_questions import ACCEPT, LODGE, SHOW, VERIFY
from gateway.demo.servers import Gateway
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from tests.acceptance.departments import Departments

COUNTER, PROVIDER, ISSUER = "sandbox-credit-counter", "sandbox-credit-office", "sandbox-market-regulation"
FINANCE, BANK, ASSOCIATION = "sandbox-finance", "sandbox-bank", "sandbox-builders-association"
_CHECK = """query ($who: IdentifierInput!, $matter: ID!, $purpose: Purpose!) {
  check(subject: $who, matter: $matter, purpose: $purpose, caseNumber: "OBJECTION") {
    guidance
    measures {
      status reason suspendedSince measure { id direction } period { lastDay } remedies { titleZh }
      records { id kind }
    }
    subject { redListEntries { id } }
  }
}"""
_TAKEN = {"ACTIVE", "SUSPENDED"}
_numbers = count(1)


class Objecting(Departments):
    """Lodges objections, takes steps, and checks what follows for a subject."""

    def lodged(self, member: str, record: str, key: str = COUNTER, **changes: Any) -> Any:
        """Lodge an objection, a complaint by default."""
        return self.take(LODGE, key, input=self.order(member, record, **changes))

    def order(self, member: str, record: str, **changes: Any) -> dict[str, Any]:
        """Write an objection."""
        written = {"subject": self.who(member), "record": record, "trigger": "COMPLAINT", "grounds": "决定已被撤销"}
        return written | changes

    def take(self, mutation: str, client: str, /, **variables: Any) -> Any:
        """Take a step under a new key, and give the objection."""
        return self.ask(mutation, client, **{"key": f"O-{next(_numbers)}", **variables})["change"]["objection"]

    def accept(self, objection: Any, client: str = COUNTER) -> Any:
        """Accept an objection for handling."""
        return self.take(ACCEPT, client, objection=objection["id"])

    def verify(self, objection: Any, finding: str, client: str = PROVIDER, answer: str | None = None) -> Any:
        """End the verification."""
        return self.take(VERIFY, client, objection=objection["id"], finding=finding, answer=answer)

    def seen(self, objection: Any, client: str) -> Any:
        """Show an objection to a client."""
        return self.ask(SHOW, client, objection=objection["id"])["objection"]

    def check(
        self,
        member: str,
        client: str = ISSUER,
        matter: str = "food-production-licence",
        purpose: str = "ADMINISTRATIVE_LICENCE",
    ) -> Any:
        """Check a member of the cast."""
        asked = {"who": self.who(member), "matter": matter, "purpose": purpose}
        return self.ask(_CHECK, client, **asked)["check"]

    def restraints(self, member: str, **asked: str) -> Any:
        """Give the restraints of a check that an agency is to take."""
        found = self.check(member, **asked)["measures"]
        return [each for each in found if each["measure"]["direction"] == "RESTRAINT" and each["status"] in _TAKEN]

    def statuses(self, member: str, **asked: str) -> set[str]:
        """Give the statuses those restraints have."""
        return {each["status"] for each in self.restraints(member, **asked)}

    def record(self, member: str, **asked: str) -> str:
        """Give the id of the one record behind them."""
        records = {each["id"] for found in self.restraints(member, **asked) for each in found["records"]}
        (record,) = records
        return str(record)


def gateway(stage: Stage) -> Gateway:
    """Give a gateway of its own."""
    return stage.gateway(World(own="objections"))
