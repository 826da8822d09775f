"""Whatever a token endpoint answers instead of a usable token is a fault of its own kind, and tells no secret."""

from __future__ import annotations

import pytest
from starlette.responses import JSONResponse, Response

from connectors.auth.spec import OAuth2Auth
from connectors.core.faults import (
    ContractBroken,
    Fault,
    Malformed,
    Moved,
    Overloaded,
    Rejected,
    TooLarge,
    UpstreamError,
)
from tests.connectors.auth.department import SECRETS, asking, shown


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (JSONResponse({"error": "invalid_client"}, 401), Rejected),
        (JSONResponse({"error": "invalid_scope"}, 400), Rejected),
        (Response(status_code=403), Rejected),
        (JSONResponse({"error": "invalid_client"}), Rejected),
        (JSONResponse({"error": "SIGN_ERROR", "error_description": "x"}), Rejected),
        (Response(status_code=404), Moved),
        (Response(status_code=302, headers={"Location": "/elsewhere"}), Moved),
        (Response(status_code=429), Overloaded),
        (Response(status_code=500), UpstreamError),
        (Response(status_code=503, headers={"Retry-After": "7"}), Overloaded),
        (Response(status_code=204), ContractBroken),
        (JSONResponse({"access_token": "t", "token_type": "mac"}), ContractBroken),
        (Response("<html>log in</html>"), Malformed),
        (Response(""), Malformed),
        (Response(b"\xff\xfe\x00"), Malformed),
        (Response("[" * 100_000), Malformed),
        (Response("x" * 300_000), TooLarge),
        (JSONResponse([]), Malformed),
        (JSONResponse("access_token"), Malformed),
        (JSONResponse(None), Malformed),
        (JSONResponse({}), Malformed),
        (JSONResponse({"access_token": ""}), Malformed),
        (JSONResponse({"access_token": 5}), Malformed),
        (JSONResponse({"access_token": "a\r\nX-Evil: 1"}), Malformed),
        (JSONResponse({"access_token": "令牌"}), Malformed),
        (JSONResponse({"access_token": "t", "expires_in": "soon"}), Malformed),
        (JSONResponse({"access_token": "t", "expires_in": [1]}), Malformed),
        (Response('{"access_token": "t", "expires_in": NaN}'), Malformed),
        (Response('{"access_token": "t", "expires_in": Infinity}'), Malformed),
        (JSONResponse({"access_token": "t", "scope": 5}), Malformed),
    ],
)
async def test_trouble_at_the_token_endpoint(answer: Response, fault: type[Fault]) -> None:
    async with asking() as (asked, auth, _, _):
        asked.answer = answer
        with pytest.raises(fault) as caught:
            await shown(auth)
        assert type(caught.value) is fault
        assert caught.value.retry_after == (7.0 if "retry-after" in answer.headers else None)
        told = f"{caught.value!r} {caught.value.message} {caught.value.detail}"
        assert not [word for word in (*SECRETS.values(), asked.url, "/oauth/token") if word in told]
        asked.answer = None
        assert await shown(auth) == "Bearer token-1"


@pytest.mark.parametrize(
    ("granted", "enough"),
    [("penalties units", True), ("units penalties more", True), ("units", False), ("", False)],
)
async def test_less_scope_than_asked_is_refused_and_more_is_not(granted: str, *, enough: bool) -> None:
    async with asking(OAuth2Auth("/oauth/token", scope="units penalties")) as (asked, auth, _, _):
        asked.answer = JSONResponse({"access_token": "t", "scope": granted})
        if enough:
            assert await shown(auth) == "Bearer t"
        else:
            with pytest.raises(Rejected, match="scope"):
                await shown(auth)
