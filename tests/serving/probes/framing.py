"""What is odd about the message: method, version, length, chunks, head fields, hosts."""

from __future__ import annotations

from tests.serving.probes.raw import Probe, request

_ASK = {"query": "{ __typename }"}
_LIVE = request(method="GET", target="/livez")


def _framed(body: bytes, *headers: str) -> bytes:
    return request(body, *headers)


def probes(key: str) -> list[Probe]:
    """Give the probes; `key` is that of a client which may ask."""

    def asked(*headers: str) -> bytes:
        return request(_ASK, *headers, key=key)

    methods = ("TRACE", "CONNECT", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "SEARCH", "PURGE")
    return [
        *(Probe(f"method {name}", request(_ASK, method=name, key=key), {405}) for name in methods),
        Probe("HEAD", request(method="HEAD", key=key), {405}),
        Probe("method in lower case", request(_ASK, method="post", key=key), {400}),
        Probe("method nobody knows", request(_ASK, method="FOO", key=key), {400}),
        Probe("HTTP/0.9", b"GET /graphql\r\n\r\n", {400}),
        Probe("HTTP/1.0", request(method="GET", target="/livez", version="HTTP/1.0"), {200}),
        *(
            Probe(version, request(method="GET", target="/livez", version=version), {400})
            for version in ("HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "http/1.1", "HTTP/1.1 x")
        ),
        Probe("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}),
        Probe("TLS", b"\x16\x03\x01\x02\x00\x01\x00\r\n", {400}),
        Probe("SSH", b"SSH-2.0-x\r\n", {400}),
        Probe("only line feeds", b"GET /livez HTTP/1.1\nHost: tally.example\n\n", {400}),
        Probe("half a head", b"POST /graphql HTTP/1.1\r\nHost: x\r\n", {408}),
        Probe("half a body", request(b"{}", "Content-Length: 50", key=key), {408}),
        Probe("chunk size no number", _framed(b"zz\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), {400}),
        Probe("chunk size negative", _framed(b"-1\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), {400}),
        Probe("chunk size huge", _framed(b"F" * 18 + b"\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), {400}),
        Probe("chunk shorter than said", _framed(b"9\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), {400, 401}),
        Probe(
            "length and chunks",
            _framed(b"0\r\n\r\n" + _LIVE, "Transfer-Encoding: chunked", "Content-Length: 5"),
            {400},
        ),
        Probe(
            "credential and host after the body",
            request(
                f"2\r\n{{}}\r\n0\r\nAuthorization: Bearer {key}\r\nHost: evil.example\r\n\r\n",
                "Transfer-Encoding: chunked",
            ),
            {401},
        ),
        Probe(
            "10,000 fields after the body",
            request("2\r\n{}\r\n0\r\n" + "X-A: aaaaaaaa\r\n" * 10_000 + "\r\n", "Transfer-Encoding: chunked", key=key),
            {400, 431},
        ),
        Probe("chunks twice", _framed(b"0\r\n\r\n", "Transfer-Encoding: chunked", "Transfer-Encoding: x"), {400}),
        Probe("other transfer coding", _framed(b"0\r\n\r\n", "Transfer-Encoding: gzip"), {400}),
        Probe("space before colon", _framed(b"0\r\n\r\n", "Transfer-Encoding : chunked"), {400}),
        Probe("length negative", _framed(b"{}", "Content-Length: -2"), {400}),
        Probe("length signed", _framed(b"{}", "Content-Length: +2"), {400}),
        Probe("length twice", _framed(b"{}", "Content-Length: 2", "Content-Length: 3"), {400}),
        Probe("length a list", _framed(b"{}", "Content-Length: 2, 2"), {400}),
        Probe("length in hex", _framed(b"{}", "Content-Length: 0x2"), {400}),
        Probe("length of thirty digits", _framed(b"{}", "Content-Length: " + "9" * 30), {400}),
        Probe("length beyond the limit", request(b"{}", "Content-Length: 999999999", key=key), {413}),
        Probe("header folded", asked("X-A: a\r\n b"), {400}),
        Probe("header without a name", asked(": x"), {400}),
        Probe("header with a space", asked("X A: x"), {400}),
        Probe("header with NUL", asked("X-A: a\0b"), {400}),
        Probe("header with a bare CR", asked("X-A: a\rb"), {400}),
        Probe("header not in ASCII", asked("X-A: \xff\xfe"), {200}),
        Probe("header of 40 KB", asked("X-A: " + "a" * 40_000), {431}),
        Probe("10,000 headers", asked(*(f"X-{number}: 1" for number in range(10_000))), {431}),
        Probe("request id that splits", asked("X-Request-Id: aaaaaaaa%0d%0aSet-Cookie: x"), {200}),
        Probe("request id with a tab", asked("X-Request-Id: aaaaaaaa\tb"), {200}),
        Probe("expects to go on", asked("Expect: 100-continue"), {200}),
        Probe("expects else", asked("Expect: 200-ok"), {200, 417}),
        Probe("method overridden", asked("X-HTTP-Method-Override: DELETE"), {200}),
        Probe("upgrade to h2c", asked("Upgrade: h2c\r\nConnection: Upgrade, close"), {400}),
        Probe("no host", b"GET /graphql HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
        Probe("two hosts", asked("Host: tally.example", "Host: evil.example"), {400}),
        Probe("host of somebody else", asked("Host: evil.example"), {421}),
        Probe("host that is none", asked("Host: tally.example/../@evil"), {421}),
        Probe("host forwarded", asked("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"), {200}),
        Probe("garbage after the last request", _LIVE + b"GARBAGE\r\n\r\n", {200}),
    ]
