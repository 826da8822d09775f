"""What the demo prints: addresses, keys, and queries that work as they stand when pasted into a shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from gateway.demo.servers import Gateway

KEYS = (
    "sandbox-market-regulation",
    "sandbox-trading-centre",
    "sandbox-finance",
    "sandbox-ecology",
    "sandbox-ecology-neighbour",
    "sandbox-ecology-far",
    "sandbox-statistics",
    "sandbox-civility-office",
    "sandbox-human-resources",
    "sandbox-investment-office",
    "sandbox-bank",
    "sandbox-builders-association",
    "sandbox-credit-counter",
    "sandbox-operator",
    "sandbox-credit-office",
    "sandbox-national-coordination",
)
_MEASURES = "measures { measure { id title } status reason period { lastDay } bases { title article } }"
_QUESTIONS = (
    (
        "an integrity model with clean years applies for a licence",
        "model-clean",
        "food-production-licence",
        "ADMINISTRATIVE_LICENCE",
        KEYS[0],
    ),
    (
        "a company that is able to pay and refuses bids for a project",
        "enforced",
        "public-tender",
        "PUBLIC_RESOURCE_TRADING",
        KEYS[1],
    ),
    (
        "a company on the fiscal-fund list applies for a fund",
        "fund-listed",
        "fiscal-fund-application",
        "FISCAL_FUND",
        KEYS[2],
    ),
)


def lines_to_paste(gateway: Gateway) -> Iterator[str]:
    """Give the lines, first to last."""
    yield f"GraphiQL         {gateway.url}/graphql   (open it in a browser)"
    yield f"GraphQL endpoint {gateway.url}/graphql   (POST)"
    yield f"sandbox admin    {gateway.town.admin}/faults   (make a department slow, down or wrong)"
    yield f"state folder     {gateway.state}"
    yield f"API keys         {', '.join(KEYS)}"
    for words, subject, matter, purpose, key in _QUESTIONS:
        yield f"\n# {words}"
        yield _curl(gateway, gateway.town.cast[subject], matter, purpose, key)
    model = gateway.town.cast[_QUESTIONS[0][1]]["value"]
    yield "\n# the first, printed for a person"
    yield f"TALLY_URL={gateway.url} TALLY_API_KEY={KEYS[0]} tally check {model} --matter {_QUESTIONS[0][2]}"
    yield "\nCtrl-C ends everything."


def _curl(gateway: Gateway, subject: Mapping[str, Any], matter: str, purpose: str, key: str) -> str:
    identifier = f'{{scheme: {subject["scheme"]}, value: "{subject["value"]}"}}'
    arguments = f'subject: {identifier}, matter: "{matter}", purpose: {purpose}, caseNumber: "DEMO-1"'
    body = orjson.dumps(
        {"query": f"{{ check({arguments}) {{ guidance missing {_MEASURES} receipt {{ id }} }} }}"}
    ).decode()
    return (
        f"curl -s {gateway.url}/graphql -H 'content-type: application/json' "
        f"-H 'authorization: Bearer {key}' -d '{body}' && echo"
    )
