"""XML answers: parsed without entities, DTDs or network, and a DOCTYPE is refused."""

from __future__ import annotations

from lxml import etree

from connectors.core.faults import ContractBroken, Malformed, UpstreamError
from connectors.core.parts import check_parts

_DOCTYPE_REFUSED = "the source's answer holds a DOCTYPE, which is refused"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def parse_xml(body: bytes, *, charset: str | None = None) -> etree._Element:
    """Parse a document; raises `Malformed` if it is broken or holds a DOCTYPE, `TooLarge` if it has too many parts.

    `charset` overrides what the document declares of itself, as a Content-Type does (RFC 7303, 3).
    """
    if b"<!DOCTYPE" in body:
        raise Malformed(_DOCTYPE_REFUSED)
    check_parts(body, b"<", b"=")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding=charset)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Malformed from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Malformed(_DOCTYPE_REFUSED)
    return root


def soap_payload(body: bytes, name: str, *, charset: str | None = None) -> etree._Element:
    """Give the element `name` (`{namespace}local`) of a SOAP 1.1 body.

    Raises `UpstreamError` for a Fault and `ContractBroken` for anything else.
    """
    found = parse_xml(body, charset=charset).find(f"{{{SOAP}}}Body")
    if found is None:
        raise ContractBroken
    if found.find(f"{{{SOAP}}}Fault") is not None:
        raise UpstreamError(detail="SOAP Fault")
    payload = found.find(name)
    if payload is None:
        raise ContractBroken
    return payload
