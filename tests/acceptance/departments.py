"""Departments of the sandbox that open joint cases and respond to them, before one gateway."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from gateway.cli.case_questions import OPEN, RESPOND
from gateway.cli.rights_entry import enter
from gateway.demo.servers import Gateway
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.events import events_of

HOME, NEIGHBOUR, FAR = "sandbox-ecology", "sandbox-ecology-neighbour", "sandbox-ecology-far"
INSPECTOR, FINANCE = "sandbox-market-regulation", "sandbox-finance"
numbers = count(1)


class Departments:
    """Departments of the sandbox before one gateway."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    def post(self, query: str, client: str, /, **variables: Any) -> Any:
        """Give the whole answer to a query."""
        reply = httpx.post(
            f"{self.gateway.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {client}"},
            trust_env=False,
            timeout=40,
        )
        return reply.json()

    def ask(self, query: str, client: str, /, **variables: Any) -> Any:
        """Give the data; an error fails the test."""
        body = self.post(query, client, **variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    def refused(self, query: str, client: str, /, **variables: Any) -> Any:
        """Give the extensions of the one error, with its message."""
        (error,) = self.post(query, client, **variables)["errors"]
        return error["extensions"] | {"message": error["message"]}

    def change(self, mutation: str, client: str, /, **variables: Any) -> Any:
        """Make a change under a new idempotency key, and give the case."""
        return self.ask(mutation, client, **{"key": f"T-{next(numbers)}", **variables})["change"]["case"]

    def opened(self, order: dict[str, Any], key: str = NEIGHBOUR) -> Any:
        """Open a case."""
        return self.change(OPEN, key, input=order)

    def respond(self, case: Any, key: str, response: str, reason: str | None = None) -> Any:
        """Respond to a case."""
        return self.change(RESPOND, key, case=case["id"], response=response, reason=reason)

    def who(self, member: str) -> dict[str, str]:
        """Give the identifier of a member of the cast."""
        return {name: self.gateway.town.cast[member][name] for name in ("scheme", "value")}

    def events(self, case: Any) -> list[str]:
        """Give the kinds of the events of a case, as the store holds them whoever asks."""
        store = open_store(StateFolder(self.gateway.state).database_url, Mode.READ)
        with store.reading() as connection:
            found = [each.kind.value for each in events_of(connection, case["id"])]
        store.close()
        return found

    def rights(self, case: Any, kind: RightsKind) -> None:
        """Enter into the rights log what happened to the record a case rests on."""
        dated = kind not in {RightsKind.OBJECTION_ACCEPTED, RightsKind.VERIFIED_CORRECT, RightsKind.VERIFIED_WRONG}
        now = datetime.now(UTC)
        change = RightsChange(
            at=now,
            kind=kind,
            record_id=case["designation"]["record"],
            subject_ref="CREDIT_CODE:x",
            by="ecology-neighbour",
            effective_on=self.gateway.town.day if dated else None,
        )
        enter(StateFolder(self.gateway.state), change, Standing.ISSUER)


def order(who: dict[str, str], *implementers: str, **designation: Any) -> dict[str, Any]:
    """Write a case on the environmental list, on a decision of its own."""
    return {
        "subject": who,
        "designation": {
            "kind": "SERIOUS_DISHONESTY_ENTRY",
            "documentNumber": f"邻环严列〔2026〕T{next(numbers)}号",
            "decidedOn": "2024-09-02",
            "severity": "SERIOUS",
            "bases": ["guofa-2016-33-16"],
            "listId": "environment",
            **designation,
        },
        "measures": ["RES-01"],
        "implementers": list(implementers),
    }


def participant(case: Any, agency: str) -> Any:
    return next(each for each in case["participants"] if each["agency"] == agency)
