"""Two gateways over HTTP that share a PostgreSQL store and a state folder, and the verbs that open the same store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import orjson
import psycopg
import pytest
from click.testing import CliRunner

from gateway.cli.command import main
from gateway.demo.servers import Town, variables
from gateway.receipts.verify import verify
from gateway.state import DATABASE, StateFolder
from gateway.store.audit import audit
from gateway.store.engine import Mode, open_store
from gateway.store.receipts import count_chains
from tests import postgres
from tests.serving.served import INSPECTOR, Served, serving

PASSWORD = "canary-4711@:/%41"
CHECK = """
query($code: String!) {
  check(
    subject: {scheme: CREDIT_CODE, value: $code}, purpose: SUPERVISION, matter: "annual-inspection-plan",
    caseNumber: "SHARED"
  ) { measures { status records { id } } receipt { id document } }
}
"""
RECEIPT = "query($id: ID!) { receipt(id: $id) }"
STORE = '[store]\nurl = "postgresql://tally@127.0.0.1:{port}/tally"\npassword = "${{TALLY_STORE_PASSWORD}}"'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    """A server that asks the store's user for its password."""
    with postgres.serving(tmp_path_factory.mktemp("postgres")) as served:
        rules = served.data / "pg_hba.conf"
        rules.write_text(f"host tally tally 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        with psycopg.connect(served.url("x").replace("+x", ""), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE tally LOGIN PASSWORD '{PASSWORD}'".encode())
            connection.execute("CREATE DATABASE tally OWNER tally")
            connection.execute("SELECT pg_reload_conf()")
        yield served


class Pair:
    """Both gateways, and the verbs on their configuration; `told` is everything the verbs printed."""

    def __init__(self, gateways: list[Served], state: Path, url: str) -> None:
        self.gateways = gateways
        self.state = state
        self.url = url
        self.told = ""

    def ask(self, which: int, query: str, **variables: Any) -> Any:
        """Ask one of them."""
        reply = httpx.post(
            self.gateways[which].url,
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {INSPECTOR}"},
            timeout=20,
            trust_env=False,
        ).json()
        assert "errors" not in reply, reply
        return reply["data"]

    def run(self, *arguments: str) -> str:
        """Run a verb, which must do well; give what it printed."""
        folders = ["--config", str(self.gateways[0].folder), "--state", str(self.state)]
        done = CliRunner().invoke(main, [*arguments, *folders])
        self.told += done.output
        assert done.exit_code == 0, done.output
        return done.stdout


@pytest.fixture(scope="module")
def pair(server: postgres.Postgres, town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    def shared(folder: Path) -> None:
        settings = folder / "gateway.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("[store]", STORE.format(port=server.port)), encoding="utf-8")

    state = tmp_path_factory.mktemp("shared") / "state"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        for name, value in {**variables(town.sources), "TALLY_STORE_PASSWORD": PASSWORD}.items():
            patch.setenv(name, value)
        gateways = [
            stack.enter_context(serving(tmp_path_factory.mktemp(name), town, before=shared, state=state))
            for name in ("one", "other")
        ]
        pair = Pair(gateways, state, server.url("psycopg", database="tally"))
        yield pair
        for text in (pair.told, *(each.log() for each in gateways)):
            assert "canary" not in text
            assert "Traceback" not in text


@pytest.mark.go("GO-22-c")
def test_an_objection_suspends_at_both_and_the_receipts_of_both_verify(pair: Pair, town: Town) -> None:
    code = town.cast["listed-strict"]["value"]
    before = [pair.ask(which, CHECK, code=code)["check"] for which in (0, 1)]
    assert [_statuses(check) for check in before] == [{"ACTIVE"}] * 2
    records = {record["id"] for check in before for each in check["measures"] for record in each["records"]}
    for record in records:
        pair.run("rights", "accept", record, "--subject", f"CREDIT_CODE:{code}", "--by", "credit-centre")
    after = [pair.ask(which, CHECK, code=code)["check"] for which in (1, 0)]
    assert [_statuses(check) for check in after] == [{"SUSPENDED"}] * 2

    keys = StateFolder(pair.state).read_public_keys()
    for check in (*before, *after):
        document = check["receipt"]["document"]
        assert verify(document.encode(), keys).ok
        assert {pair.ask(which, RECEIPT, id=check["receipt"]["id"])["receipt"] for which in (0, 1)} == {document}
    asked = orjson.loads(pair.run("rights", "asked", code, "--json"))
    assert {check["receipt"]["id"] for check in (*before, *after)} <= {each["receipt"] for each in asked}


def test_the_verbs_open_the_shared_store_and_both_go_on(pair: Pair, town: Town) -> None:
    code = town.cast["listed-strict"]["value"]
    pair.run("keys", "rotate-master")
    pair.run("keys", "rotate-signing")
    pair.run("keys", "destroy-old", "--yes")
    assert pair.run("keys", "list").count("signing key") == 2
    checks = [pair.ask(which, CHECK, code=code)["check"] for which in (0, 1)]
    keys = StateFolder(pair.state).read_public_keys()
    assert all(verify(check["receipt"]["document"].encode(), keys).ok for check in checks)
    store = open_store(pair.url, Mode.READ)
    with store.reading() as connection:
        assert audit(connection, keys) == ()
        assert count_chains(connection) == 2
    store.close()
    assert not (pair.state / DATABASE).exists()


def test_the_doctor_looks_at_the_server_and_a_verb_without_the_configuration_makes_no_other_store(pair: Pair) -> None:
    arguments = ["doctor", "--config", str(pair.gateways[0].folder), "--state", str(pair.state)]
    told = CliRunner().invoke(main, arguments).output
    assert "FAIL  store: fsync is off in the PostgreSQL database tally" in told  # the server of the tests
    assert "synchronous_commit" not in told
    assert "ok    master key" in told
    assert "canary" not in told
    entry = ["rights", "accept", "r", "--subject-ref", "CREDIT_CODE:X", "--by", "court", "--state", str(pair.state)]
    refused = CliRunner().invoke(main, entry)
    assert (refused.exit_code, "STORE_MISSING" in refused.output, "--config" in refused.output) == (2, True, True)
    assert not (pair.state / DATABASE).exists()


def test_a_wrong_password_is_refused_without_telling_any(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLY_STORE_PASSWORD", "canary-wrong")
    refused = CliRunner().invoke(
        main, ["keys", "list", "--config", str(pair.gateways[0].folder), "--state", str(pair.state)]
    )
    assert "refuses the user" in refused.output
    assert "canary" not in f"{refused.output} {refused.exception!r}"


def _statuses(check: Any) -> set[str]:
    return {each["status"] for each in check["measures"] if each["records"]} & {"ACTIVE", "SUSPENDED"}
