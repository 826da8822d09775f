"""What the departments of the story ask the gateway, each with a credential of its own."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from gateway.cli import objection_questions as objections
from gateway.cli import repair_questions as repairs
from gateway.cli import watch_questions as watches
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.questions import CHECK
from gateway.demo.servers import Gateway
from schema.measures import Direction

INSPECTOR, COUNTER, PROVIDER, ISSUER = (
    "sandbox-market-regulation",
    "sandbox-credit-counter",
    "sandbox-credit-office",
    "sandbox-ecology-neighbour",
)
_MEMBER = "env-listed"


class Departments:
    """The departments of the story before a gateway, or before several over one store, which are asked in turn."""

    def __init__(self, gateway: Gateway, *others: Gateway) -> None:
        self._urls = cycle(each.url for each in (gateway, *others))
        self._day: date = gateway.town.day
        member = gateway.town.cast[_MEMBER]
        self._who = {"scheme": member["scheme"], "value": member["value"]}

    def check(self) -> dict[str, Any]:
        """Check the subject as the inspector, before the year's inspections are planned."""
        asked = {"matter": "annual-inspection-plan", "purpose": "SUPERVISION", "caseNumber": "STORY"}
        found: dict[str, Any] = self._ask(INSPECTOR, CHECK, {"subject": self._who, **asked})["check"]
        return found

    def watch(self, receipt: str) -> dict[str, Any]:
        """Watch the answer of a receipt for a month."""
        until = self._day + timedelta(days=30)
        return self._change(INSPECTOR, watches.OPEN, "watch", {"receipt": receipt, "until": until})

    def lodge(self, record: str) -> dict[str, Any]:
        """Lodge the subject's objection at the credit centre's counter, which accepts it for handling."""
        order = {
            "subject": self._who,
            "record": record,
            "trigger": "OBJECTION",
            "grounds": "决定所依据的监测数据属于另一家企业",
            "accept": True,
        }
        return self._change(COUNTER, objections.LODGE, "objection", {"input": order})

    def find_wrong(self, objection: str) -> dict[str, Any]:
        """Find the record wrong, as the department that provides it."""
        said = {"objection": objection, "finding": "WRONG", "answer": "监测数据确属另一家企业"}
        return self._change(PROVIDER, objections.VERIFY, "objection", said)

    def withdraw(self, objection: str) -> dict[str, Any]:
        """Withdraw the record, as the department that issued it."""
        said = {"objection": objection, "document": "邻环撤〔2026〕1号", "on": self._day}
        return self._change(ISSUER, objections.WITHDRAW, "objection", said)

    def rectification(self, rectification: str) -> dict[str, Any]:
        """Show the inspector what is to be set right."""
        said = {"rectification": rectification}
        found: dict[str, Any] = self._ask(INSPECTOR, repairs.RECTIFICATION, said)["rectification"]
        return found

    def set_right(self, rectification: dict[str, Any]) -> dict[str, Any]:
        """Set it right, as the inspector, and confirm it, as the department that found the record wrong."""
        answer = {"done": rectification["toDo"], "document": "样市监更〔2026〕1号", "words": "已恢复常规检查并书面说明"}
        said = {"rectification": rectification["id"]}
        self._change(INSPECTOR, repairs.ANSWER, "rectification", {**said, "answer": answer})
        return self._change(PROVIDER, repairs.CLOSE, "rectification", {**said, "sufficient": True})

    def _change(self, client: str, document: str, part: str, said: dict[str, Any]) -> dict[str, Any]:
        answer = self._ask(client, document, {**said, "key": secrets.token_hex(16)})
        found: dict[str, Any] = answer["change"][part]
        return found

    def _ask(self, client: str, document: str, said: dict[str, Any]) -> dict[str, Any]:
        return GatewayClient(url=next(self._urls), key=client).ask(document, said)


def restraints(check: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the restraints of a check, those for reference left out."""
    wanted = Direction.RESTRAINT.value
    return [
        each
        for each in check["measures"]
        if each["measure"]["direction"] == wanted and each["status"] in {"ACTIVE", "SUSPENDED"}
    ]
