"""A gateway in safelist mode under every oddity: nothing is its fault, nothing is told, and it goes on answering."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gateway.cli.questions import MATTERS
from gateway.demo.servers import Town
from gateway.executor.trusted import document_id
from tests.serving.probes import bodies, framing, queries, targets
from tests.serving.probes.raw import Probe, Reply, problems, replies, request, send
from tests.serving.served import Served, eventually, serving

Probes = Callable[[str], list[Probe]]
DEVELOPER, PRODUCTION, OTHER_AGENCY = "sandbox-market-regulation", "sandbox-finance", "sandbox-trading-centre"
SETTINGS = {
    "hosts = []": 'hosts = ["tally.example", "127.0.0.1"]',
    "head_seconds = 4.0": "head_seconds = 0.5",
    "body_seconds = 4.0": "body_seconds = 0.5",
    "safelist = false": "safelist = true",
}


def _fortify(folder: Path) -> None:
    settings, clients = folder / "gateway.toml", folder / "clients.toml"
    text = settings.read_text(encoding="utf-8")
    for shipped, changed in SETTINGS.items():
        assert shipped in text
        text = text.replace(shipped, changed)
    settings.write_text(text, encoding="utf-8")
    before, mark, after = clients.read_text(encoding="utf-8").partition(f'id = "{PRODUCTION}"')
    for developer in (DEVELOPER, OTHER_AGENCY):
        before = before.replace(f'id = "{developer}"', f'id = "{developer}"\nany_operation = true')
    clients.write_text(before + mark + after.replace("introspection = true\n", "", 1), encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, town: Town) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("probes"), town, before=_fortify) as gateway:
        yield gateway


@pytest.mark.parametrize(
    "probes",
    [framing.probes, targets.probes, bodies.probes, queries.probes],
    ids=["framing", "targets", "bodies", "queries"],
)
def test_no_oddity_is_the_gateways_fault_or_makes_it_tell(served: Served, probes: Probes) -> None:
    wrong: dict[str, object] = {}
    for probe in probes(DEVELOPER):
        answers = replies(send(served.url, probe.data))
        found = [problem for answer in answers for problem in problems(answer)]
        if [answer.status in probe.statuses for answer in answers] != [True] or found:
            wrong[probe.name] = ([answer.status for answer in answers], found)
    assert wrong == {}
    assert served.status(DEVELOPER) == 200
    lines = [json.loads(line) for line in served.log().splitlines()]
    assert [line for line in lines if line["level"] == "error" or "Traceback" in str(line)] == []


def ask(served: Served, key: str, **members: object) -> Reply:
    (answer,) = replies(send(served.url, request(members, key=key)))
    return answer


def test_in_safelist_mode_a_client_in_production_sends_trusted_operations_only(served: Served) -> None:
    named, written = ask(served, PRODUCTION, documentId=document_id(MATTERS)), ask(served, PRODUCTION, query=MATTERS)
    assert named.json == written.json
    assert named.json["data"]["matters"]["nodes"]
    refused = [
        ask(served, PRODUCTION, query=text)
        for text in ("{ __typename }", MATTERS + " ", "{ __schema { types { name } } }")
    ]
    assert [(answer.status, answer.codes) for answer in refused] == [(403, {"OPERATION_NOT_ALLOWED"})] * 3
    assert ask(served, DEVELOPER, query="{ __typename }").status == 200


def test_an_operation_that_is_added_is_trusted_without_a_restart(served: Served) -> None:
    added = "query Added { matters { totalCount } }"
    assert ask(served, PRODUCTION, documentId=document_id(added)).codes == {"UNKNOWN_OPERATION"}
    (served.folder / "operations" / "added.graphql").write_text(added, encoding="utf-8")
    served.hang_up()
    assert eventually(lambda: ask(served, PRODUCTION, documentId=document_id(added)).status == 200)


def test_a_receipt_of_another_agency_is_as_unknown_as_one_that_never_was(served: Served) -> None:
    checked = ask(served, DEVELOPER, query=queries.SOUND_CHECK)
    receipt = checked.json["data"]["check"]["receipt"]["id"]
    own, never = (
        ask(served, DEVELOPER, query=f'{{ receipt(id: "{name}") }}') for name in (receipt, receipt[:-1] + "0")
    )
    assert own.json["data"]["receipt"]
    other = ask(served, OTHER_AGENCY, query=f'{{ receipt(id: "{receipt}") }}')
    assert other.json == never.json
    assert other.codes == {"UNKNOWN_RECEIPT"}
