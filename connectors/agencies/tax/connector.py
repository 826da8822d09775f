"""Asks the tax authority: a fixed SOAP 1.1 envelope, the answer read with lxml."""

from __future__ import annotations

from xml.sax.saxutils import escape

from connectors.agencies.tax.mapping import NAMESPACE, grades_found
from connectors.core.accounting import check_echo
from connectors.core.connector import Call, Descriptor, KeyedConnector, SourceRef, Told
from connectors.core.dates import read_data_time
from connectors.core.faults import UpstreamError
from connectors.core.settings import HttpSettings
from connectors.exchange.http import HttpConnector
from connectors.exchange.policy import key_in_url
from connectors.exchange.wiring import Wiring
from connectors.exchange.xml import SOAP, soap_payload
from schema.codes import RecordKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound

_ENVELOPE = (
    f'<soap:Envelope xmlns:soap="{SOAP}" xmlns:tc="{NAMESPACE}"><soap:Header><tc:Token>%s</tc:Token></soap:Header>'
    "<soap:Body><tc:QueryGrade><tc:NSRSBH>%s</tc:NSRSBH></tc:QueryGrade></soap:Body></soap:Envelope>"
)
_HEADERS = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{NAMESPACE}/QueryGrade"'}
_RESPONSE = f"{{{NAMESPACE}}}QueryGradeResponse"
_NOTHING = NotFound(evidence="ResultCode 1001 with the taxpayer number echoed")


class TaxConnector(HttpConnector, KeyedConnector):
    """Connector of the tax authority."""

    def __init__(self, source: SourceRef, settings: HttpSettings, wiring: Wiring) -> None:
        super().__init__(settings, wiring, _HEADERS)
        self._token = escape(settings.key)
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.TAXPAYER_NUMBER,),
            kinds=frozenset({RecordKind.EVALUATION}),
            fields=frozenset({"tax"}),
            carries=frozenset({Scheme.TAXPAYER_NUMBER}),
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key: Identifier, call: Call) -> Told:  # noqa: ARG002 - rows are dated; every call is alike
        """Ask for the grades of one taxpayer."""
        envelope = _ENVELOPE % (self._token, key_in_url(key))
        reply = await self.post("/TaxCreditService", envelope.encode())
        payload = soap_payload(reply.body, _RESPONSE)
        code = payload.findtext(f"{{{NAMESPACE}}}ResultCode")
        if code not in {"0000", "1001"}:
            raise UpstreamError(detail="the answer's ResultCode says so")
        check_echo(key, payload.findtext(f"{{{NAMESPACE}}}NSRSBH"))
        data_time = read_data_time(payload.findtext(f"{{{NAMESPACE}}}DataTime"))
        if code == "1001":
            return Told(_NOTHING, data_time)
        return Told(grades_found(self.delivery(), key, payload), data_time)
