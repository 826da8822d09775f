"""`[auth]` and `[tls]` of an agency file: a closed set, and every mistake said with what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.auth.reading import read_auth, read_tls
from connectors.auth.signing import HEADER_PLACEHOLDERS, STRING_PLACEHOLDERS
from connectors.auth.spec import (
    ApiKeyAuth,
    AuthSpec,
    BasicAuth,
    BearerAuth,
    ClientAuthentication,
    Digest,
    NoAuth,
    OAuth2Auth,
    SignatureAuth,
    SignatureEncoding,
    TimestampFormat,
    TlsSpec,
)
from connectors.manifest import Fault, Table
from connectors.manifest.toml_source import parse_toml

PLAIN = """kind = "signature"
digest = "sm3"
headers = { S = "{app_id}:{signature}", T = "{timestamp}", N = "{nonce}" }
"""
SIGNED = 'kind = "signature"\nheaders = { X-S = "{signature}" }\n'


def auth_of(text: str) -> tuple[AuthSpec, list[Fault]]:
    faults: list[Fault] = []
    root = Table.root(parse_toml(f"[auth]\n{text}", "agency.toml"), faults)
    return read_auth(root.table("auth")), faults


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in sorted(auth_of(text)[1])]


@pytest.mark.parametrize(
    ("text", "spec", "settings"),
    [
        ('kind = "none"', NoAuth(), ()),
        ('kind = "bearer"', BearerAuth(), ("key",)),
        ('kind = "basic"', BasicAuth(), ("user", "password")),
        ('kind = "api_key"\nheader = "X-Api-Key"', ApiKeyAuth(header="X-Api-Key"), ("key",)),
        ('kind = "api_key"\nquery = "appkey"', ApiKeyAuth(query="appkey"), ("key",)),
        ('kind = "oauth2"\ntoken_url = "/oauth/token"', OAuth2Auth("/oauth/token"), ("client_id", "client_secret")),
        (
            'kind = "oauth2"\ntoken_url = "https://h.invalid/t"\nscope = "a b"\nclient_authentication = "body"',
            OAuth2Auth("https://h.invalid/t", "a b", ClientAuthentication.BODY),
            ("client_id", "client_secret"),
        ),
        (
            SIGNED + 'string = "{method}\\n{path}"',
            SignatureAuth("{method}\n{path}", {"X-S": "{signature}"}),
            ("app_id", "secret"),
        ),
        (
            PLAIN + 'encoding = "HEX"\ntimestamp = "iso"\nstring = "{timestamp}{secret}"',
            SignatureAuth(
                "{timestamp}{secret}",
                {"S": "{app_id}:{signature}", "T": "{timestamp}", "N": "{nonce}"},
                Digest.SM3,
                SignatureEncoding.HEX_CAPITALS,
                TimestampFormat.ISO,
            ),
            ("app_id", "secret"),
        ),
    ],
)
def test_what_may_be_written(text: str, spec: AuthSpec, settings: tuple[str, ...]) -> None:
    assert auth_of(text) == (spec, [])
    assert spec.settings == settings


def test_nothing_written_is_no_credential_and_the_systems_trust() -> None:
    assert read_auth(None) == NoAuth()
    assert read_tls(None) == TlsSpec()
    assert read_tls(None).settings == ()


@pytest.mark.parametrize(
    ("text", "line", "said", "instead"),
    [
        ('header = "X-Api-Key"', 1, "kind is missing", "write kind ="),
        ('kind = "apikey"\nheader = "X-Api-Key"', 2, "is 'apikey'", "did you mean api_key?"),
        ("kind = 1", 2, "is a number", "a text in quotes"),
        ('kind = "mtls"', 2, "goes with any kind", "[tls] client_certificate = true"),
        ('kind = "bearer"\nheader = "X"', 3, "auth.header: is not a key known here", "kind"),
        ('kind = "api_key"', 1, "does not say where the key stands", 'header = "X-Api-Key"'),
        ('kind = "api_key"\nheader = "A"\nquery = "b"', 4, "says twice", "header or query"),
        ('kind = "api_key"\nheader = "X Key:"', 3, "is 'X Key:'", "without spaces"),
        ('kind = "api_key"\nquery = "a=b"', 3, "is 'a=b'", "without spaces"),
        ('kind = "api_key"\nheader = " "', 3, "is blank", "write what it says"),
        ('kind = "api_key"\nheadr = "X"\nquery = "a"', 3, "is not a key known here", "did you mean header"),
        ('kind = "oauth2"', 1, "token_url is missing", "write token_url"),
        ('kind = "oauth2"\ntoken_url = "token"', 3, "is 'token'", "write a path"),
        ('kind = "oauth2"\ntoken_url = "//h.invalid/t"', 3, "is '//h.invalid/t'", "write a path"),
        ('kind = "oauth2"\ntoken_url = "ftp://h.invalid/t"', 3, "is 'ftp:", "https://host/path"),
        ('kind = "oauth2"\ntoken_url = "https://u:p@h.invalid/t"', 3, "is 'https:", "https://host/path"),
        ('kind = "oauth2"\ntoken_url = "/t#x"', 3, "is '/t#x'", "write a path"),
        ('kind = "oauth2"\ntoken_url = "/t x"', 3, "is '/t x'", "write a path"),
        ('kind = "oauth2"\ntoken_url = "/t"\nclient_authentication = "bodi"', 4, "is 'bodi'", "did you mean body?"),
        (SIGNED, 1, "string is missing", "write string"),
        (SIGNED + 'string = "{path}{timestmp}"', 4, "has the placeholder {timestmp}", "did you mean timestamp?"),
        (SIGNED + 'string = "{AppId}"', 4, "has the placeholder {AppId}", "did you mean app_id?"),
        (SIGNED + 'string = "{ path }"', 4, "has the placeholder { path }", "did you mean path?"),
        (SIGNED + 'string = "{signature}"', 4, "has the placeholder {signature}", "known:"),
        (SIGNED + 'string = "{path}{nonce"', 4, "has a brace without its partner", "{timestamp}"),
        (SIGNED + 'string = "{path}{secret}"', 4, "is the key of the digest already", "leave {secret} out"),
        (SIGNED + 'string = "{path}"\ndigest = "sha256"', 4, "without a secret", "put {secret} into it"),
        (SIGNED + 'string = "{path}"\ndigest = "hmac-md5"', 5, "is 'hmac-md5'", "did you mean hmac-sm3"),
        (SIGNED + 'string = "{path}{timestamp}"', 4, "signs a timestamp that no header carries", "{timestamp}"),
        (SIGNED + 'string = "{path}{nonce}"', 4, "signs a nonce that no header carries", 'X-Nonce = "{nonce}"'),
        ('kind = "signature"\nstring = "{path}"', 1, "sends its signature nowhere", "X-Signature"),
        (
            'kind = "signature"\nstring = "{path}"\n[auth.headers]\nA = "{signature}"\nB = "{secret}"',
            6,
            "auth.headers.B: has the placeholder {secret}",
            "known:",
        ),
        (
            'kind = "signature"\nstring = "{path}"\n[auth.headers]\nA = "{signature}\\r\\nX: 1"',
            5,
            "cannot stand in a header",
            "on one line",
        ),
        (
            'kind = "signature"\nstring = "{path}"\n[auth.headers]\n"A:" = "{signature}"',
            5,
            "is not the name of a header",
            "without spaces",
        ),
    ],
)
def test_every_mistake_says_where_and_what_to_write_instead(text: str, line: int, said: str, instead: str) -> None:
    (fault,) = faults_of(text)
    assert fault.startswith(f"agency.toml:{line} auth")
    assert said in fault
    assert instead in fault.partition(said)[2]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ('kind = "bearer"', "key"),
        ('kind = "api_key"\nheader = "X"', "key"),
        ('kind = "basic"', "password"),
        ('kind = "oauth2"\ntoken_url = "/t"', "client_secret"),
        (SIGNED + 'string = "{path}"', "secret"),
    ],
)
def test_a_credential_in_an_agency_file_is_refused_and_not_repeated(kind: str, name: str) -> None:
    (fault,) = faults_of(f'{kind}\n{name} = "s3cr3t"')
    assert f"auth.{name}: is a credential" in fault
    assert "config/agencies.toml" in fault
    assert "s3cr3t" not in fault


def test_all_mistakes_are_told_at_once() -> None:
    text = 'kind = "signature"\nstring = "{pth}{"\ndigest = "sm4"\nencoding = "hx"\nheaders = { S = "{sig}" }\nx = 1'
    assert len(faults_of(text)) == 7


@given(st.sampled_from([*STRING_PLACEHOLDERS, "Path", "body_md5", "", " nonce"]))
def test_the_placeholders_of_a_string_are_a_closed_set(name: str) -> None:
    assert (faults_of(f'{PLAIN}string = "{{{name}}}{{secret}}"') == []) is (name in STRING_PLACEHOLDERS)


@given(st.sampled_from(sorted({*STRING_PLACEHOLDERS, *HEADER_PLACEHOLDERS})))
def test_the_placeholders_of_a_header_are_a_closed_set(name: str) -> None:
    text = f'kind = "signature"\nstring = "{{path}}"\nheaders = {{ S = "{{signature}}", X = "{{{name}}}" }}'
    assert (faults_of(text) == []) is (name in HEADER_PLACEHOLDERS)


def tls_of(text: str) -> tuple[TlsSpec, list[str]]:
    faults: list[Fault] = []
    root = Table.root(parse_toml(f"[tls]\n{text}", "agency.toml"), faults)
    return read_tls(root.table("tls")), [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", ()),
        ("client_certificate = true", ("certificate", "private_key")),
        ("ca = true", ("ca",)),
        ("client_certificate = true\nca = true", ("certificate", "private_key", "ca")),
    ],
)
def test_what_tls_asks_of_the_operator(text: str, settings: tuple[str, ...]) -> None:
    spec, faults = tls_of(text)
    assert (spec.settings, faults) == (settings, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("verify = false", "tls.verify: is not a key known here"),
        ('ca = "/etc/ca.pem"', "is a text (write true or false)"),
        ("client_certficate = true", "did you mean client_certificate?"),
    ],
)
def test_mistakes_in_tls(text: str, said: str) -> None:
    _, (fault,) = tls_of(text)
    assert fault.startswith("agency.toml:2 tls.")
    assert said in fault
