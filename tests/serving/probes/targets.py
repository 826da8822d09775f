"""What is odd about the target, the media types, the credential, and whose page asks."""

from __future__ import annotations

from tests.serving.probes.raw import PATH, Probe, request

_QUERY = "query=%7B__typename%7D"
_ASK = {"query": "{ __typename }"}
_NOT_FOUND = (
    "//evil.example/graphql",
    "//evil.example/",
    "/graphql/",
    "/graphql%2f",
    "/graphql%00",
    "/graphql;x=1",
    "*",
    "/static",
    "/static/",
    "/static/../gateway.toml",
    "/static/..%2f..%2fpyproject.toml",
    "/static/%2e%2e/%2e%2e/README",
    "/static/%00",
    "/static//etc/passwd",
    "/static/" + "a" * 5_000,
    "/static/%e0%80%af",
    "/%2e%2e/etc/passwd",
    "/%ff%fe",
    "/graphql/../livez",
    "/\\evil",
    "/.git/config",
    "/%0d%0aSet-Cookie:x",
)


def probes(key: str) -> list[Probe]:
    """Give the probes; `key` is that of a client which may ask."""

    def get(target: str, *headers: str) -> bytes:
        return request(None, *headers, method="GET", target=target, key=key)

    def asked(*headers: str) -> bytes:
        return request(_ASK, *headers, key=key)

    def credential(value: str) -> bytes:
        return request(_ASK, f"Authorization: {value}")

    encodings = ("gzip", "deflate", "br", "zstd", "identity, gzip")
    types = (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "*/*",
        "",
    )
    credentials = ("Bearer", "Basic eDp5", "Bearer \xff", "Bearer " + "a" * 9_000, "Bearer a.b.c", "Digest x", "")
    return [
        *(Probe(f"target {target[:40]}", get(target), {404}) for target in _NOT_FOUND),
        Probe("target of another host", get(f"http://evil.example{PATH}?{_QUERY}"), {200}),
        Probe("target without path", get("evil.example:80"), {400}),
        Probe("target not in ASCII", get("/\xe9"), {400}),
        Probe("target of 30 KB", get("/" + "a" * 30_000), {414}),
        Probe("query string of 20 KB", get(f"{PATH}?query={'a' * 20_000}"), {414}),
        Probe("3,000 parameters", get(f"{PATH}?{'a=1&' * 3_000}"), {400}),
        *(
            Probe(f"query {odd}", get(f"{PATH}?query={odd}"), {400})
            for odd in ("%", "%zz", "%ff", "%00", "", "%ed%a0%80")
        ),
        Probe("variables half an object", get(f"{PATH}?{_QUERY}&variables=%7B"), {400}),
        Probe("variables a thousand deep", get(f"{PATH}?{_QUERY}&variables={'%5B' * 1_000}"), {400}),
        Probe("extensions a number", get(f"{PATH}?{_QUERY}&extensions=1"), {400}),
        Probe("mutation by GET", get(f"{PATH}?query=mutation%7Bx%7D"), {400, 405}),
        *(Probe(f"encoding {name}", asked(f"Content-Encoding: {name}"), {415}) for name in encodings),
        *(Probe(f"content type {name}", asked(f"Content-Type: {name}"), {415}) for name in types),
        *(
            Probe(f"accept {name}", asked(f"Accept: {name}"), {406})
            for name in ("text/xml", "*/*;q=0", ";;;", "," * 5_000)
        ),
        Probe("accept with no number", asked("Accept: application/json;q=NaN"), {200}),
        *(Probe(f"credential {value[:20]}", credential(value), {401}) for value in credentials),
        Probe("certificate from anybody", request(_ASK, "Client-Cert: :AAAA:"), {401}),
        *(
            Probe(line, asked(line), {403})
            for line in (
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://[",
            )
        ),
        Probe(
            "many ranges of a file", get("/static/manifest.json", "Range: bytes=" + "0-1," * 500 + "0-0"), {200, 416}
        ),
        Probe(
            "range before the file", get("/static/manifest.json", "Range: bytes=-99999999999999999999"), {200, 206, 416}
        ),
    ]
