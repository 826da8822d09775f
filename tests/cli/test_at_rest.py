"""What a served gateway leaves on disk: nobody in the clear, whatever was asked, changed and erased."""

from __future__ import annotations

import json
import re
import resource
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest

from connectors.sandbox.model import Person
from connectors.sandbox.town import DEFAULT_SEED
from connectors.sandbox.world import build_world
from gateway.demo.servers import Gateway
from gateway.demo.stage import Stage
from gateway.receipts.verify import verify
from gateway.state import DATABASE, StateFolder
from gateway.store.audit import audit
from gateway.store.engine import Mode, open_store
from gateway.store.rotation import keys_in_use
from tests.cli.conftest import KEY, Tally
from tests.cli.persons import everything_below, found_in, persons_of

CHECK = """query Ask($subject: IdentifierInput!, $matter: ID!, $purpose: Purpose!, $case: String!) {
  check(subject: $subject, matter: $matter, purpose: $purpose, caseNumber: $case) {
    guidance
    receipt { id document }
    measures { reason reachedThrough { unitName role } }
    subject { name registrations { officers { name identifier { value } role } } }
  }
}"""
LICENCE = ("food-production-licence", "ADMINISTRATIVE_LICENCE")
TRAINING = ("vocational-training", "PUBLIC_SERVICE")
LABOUR = "sandbox-human-resources"


@dataclass(frozen=True)
class Lived:
    """The live gateway after it has answered about many of the cast, and what it answered."""

    gateway: Gateway
    persons: frozenset[Person]
    answers: tuple[dict[str, Any], ...]

    @property
    def state(self) -> StateFolder:
        return StateFolder(self.gateway.state)

    @property
    def person(self) -> Mapping[str, str]:
        """Somebody in the cast."""
        return cast_of(self.gateway, "RESIDENT_IDENTITY")[0]

    @property
    def officer(self) -> Person:
        """Somebody in a role in a unit that was asked about, and no member of the cast."""
        asked = {each["value"] for each in cast_of(self.gateway, "CREDIT_CODE")[::3]}
        cast = build_world(self.gateway.town.day, DEFAULT_SEED).cast
        people = {each["value"] for each in cast_of(self.gateway, "RESIDENT_IDENTITY")}
        posts = (post for each in cast if each.subject and each.value in asked for post in each.subject.unit.posts)
        return next(post.person for post in posts if post.person.number not in people)

    def ask(self, subject: Mapping[str, str], key: str, *about: str) -> dict[str, Any]:
        """Ask about a subject."""
        return ask(self.gateway, subject, key, *about)

    def leaked(self) -> set[str]:
        """Give the names and numbers that stand in the state folder, the names of its files, or the log in it."""
        assert (self.gateway.state / "gateway.log").stat().st_size > 0
        return found_in(everything_below(self.gateway.state), self.persons)


def cast_of(gateway: Gateway, scheme: str) -> list[Mapping[str, str]]:
    """Give the members of the cast that are asked about by a scheme."""
    return [each for each in gateway.town.cast.values() if each["scheme"] == scheme]


def ask(
    gateway: Gateway, subject: Mapping[str, str], key: str, matter: str, purpose: str, case: str = "A-1"
) -> dict[str, Any]:
    """Ask the gateway as a client would."""
    given = {"scheme": subject["scheme"], "value": subject["value"]}
    variables = {"subject": given, "matter": matter, "purpose": purpose, "case": case}
    return post(gateway, orjson.dumps({"query": CHECK, "variables": variables}), key)


def post(gateway: Gateway, content: bytes, key: str = KEY) -> dict[str, Any]:
    """Send a body, whatever is in it."""
    headers = {"content-type": "application/json", "authorization": f"Bearer {key}"}
    reply = httpx.post(f"{gateway.url}/graphql", content=content, headers=headers, timeout=20, trust_env=False)
    answer: dict[str, Any] = reply.json()
    return answer


@pytest.fixture(scope="module")
def lived() -> Iterator[Lived]:
    """A gateway of this module's own: its keys are changed, and a person is erased."""
    with Stage() as stage:
        live = stage.gateway()
        units, people = cast_of(live, "CREDIT_CODE")[::3], cast_of(live, "RESIDENT_IDENTITY")
        answers = [ask(live, each, KEY, *LICENCE) for each in (*units, *people)]
        answers += [ask(live, each, LABOUR, *TRAINING) for each in people]
        yield Lived(live, persons_of(build_world(live.town.day, DEFAULT_SEED).cast), tuple(answers))


def given_out(lived: Lived) -> Iterator[bytes]:
    """Give every receipt file that was handed out."""
    for answer in lived.answers:
        if check := (answer.get("data") or {}).get("check"):
            yield check["receipt"]["document"].encode()


def test_nobody_is_in_the_clear_in_state_or_log(lived: Lived) -> None:
    told = json.dumps(lived.answers, ensure_ascii=False).encode()
    assert len(found_in(told, lived.persons)) > 5  # so persons did go through, and would be found
    assert lived.leaked() == set()
    for receipt in given_out(lived):
        assert found_in(json.dumps(json.loads(receipt)).encode(), lived.persons) == set()


def test_no_crash_of_the_gateway_writes_its_memory_to_disk(lived: Lived) -> None:
    process = int((lived.gateway.state / f"{DATABASE}.serving").read_text(encoding="ascii"))
    assert resource.prlimit(process, resource.RLIMIT_CORE) == (0, 0)


def test_questions_that_are_refused_leave_nobody_in_the_log(lived: Lived) -> None:
    number, unit = lived.person["value"], cast_of(lived.gateway, "CREDIT_CODE")[0]
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    refused = [
        lived.ask({"scheme": "CREDIT_CODE", "value": number}, KEY, *LICENCE),
        lived.ask({"scheme": "RESIDENT_IDENTITY", "value": wrong}, KEY, *LICENCE),
        lived.ask(lived.person, KEY, number, LICENCE[1]),
        lived.ask(lived.person, number, *LICENCE),
        lived.ask(unit, KEY, *LICENCE, f"案 {number}"),
    ]
    broken = (f'{{"query": "{number}', f'{{"query": "{{ {number} }}"}}', f'{{"query": "{{ n{number} }}"}}')
    refused += [post(lived.gateway, text.encode()) for text in broken]
    httpx.get(f"{lived.gateway.url}/{number}?{number}", trust_env=False)
    assert all(answer.get("errors") for answer in refused)
    assert lived.leaked() == set()
    assert wrong.encode() not in everything_below(lived.gateway.state)


def test_keys_are_changed_and_a_person_erased_while_it_serves(
    lived: Lived,
    tally: Tally,
) -> None:
    state = ("--state", lived.state.path)
    subject = f"{lived.person['scheme']}:{lived.person['value']}"
    assert tally("keys", "rotate-master", *state).exit_code == 0
    erase = ("rights", "erase", "--subject", subject, "--by", "credit-office", "--ground", "CONSENT_WITHDRAWN", "--yes")
    erased = tally(*erase, *state)
    assert erased.exit_code == 0, erased.output
    assert erased.stdout.startswith("entered as erasure ")
    officer = ("rights", "erase", "--subject", f"RESIDENT_IDENTITY:{lived.officer.number}", *erase[4:])
    assert re.search(r": 0 receipt\(s\), [1-9][0-9]* piece\(s\) of evidence", tally(*officer, *state).stdout)
    again = lived.ask(lived.person, LABOUR, *TRAINING)["data"]["check"]["receipt"]
    assert tally("keys", "destroy-old", "--yes", *state).exit_code == 0
    assert "1 receipt(s)" in tally(*erase, *state).stdout

    keys = lived.state.read_public_keys()
    for receipt in (*given_out(lived), again["document"].encode()):
        assert verify(receipt, keys).ok
    store = open_store(lived.state.database_url, Mode.READ)
    with store.reading() as connection:
        assert audit(connection, keys) == ()
        assert keys_in_use(connection).keys() == {lived.state.master_keys()().current.key_id}
    store.close()
    assert lived.leaked() == set()
