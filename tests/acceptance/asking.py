"""Asks the gateway of the stage any question, as one of the sandbox clients would."""

from __future__ import annotations

from typing import Any

import httpx

from gateway.demo.servers import Gateway

MARKET_REGULATION = "sandbox-market-regulation"
TRADING_CENTRE = "sandbox-trading-centre"
FINANCE = "sandbox-finance"

SUBJECT = "query($who: IdentifierInput!, $why: Purpose!) { subject(identifier: $who, purpose: $why) { %s } }"
CHECK = """
query($who: IdentifierInput!, $why: Purpose!, $matter: ID!) {
  check(subject: $who, purpose: $why, matter: $matter, caseNumber: "ACCEPTANCE") { %s }
}
"""


class Question:
    """Questions put to one gateway; an error in an answer fails the test."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def ask(self, query: str, client: str = MARKET_REGULATION, **variables: Any) -> Any:
        """Give the data of an answer."""
        reply = httpx.post(
            f"{self._gateway.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {client}"},
            trust_env=False,
            timeout=40,
        )
        body = reply.json()
        assert "errors" not in body, body["errors"]
        return body["data"]

    def fetch(self, path: str, client: str = MARKET_REGULATION) -> httpx.Response:
        """Give what the gateway answers at another path."""
        headers = {"authorization": f"Bearer {client}"}
        return httpx.get(f"{self._gateway.url}{path}", headers=headers, trust_env=False, timeout=40)

    def about(self, member: str, parts: str, why: str, client: str = MARKET_REGULATION) -> Any:
        """Give parts of the answer about a member of the cast."""
        return self.ask(SUBJECT % parts, client, who=self.who(member), why=why)["subject"]

    def check(self, member: str, parts: str, matter: str, why: str, client: str = MARKET_REGULATION) -> Any:
        """Give parts of a check of a member of the cast."""
        return self.ask(CHECK % parts, client, who=self.who(member), matter=matter, why=why)["check"]

    def codes(self, code_list: str) -> list[str]:
        """Give the codes of a list the schema publishes."""
        found = self.ask("query($name: String!) { __type(name: $name) { enumValues { name } } }", name=code_list)
        return [value["name"] for value in found["__type"]["enumValues"]]

    def who(self, member: str) -> dict[str, str]:
        """Give the identifier a member of the cast is asked about by."""
        described = self._gateway.town.cast[member]
        return {"scheme": described["scheme"], "value": described["value"]}
