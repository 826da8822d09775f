"""Asks the town's HTTP sources the way FORMATS.md says."""

from __future__ import annotations

import json
from typing import Any

import httpx
from lxml import etree

from connectors.sandbox import Town
from connectors.sandbox.cast import CastMember

TAX = {"tc": "urn:sandbox:tax-credit", "soap": "http://schemas.xmlsoap.org/soap/envelope/"}
ENVELOPE = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:tc="urn:sandbox:tax-credit">
<soap:Header><tc:Token>{token}</tc:Token></soap:Header>
<soap:Body><tc:QueryGrade><tc:NSRSBH>{number}</tc:NSRSBH></tc:QueryGrade></soap:Body></soap:Envelope>"""
ECOLOGY_QUERY = """query ($code: String!) { environmentCredit(creditCode: $code) {
  creditCode registryChecked dataTime enterprise { creditCode name total
  evaluations { id year grade evaluatedOn validUntil documentNumber issuerName issuerCode regionCode } } } }"""
HTTP_SLUGS = (
    "registry",
    "tax",
    "publicity",
    "ecology",
    "serious-lists",
    "customs",
    "cross-reference",
    "transport",
    "commitments",
    "public-interest",
    "member-files",
)


class Asker:
    """One client for every HTTP source of a town."""

    def __init__(self, town: Town, client: httpx.AsyncClient) -> None:
        self.town = town
        self.client = client

    async def ask(self, slug: str, member: CastMember, **headers: str) -> httpx.Response:
        """Ask one source about an enterprise of the cast."""
        method, path, content = _request(slug, member)
        endpoint = self.town.sources[slug]
        credential = {"X-Api-Key": str(endpoint.key), "Authorization": f"Bearer {endpoint.key}"}
        return await self.client.request(
            method, f"{endpoint.url}{path}", content=content, headers={**credential, **headers}
        )

    async def person(self, number: str) -> Any:
        """Ask the registry about a person."""
        endpoint = self.town.sources["registry"]
        answer = await self.client.post(
            f"{endpoint.url}/api/v1/persons/query",
            json={"certType": "01", "certNo": number},
            headers={"X-Api-Key": str(endpoint.key)},
        )
        return answer.json()

    async def penalties(self, member: CastMember, page: int = 1, size: int = 50) -> Any:
        """Ask the hub for one page of penalties."""
        endpoint = self.town.sources["publicity"]
        answer = await self.client.get(
            f"{endpoint.url}/openapi/sgs/xzcf",
            params={"xydm": member.value, "pageNo": page, "pageSize": size},
            headers={"X-Api-Key": str(endpoint.key)},
        )
        return json.loads(answer.content.decode("gb18030"))


def tax_answer(answer: httpx.Response) -> Any:
    """Give the answer element of the tax service's envelope."""
    envelope = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
    found = envelope.find("soap:Body/tc:QueryGradeResponse", TAX)
    assert found is not None
    return found


def _request(slug: str, member: CastMember) -> tuple[str, str, bytes | None]:
    code = member.value
    match slug:
        case "registry":
            return "GET", f"/api/v1/units/uscc/{code}", None
        case "tax":
            content = ENVELOPE.format(token="sandbox-tax", number=f"990100{code[8:17]}").encode()
            return "POST", "/TaxCreditService", content
        case "publicity":
            return "GET", f"/openapi/sgs/xzcf?xydm={code}", None
        case "ecology":
            content = json.dumps({"query": ECOLOGY_QUERY, "variables": {"code": code}}).encode()
            return "POST", "/graphql", content
        case "serious-lists":
            return "POST", "/api/v2/lists/batch", f'{{"codes":["{code}"]}}'.encode()
        case "customs":
            customs = member.subject.unit.codes.customs if member.subject else "9901969999"
            return "GET", f"/credit/v1/level?customsCode={customs}", None
        case "cross-reference":
            return "GET", f"/xref/v1/customs-code?uscc={code}", None
        case "public-interest":
            return "GET", f"/litigation/v1/cases?party={code}", None
        case "commitments":
            return "GET", f"/promise/v1/commitments?uscc={code}", None
        case "member-files":
            return "GET", f"/members/v1/files?code={code}", None
        case _:
            return "GET", f"/highway/v1/evaluations?uscc={code}", None
