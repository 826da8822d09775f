"""The tax service's yearly credit grades; SOAP 1.1 over HTTP, keyed by the 15-digit taxpayer number."""

from __future__ import annotations

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.model import Grade, Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger
from connectors.sandbox.world import World

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
TAX = "urn:sandbox:tax-credit"
_NAMES = {"soap": SOAP, "tc": TAX}


class Tax(HttpSource):
    """`POST /TaxCreditService`."""

    slug = "tax"
    media_type = "text/xml"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        known = {}
        for subject in world.subjects:
            if subject.tax is not None:
                known[subject.unit.codes.taxpayer] = self._answer(subject, subject.tax)
        self._ledger = Ledger(
            known=known,
            absent=lambda number: {"code": "1001", "message": "未查询到纳税人", "number": number},
            keyless=lambda _: {"code": "0000", "message": "成功"},
            overstated=lambda body: {**body, "code": "0000", "total": body.get("total", 0) + 1},
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/TaxCreditService", self._ask, methods=["POST"])]

    def admits(self, request: Request) -> bool:  # noqa: ARG002 - the token stands in the envelope, not in a header
        """Let every request in; the endpoint reads the token."""
        return True

    def own_error(self) -> Response:
        """Give a SOAP Fault."""
        return _fault("soap:Server", "系统繁忙，请稍后再试", status=500)

    def half_answer(self) -> bytes:
        """Give an envelope that breaks off."""
        return f'<?xml version="1.0"?><soap:Envelope xmlns:soap="{SOAP}"><soap:Body><tc:Query'.encode()

    async def _ask(self, request: Request) -> Response:
        try:
            envelope = etree.fromstring(await request.body(), _parser())
        except etree.XMLSyntaxError:
            return _fault("soap:Client", "报文不是合法的 XML", status=400)
        token = envelope.findtext("soap:Header/tc:Token", namespaces=_NAMES)
        if token != self.key:
            return _fault("tc:Unauthorized", "接入密钥无效", status=401)
        number = envelope.findtext("soap:Body/tc:QueryGrade/tc:NSRSBH", namespaces=_NAMES)
        if not number:
            return _fault("soap:Client", "NSRSBH 必填", status=400)
        return _response(self._ledger.answer(number.strip(), self.fault.mode), self.world.data_time)

    def _answer(self, subject: Subject, grades: tuple[Grade, ...]) -> Body:
        number = subject.unit.codes.taxpayer
        return {
            "code": "0000",
            "message": "成功",
            "number": number,
            "name": subject.unit.name,
            "total": len(grades),
            "grades": [(f"{number}-{item.year}", item, self._written(number, item)) for item in grades],
        }

    def _written(self, number: str, item: Grade) -> str:
        clerk = chance(self.world.seed, "tax", number, item.year)
        return clerk.choice((item.grade, item.grade, item.grade.lower(), f" {item.grade} "))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _response(body: Body, data_time: str) -> Response:
    envelope, answer = _envelope("QueryGradeResponse")
    _text(answer, "ResultCode", body["code"])
    _text(answer, "ResultMessage", body["message"])
    for name, column in (("number", "NSRSBH"), ("name", "NSRMC")):
        if name in body:
            _text(answer, column, body[name])
    _text(answer, "DataTime", data_time)
    if "total" in body:
        _grades(answer, body)
    return _xml(envelope)


def _grades(answer: etree._Element, body: Body) -> None:
    grades = etree.SubElement(answer, f"{{{TAX}}}Grades", total=str(body["total"]))
    for identity, item, written in body.get("grades", ()):
        grade = etree.SubElement(grades, f"{{{TAX}}}Grade", id=identity)
        _text(grade, "PJND", str(item.year))
        _text(grade, "XYJB", written)
        _text(grade, "PJRQ", item.decided.isoformat())
        if item.score is not None:
            _text(grade, "PJDF", f"{item.score:f}")
        _text(grade, "PJJG", item.issuer.name_zh)
        _text(grade, "PJJGDM", item.issuer.code)


def _fault(code: str, message: str, *, status: int) -> Response:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap=_NAMES)
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    fault = etree.SubElement(body, f"{{{SOAP}}}Fault")
    for name, text in (("faultcode", code), ("faultstring", message)):
        etree.SubElement(fault, name).text = text
    return _xml(envelope, status=status)


def _envelope(name: str) -> tuple[etree._Element, etree._Element]:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap=_NAMES)
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    return envelope, etree.SubElement(body, f"{{{TAX}}}{name}")


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{TAX}}}{name}").text = text


def _xml(envelope: etree._Element, *, status: int = 200) -> Response:
    payload = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
    return Response(payload, status_code=status, media_type="text/xml")
