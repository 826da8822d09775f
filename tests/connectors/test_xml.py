"""XML of departments: what reaches outside or unfolds is refused, in little time and memory."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from connectors.core.faults import ContractBroken, Fault, Malformed, TooLarge, UpstreamError
from connectors.core.parts import MOST_PARTS
from connectors.exchange.xml import SOAP, parse_xml, soap_payload
from tests.connectors.memory import rising

MEGABYTES = 4 * 1024 * 1024  # of one answer, where the agency file does not say otherwise
LAUGHS = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
BOMBS: Mapping[str, bytes] = {
    "a billion laughs": f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><a>&a11;</a>'.encode("utf-16"),
    "a quadratic blowup": f'<!DOCTYPE a [<!ENTITY x "{"x" * 100_000}">]><a>{"&x;" * 100_000}</a>'.encode("utf-16"),
    "an external entity": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a b="&x;">&x;</a>'.encode("utf-16"),
    "an external subset": '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'.encode("utf-16"),
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/">%p;]><a/>'.encode("utf-16"),
    "a DOCTYPE in EBCDIC": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".encode("cp037"),
    "elements 500,000 deep": b"<a>" * 500_000 + b"</a>" * 500_000,
    "elements 1,000 deep": b"<a>" * 1_000 + b"</a>" * 1_000,
    "a name of megabytes": b"<" + b"a" * MEGABYTES + b"/>",
    "a million elements": b"<a>" + b"<b/>" * 1_000_000 + b"</a>",
    "a million comments": b"<a>" + b"<!---->" * 600_000 + b"</a>",
    "a million instructions": b"<a>" + b"<?b c?>" * 600_000 + b"</a>",
    "half a million attributes": b"<a " + b" ".join(b'b%d="1"' % number for number in range(350_000)) + b"/>",
    "namespaces without end": b"<a " + b" ".join(b'xmlns:b%d="u"' % number for number in range(260_000)) + b"/>",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs(bomb: bytes) -> None:
    with rising() as rise:
        started = time.process_time()
        with pytest.raises((Malformed, TooLarge)):
            parse_xml(bomb)
        assert time.process_time() - started < 0.5
    assert rise.megabytes < 30


def test_what_is_large_and_plain_is_read() -> None:
    for body in (b'<a b="%s"/>', b"<a>%s</a>", b"<a><![CDATA[%s]]></a>"):
        assert parse_xml(body % (b"x" * (MEGABYTES - 100))).tag == "a"
    rows = b"<a>" + b"<b>1</b>" * (MOST_PARTS // 2 - 1) + b"</a>"
    assert len(parse_xml(rows)) == MOST_PARTS // 2 - 1


def test_nothing_is_included_and_an_instruction_instructs_nobody() -> None:
    included = b"""<?xml-stylesheet href="file:///etc/passwd"?><a xmlns:xi="http://www.w3.org/2001/XInclude">
        <xi:include href="file:///etc/passwd" parse="text"/></a>"""
    root = parse_xml(included)
    assert not any(str(text).strip() for text in root.itertext())
    assert len(root) == 1


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        b"<a><b></a>",
        b"",
        b"\xff\x00",
        b"<a>&undefined;</a>",
    ],
)
def test_xml_that_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        parse_xml(body)


@pytest.mark.parametrize(
    ("inside", "fault"), [("<s:Fault/>", UpstreamError), ("<other/>", ContractBroken), ("", ContractBroken)]
)
def test_soap_bodies_without_the_answer(inside: str, fault: type[Fault]) -> None:
    with pytest.raises(fault):
        soap_payload(f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{inside}</s:Body></s:Envelope>'.encode(), "{urn:x}Answer")
