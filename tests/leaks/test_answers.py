"""Grant × operation: both executors answer in the same bytes, and no byte tells what the grant does not show."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import orjson
import pytest
import pytest_asyncio

from gateway.fetching.desk import Slot
from gateway.grants import Grant
from gateway.receipts import base64url
from schema.codes import RecordKind
from schema.identifiers import Scheme, masked
from tests.leaks.canaries import AWAY, HOME, LEARNT, NUMBERS, OFFICER, amount, canary, every_canary, person_canary
from tests.leaks.gateway import Asked, gateway
from tests.leaks.grants import EVERYTHING, grants
from tests.leaks.operations import CORE, Operation, catalogues, questions, receipt

pytestmark = pytest.mark.asyncio(loop_scope="module")
NAMING_PERSONS = ("REGISTRATION", "PENALTY", "SERIOUS_DISHONESTY_ENTRY")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(log_of_all: io.StringIO, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Asked]:
    async with gateway(tmp_path_factory.mktemp("state")) as asked:
        yield asked


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers(asked: Asked) -> list[tuple[Grant, str, bytes]]:
    """What every grant was answered, operation by operation; both executors' bytes have been compared."""
    found: list[tuple[Grant, str, bytes]] = []

    async def ask(grant: Grant, operation: Operation) -> bytes:
        planned, standard = await asked.both(grant, operation)
        assert planned == standard, (grant.client, operation.name)
        found.append((grant, operation.name, planned + signed_in(planned)))
        return planned

    for grant in grants(asked.house.configuration):
        for operation in questions(grant, asked.house.office.matters):
            for each in receipt_ids(await ask(grant, operation)):
                await ask(grant, receipt(each))
    for operation in catalogues():
        await ask(EVERYTHING, operation)
    return found


def signed_in(content: bytes) -> bytes:
    """Give the signed bytes of the receipt documents in an answer, which writes them in base64url."""
    data = orjson.loads(content).get("data") or {}
    given = ((data.get("check") or {}).get("receipt") or {}).get("document") or data.get("receipt")
    return base64url.to_bytes(orjson.loads(given)["body"]) if given else b""


def receipt_ids(content: bytes) -> list[str]:
    check = (orjson.loads(content).get("data") or {}).get("check") or {}
    return [check["receipt"]["id"]] if check.get("receipt") else []


def shows(grant: Grant, name: str, region: str) -> bool:
    kind, _, field = name.partition(":")
    return grant.shows(RecordKind[kind], field or None) and grant.covers(region)


def hidden(grant: Grant, asked: Asked) -> Iterator[str]:
    """Give every text that must not be in an answer to a grant."""
    for name, region in every_canary(asked.house.office.sources):
        if not shows(grant, name, region):
            yield from (canary(name, region), str(amount(name, region)))
        if not (grant.personal and shows(grant, name, region)):
            yield person_canary(name, region)
    if not shows(grant, "REGISTRATION", HOME):
        yield from ("CNRYLINK", LEARNT[Scheme.REGISTRATION_NUMBER].value)
        if not shows(grant, "EVALUATION:tax", HOME) and not shows(grant, "EVALUATION:tax", AWAY):
            yield LEARNT[Scheme.TAXPAYER_NUMBER].value  # tax records carry it themselves
    yield from NUMBERS


@pytest.mark.go("GO-18-g", "GO-13-b")
async def test_no_byte_of_an_answer_tells_what_the_grant_does_not_show(
    asked: Asked, answers: list[tuple[Grant, str, bytes]]
) -> None:
    leaks = {
        (grant.client, name, text)
        for grant, name, content in answers
        for text in hidden(grant, asked)
        if text.encode() in content
    }
    assert leaks == set()


async def test_every_operation_was_asked_and_what_is_granted_was_shown(
    asked: Asked, answers: list[tuple[Grant, str, bytes]]
) -> None:
    assert CORE.query_type is not None
    assert {name for _, name, _ in answers} == set(CORE.query_type.fields)
    whole = b"".join(content for grant, name, content in answers if grant is EVERYTHING)
    every = every_canary(asked.house.office.sources)
    assert [each for each in every if canary(*each).encode() not in whole] == []
    assert {region for _, region in every} == {HOME, AWAY}
    named = [each for each in every if each[0] in NAMING_PERSONS]
    assert [each for each in named if person_canary(*each).encode() not in whole] == []
    assert b"CNRYLINK" in whole
    assert f"身份证号{masked(OFFICER).value}".encode() in whole
    assert all(str(amount(name, HOME)).encode() in whole for name in ("PENALTY", "EVALUATION:tax"))
    refused = {name for grant, name, content in answers if grant is EVERYTHING and b'"FORBIDDEN"' in content}
    assert refused == {"accesses", "statistics"}


async def test_a_receipt_is_given_to_the_grant_it_was_made_for(answers: list[tuple[Grant, str, bytes]]) -> None:
    given = {
        (grant.client, b'"withheld":{"salted_sha256"' in body) for grant, name, body in answers if name == "receipt"
    }
    assert ("everything", False) in given
    assert ("sandbox-bank", True) in given


def bytes_below(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.mark.go("GO-13-b")
async def test_no_value_of_a_record_is_in_the_log_or_in_the_state_folder(
    asked: Asked, answers: list[tuple[Grant, str, bytes]], log_of_all: io.StringIO
) -> None:
    assert answers
    kept = bytes_below(asked.house.configuration.settings.state)
    assert b"CREDIT_CODE:" in kept
    texts = [canary(*each) for each in every_canary(asked.house.office.sources)]
    texts += [person_canary(name, HOME) for name in NAMING_PERSONS] + ["CNRYLINK", *NUMBERS]
    assert [text for text in texts if text.encode() in kept] == []
    assert log_of_all.getvalue()
    assert [text for text in texts if text in log_of_all.getvalue()] == []


async def test_cached_answers_are_kept_by_what_was_asked_and_projected_for_each_grant(
    asked: Asked, answers: list[tuple[Grant, str, bytes]]
) -> None:
    """What is kept is the undisclosed answer; that it was used shows in the reports, that it was projected above."""
    cached = {grant.client for grant, name, content in answers if name == "subjects" and b'"cached":true' in content}
    assert len(cached) > 10
    for desk in asked.house.office.desks.values():
        for slot in desk._cache._kept:
            _, _, purpose = cast("Slot", slot)
            assert (purpose is not None) is desk.source.answers_by_purpose
