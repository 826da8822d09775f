"""A real authorisation server of the client credentials grant, with discovery, keys that rotate, and a switch."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from flask import Flask, Response, abort, jsonify
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

AUDIENCE = "https://tally.example"
SECRET = "secret-of-the-test"


class _Client(ClientMixin):
    """A confidential client; every id has the one secret."""

    def __init__(self, client_id: str) -> None:
        self.client_id = client_id

    def get_client_id(self) -> str:
        return self.client_id

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"

    def get_allowed_scope(self, scope: Collection[str] | str) -> str:
        return scope if isinstance(scope, str) else ""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Log nothing."""


class Issuer:
    """The server, at `url`; `down` makes it answer 503, `keys` are those it publishes."""

    def __init__(self) -> None:
        self.down = False
        self.fetched = 0
        self.lifetime = 300
        self.audience = AUDIENCE
        self.signing = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self.keys = [self.signing]
        self._app = Flask("issuer")
        self._server: BaseWSGIServer = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=_Quiet)
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._route()

    def rotate(self, key_id: str, *, withdraw: bool = False) -> None:
        """Sign with a new key; the old one stays published unless it is withdrawn."""
        self.signing = RSAKey.generate_key(2048, {"kid": key_id, "use": "sig"})
        self.keys = [self.signing] if withdraw else [*self.keys, self.signing]

    def token(self, client: str) -> str:
        """Give a token of the token endpoint, as a client has it."""
        reply = httpx.post(f"{self.url}/token", auth=(client, SECRET), data={"grant_type": "client_credentials"})
        reply.raise_for_status()
        token: str = reply.json()["access_token"]
        return token

    def signed(self, claims: dict[str, Any], header: dict[str, Any] | None = None) -> str:
        """Give a token of one's own making, signed with the issuer's key."""
        now = int(time.time())
        whole = {"iss": self.url, "aud": AUDIENCE, "client_id": "approvals", "iat": now, "exp": now + 60} | claims
        kept = {name: value for name, value in whole.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.signing.kid} | (header or {}), kept, self.signing)

    def serve(self) -> None:
        """Serve until stopped."""
        self._server.serve_forever()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _route(self) -> None:
        server = AuthorizationServer(self._app, query_client=_Client, save_token=lambda token, request: None)
        server.register_grant(grants.ClientCredentialsGrant)
        server.register_token_generator("default", _Tokens(self))

        @self._app.before_request
        def _unless_down() -> None:
            if self.down:
                abort(503)

        @self._app.get("/.well-known/openid-configuration")
        def _discovery() -> Response:
            return jsonify(issuer=self.url, jwks_uri=f"{self.url}/keys", token_endpoint=f"{self.url}/token")

        @self._app.get("/keys")
        def _keys() -> Response:
            self.fetched += 1
            return jsonify(KeySet(list(self.keys)).as_dict(private=False))

        @self._app.post("/token")
        def _token() -> Any:
            return server.create_token_response()


class _Tokens(JWTBearerTokenGenerator):
    def __init__(self, issuer: Issuer) -> None:
        super().__init__(issuer.url, expires_generator=lambda client, grant_type: issuer.lifetime)
        self._issuer = issuer

    def get_jwks(self) -> KeySet:
        return KeySet([self._issuer.signing])

    def get_audiences(self, client: ClientMixin, user: object, scope: str) -> str:
        return self._issuer.audience


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run an issuer."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the connection never leaves this machine
    issuer = Issuer()
    thread = threading.Thread(target=issuer.serve, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        issuer.stop()
        thread.join()
