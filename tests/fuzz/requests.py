"""Fuzzers of HTTP requests: bodies and headers, documents, variables."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import httpx
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.corpus import JSON, NASTY, checks, edited_examples, examples, seconds_of
from tests.fuzz.judging import Answered, faults_of


def json_of(value: Any) -> bytes:
    """Write JSON as other programs do: lone surrogates escaped, integers of any size."""
    return json.dumps(value).encode()


Fuzz = Callable[[], None]
METHODS = (*["POST"] * 6, "GET", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "QUERY")
TYPES = (
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/graphql",
    "multipart/form-data",
    "",
)
ACCEPTS = ("*/*", "application/json", "application/graphql-response+json", "text/html", "image/png", "a;q=x, */*;q=0.1")
PATHS = (
    "/graphql",
    "/graphql/",
    "/graphql?query={__typename}",
    "/graphql?variables=x",
    "/livez",
    "/readyz",
    "/%00",
    "//",
)
VALUES = st.sampled_from([text for text in NASTY if text.isascii() and text.isprintable() and text.strip()])
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "content-type": st.sampled_from(TYPES),
        "accept": st.sampled_from(ACCEPTS) | VALUES,
        "content-encoding": st.sampled_from(("identity", "gzip", "br")),
        "x-request-id": VALUES,
        "authorization": VALUES | VALUES.map("Bearer {}".format),
        "client-cert": VALUES,
        "origin": VALUES,
        "host": VALUES,
        "upgrade": st.sampled_from(("websocket", "h2c")),
        "connection": st.sampled_from(("upgrade", "close")),
    },
)
BODIES = st.binary(max_size=200) | JSON.map(json_of) | examples().map(json_of)


class Caller:
    """Sends requests to one gateway and fails on whatever an answer breaks."""

    def __init__(self, url: str, key: str) -> None:
        self._client = httpx.Client(base_url=url.removesuffix("/graphql"), timeout=60, trust_env=False)
        self._usual = {"authorization": f"Bearer {key}", "content-type": "application/json"}

    def post(self, body: dict[str, Any], patience: float = 3.0) -> None:
        """Send a GraphQL request."""
        self.send("POST", "/graphql", {}, json_of(body), patience)

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes, patience: float = 3.0) -> None:
        """Send a request; `headers` replace the usual ones."""
        started = time.monotonic()
        response = self._client.request(method, path, headers={**self._usual, **headers}, content=body)
        answer = Answered(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=response.content,
            seconds=time.monotonic() - started,
        )
        found = faults_of(answer, patience)
        assert not found, f"{found}: {response.status_code} {response.content[:300]!r}"


def bodies(caller: Caller) -> Fuzz:
    """Send bodies, methods, paths and headers of all kinds."""

    @given(st.sampled_from(METHODS), st.sampled_from(PATHS), HEADERS, BODIES)
    def fuzz(method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        caller.send(method, path, headers, body)

    return fuzz


def members(caller: Caller) -> Fuzz:
    """Send example requests, one member of which may be of any kind."""

    @given(
        examples(),
        st.dictionaries(st.sampled_from(("query", "variables", "operationName", "extensions")), JSON, max_size=1),
    )
    def fuzz(example: dict[str, Any], changed: dict[str, Any]) -> None:
        caller.post({**example, **changed})

    return fuzz


def documents(caller: Caller) -> Fuzz:
    """Send example requests with pieces of the query cut out, repeated or put in."""

    @given(edited_examples())
    def fuzz(body: dict[str, Any]) -> None:
        caller.post(body)

    return fuzz


def variables(caller: Caller) -> Fuzz:
    """Ask checks of all kinds."""

    @given(checks())
    def fuzz(body: dict[str, Any]) -> None:
        caller.post(body, seconds_of(body["variables"]))

    return fuzz


FUZZERS: dict[str, Callable[[Caller], Fuzz]] = {
    "bodies": bodies,
    "members": members,
    "documents": documents,
    "variables": variables,
}
