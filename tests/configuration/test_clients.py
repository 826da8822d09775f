"""Clients and grants: denied unless named, and what a grant may not say."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.configuration.clients import load_clients
from gateway.grants import EVERYWHERE, Grant
from gateway.manner import DEVELOPER, Manner
from gateway.rules.matters import load_matters
from schema.codes import Purpose, RecordKind
from schema.proceedings import ProceedingKind
from tests.configuration.written import CONFIG, faults_in, line_of

AGENCIES = (
    *("market-regulation", "trading-centre", "finance", "civility-office", "human-resources"),
    *("investment-office", "sample-bank", "builders-association"),
    *("ecology", "ecology-neighbour", "ecology-far", "national-coordination", "credit-centre", "credit-office"),
)
MATTERS = tuple(load_matters(CONFIG / "matters.toml"))
DIGEST = "ff64bf3ea429375da7c52bbc3a4ebfb8390dd90141f4400c611c93c2e0d09801"
_NOT_BESIDE = (
    "purposes",
    "matters",
    "record_kinds",
    "regions",
    "personal",
    "initiates",
    "responds",
    "accesses",
    "search",
    "operates",
    "procedures",
)
CLIENT = f"""
[[client]]
id = "one"
agency = "finance"
key_sha256 = "{DIGEST}"
"""
FAULTY = f"""
[[client]]
id = "one"
agency = "finanse"
key_sha256 = "secret-key"
purposes = ["FISCAL_FUNDS"]
matters = ["public-tenders"]
record_kinds = ["PENALTIES"]
regions = 990000
personal = "yes"

[[client]]
id = "two"
agency = "finance"
key_sha256 = "{DIGEST}"
record_kinds = ["PENALTY:tax"]
regions = ["*", "990000"]

[[client]]
id = "three"
agency = "finance"
key_sha256 = "{DIGEST}"
record_kinds = ["EVALUATION:"]
regions = [
    "9900",
    "CN",
]
region = "990000"
"""


def load(path: Path) -> dict[str, Grant]:
    return dict(load_clients(path, agencies=AGENCIES, matters=MATTERS, api_keys=True).by_key)


@pytest.mark.go("GO-18-g")
def test_the_committed_file_grants_each_agency_different_things() -> None:
    grants = load(CONFIG / "clients.toml")
    national = [grant for grant in grants.values() if grant.agency == "national-coordination"]
    assert [(grant.statistics, set(grant.procedures)) for grant in national] == [
        (False, {ProceedingKind.NOTICE}),
        (True, set()),
    ]
    assert [grant.client for grant in grants.values() if grant.operates] == ["sandbox-operator"]
    asking = {digest: grant for digest, grant in grants.items() if not grant.operates and grant != national[0]}
    by_agency = {grant.agency: grant for grant in asking.values()}
    assert set(by_agency) == set(AGENCIES)
    granted = {(grant.record_kinds, grant.statistics, grant.accesses) for grant in asking.values()}
    assert len(granted) == len(AGENCIES)
    assert [agency for agency, grant in by_agency.items() if grant.accesses] == ["credit-centre"]
    for digest, grant in grants.items():
        assert digest == hashlib.sha256(grant.client.encode()).hexdigest()
    assert not by_agency["finance"].shows(RecordKind.PENALTY)
    assert by_agency["market-regulation"].shows(RecordKind.PENALTY)
    assert [agency for agency, grant in by_agency.items() if grant.statistics] == ["national-coordination"]
    initiating = {agency for agency, grant in by_agency.items() if grant.initiates}
    assert initiating == {"market-regulation", "ecology", "ecology-neighbour", "civility-office"}
    assert initiating < {agency for agency, grant in by_agency.items() if grant.responds} < set(AGENCIES)


def test_a_client_is_denied_whatever_its_entry_does_not_name(tmp_path: Path) -> None:
    path = tmp_path / "clients.toml"
    path.write_text(CLIENT, encoding="utf-8")
    (grant,) = load(path).values()
    assert (grant.purposes, grant.matters, grant.record_kinds, grant.personal) == (
        frozenset[Purpose](),
        frozenset[str](),
        frozenset[str](),
        False,
    )


def test_everything_wrong_is_said_at_once_with_line_and_hint(tmp_path: Path) -> None:
    faults = faults_in(tmp_path / "clients.toml", FAULTY, load)
    expected = {
        "finanse": "did you mean finance?",
        "secret-key": "sha256sum",
        "FISCAL_FUNDS": "did you mean FISCAL_FUND?",
        "public-tenders": "did you mean public-tender?",
        "PENALTIES": "did you mean PENALTY",
        '"yes"': "write true or false",
        "PENALTY:tax": 'write "PENALTY"',
        'EVALUATION:"': '"EVALUATION:tax"',
        "990000\npersonal": "a list of texts",
        '["*", "990000"]': "write one or the other",
        '"9900"': "six digits",
        '"CN"': "always shown",
        'region = "': "did you mean regions",
    }
    hints = {line_of(FAULTY, part): hint for part, hint in expected.items()}
    second_use = line_of(FAULTY, 'id = "three"') + 2
    assert set(faults) == {*hints, second_use}
    assert all(hint in faults[line].hint for line, hint in hints.items())
    assert "another client" in faults[second_use].problem


def test_records_are_shown_where_the_regions_of_their_issuers_are_named(tmp_path: Path) -> None:
    faults = faults_in(tmp_path / "clients.toml", f'{CLIENT}record_kinds = ["PENALTY"]\n', load)
    assert [fault.problem for fault in faults.values()] == ["does not say whose records it shows"]
    path = tmp_path / "clients.toml"
    path.write_text(f'{CLIENT}record_kinds = ["PENALTY"]\nregions = ["990100", "970000"]\n', encoding="utf-8")
    (grant,) = load(path).values()
    inside = ("990100", "990102", "970000", "970300", "CN")
    assert [each for each in (*inside, "990000", "990200", "980000", None) if grant.covers(each)] == list(inside)
    assert not grant.everywhere
    assert replace(grant, regions=frozenset({EVERYWHERE})).covers(None)


def test_who_searches_registrations_sees_registrations(tmp_path: Path) -> None:
    text = f'{CLIENT}record_kinds = ["PENALTY"]\nregions = ["*"]\nsearch = true\n'
    faults = faults_in(tmp_path / "clients.toml", text, load)
    assert [(line, "leave search out" in fault.hint) for line, fault in faults.items()] == [
        (line_of(text, "search"), True)
    ]
    (tmp_path / "clients.toml").write_text(text.replace("PENALTY", "REGISTRATION"), encoding="utf-8")
    assert [grant.search for grant in load(tmp_path / "clients.toml").values()] == [True]


@pytest.mark.go("GO-27-b")
def test_a_client_for_statistics_is_granted_nothing_beside_them(tmp_path: Path) -> None:
    more = """
purposes = ["FISCAL_FUND"]
matters = ["public-tender"]
record_kinds = ["PENALTY"]
regions = ["990000"]
personal = true
initiates = true
responds = true
accesses = true
search = true
operates = true
procedures = ["OBJECTION"]
"""
    text = f"{CLIENT}statistics = true\n{more}"
    faults = faults_in(tmp_path / "clients.toml", text, load)
    assert set(faults) == {line_of(text, f"\n{key}") + 1 for key in _NOT_BESIDE}
    assert all("aggregates and nothing else" in fault.problem for fault in faults.values())
    assert faults_in(tmp_path / "clients.toml", f'{CLIENT}statistics = "yes"\n', load)


def test_a_key_written_in_place_of_its_digest_is_not_repeated(tmp_path: Path) -> None:
    faults = faults_in(tmp_path / "clients.toml", FAULTY, load)
    assert not any("secret-key" in str(fault) for fault in faults.values())


def test_a_client_without_a_key_is_one_fault(tmp_path: Path) -> None:
    bare = '[[client]]\nid = "one"\nagency = "finance"\n\n[[client]]\nid = "two"\nagency = "finance"\n'
    faults = faults_in(tmp_path / "clients.toml", bare, load)
    assert [fault.problem for fault in faults.values()] == ["proves itself with nothing"] * 2


ISSUER = """
[[issuer]]
id = "sso"
url = "https://sso.example/realms/province"
audience = "https://tally.example"
"""


def test_clients_prove_themselves_by_token_or_certificate(tmp_path: Path) -> None:
    path = tmp_path / "clients.toml"
    by_token = '[[client]]\nid = "one"\nagency = "finance"\ntoken = { issuer = "sso", client = "approvals" }\n'
    by_certificate = f'[[client]]\nid = "two"\nagency = "finance"\ncertificate_sha256 = "{DIGEST}"\n'
    path.write_text(ISSUER + by_token + by_certificate, encoding="utf-8")
    found = load_clients(path, agencies=AGENCIES, matters=MATTERS, api_keys=False)
    assert found.by_token["sso", "approvals"].client == "one"
    assert found.by_certificate[DIGEST].client == "two"
    assert found.issuers["sso"].algorithms == ("RS256", "PS256", "ES256")
    assert [grant.client for grant in found.grants] == ["one", "two"]


def test_an_api_key_needs_to_be_allowed(tmp_path: Path) -> None:
    (fault,) = faults_in(
        tmp_path / "clients.toml",
        CLIENT,
        lambda path: load_clients(path, agencies=AGENCIES, matters=MATTERS, api_keys=False),
    ).values()
    assert "api_keys is not set" in fault.problem


FAULTY_ISSUERS = f"""
[[issuer]]
id = "plain"
url = "http://sso.example"
audience = "a"
algorithms = ["HS256"]
clock_skew_seconds = 4000
networks = ["10.20.3.4/16"]

[[issuer]]
id = "twice"
url = "http://sso.example"
audience = "a"
jwks_url = "ftp://sso.example/keys"
ca_file = "nowhere.pem"

[[client]]
id = "one"
agency = "finance"
token = {{ issuer = "plan", client = "approvals" }}

[[client]]
id = "two"
agency = "finance"
key_sha256 = "{DIGEST}"
certificate_sha256 = "{DIGEST}"
"""


def test_faulty_issuers_and_proofs_are_said_with_line_and_hint(tmp_path: Path) -> None:
    path = tmp_path / "clients.toml"
    path.write_text(FAULTY_ISSUERS, encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load(path)
    said = "\n".join(map(str, refused.value.faults))
    for words in (
        "over plain HTTP",
        "HS256",
        "is 4000",
        "'10.20.3.4/16' is an address within 10.20.0.0/16 (write networks",
        "another issuer too",
        "not an http or https address",
        "`ca` cannot be read",
        "did you mean plain?",
        "proves itself with key_sha256 and certificate_sha256",
    ):
        assert words in said


def test_how_a_client_may_ask_is_denied_unless_written(tmp_path: Path) -> None:
    file = tmp_path / "clients.toml"
    developer = (
        CLIENT.replace('"one"', '"two"').replace(DIGEST, "0" * 64) + "introspection = true\nany_operation = true\n"
    )
    file.write_text(CLIENT + developer, encoding="utf-8")
    clients = load_clients(file, agencies=AGENCIES, matters=MATTERS, api_keys=True)
    assert clients.manners == {"one": Manner(), "two": DEVELOPER}
    assert not Manner().introspection
    assert not Manner().any_operation
