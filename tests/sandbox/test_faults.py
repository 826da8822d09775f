"""Every fault of an HTTP source is seen over the wire, and goes away again."""

import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from connectors.sandbox import Town
from connectors.sandbox.faults import FaultError
from tests.sandbox.asking import HTTP_SLUGS, TAX, Asker, tax_answer

pytestmark = pytest.mark.asyncio(loop_scope="module")


every_source = pytest.mark.parametrize("slug", HTTP_SLUGS)


@every_source
async def test_down_closes_the_socket_and_live_connections_and_comes_back(asker: Asker, slug: str) -> None:
    member, before = asker.town.cast["revoked"], asker.town.sources[slug].url
    await asker.ask(slug, member)  # leaves a connection open
    await asker.town.fault(slug, "down")
    with pytest.raises(httpx.TransportError):
        await asker.ask(slug, member)
    with pytest.raises(httpx.ConnectError):
        await asker.ask(slug, member)
    await asker.town.fault(slug, "off")
    assert (await asker.ask(slug, member)).status_code == 200
    assert asker.town.sources[slug].url == before


@every_source
async def test_hang_accepts_and_never_answers(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "hang")
    asker.client.timeout = httpx.Timeout(0.2)
    with pytest.raises(httpx.ReadTimeout):
        await asker.ask(slug, asker.town.cast["revoked"])


@every_source
async def test_slow_waits(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "slow", ms=120)
    started = time.perf_counter()
    assert (await asker.ask(slug, asker.town.cast["revoked"])).status_code == 200
    assert time.perf_counter() - started >= 0.12


@every_source
async def test_garbage_is_a_good_status_and_unreadable(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "garbage")
    answers = [await asker.ask(slug, asker.town.cast["revoked"]) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    for answer in answers:
        with pytest.raises(ValueError, match=r"Expecting|Unterminated|codec|control|Invalid"):
            answer.json()
    with pytest.raises(UnicodeDecodeError):
        answers[1].content.decode("gb18030")


@every_source
async def test_moved_is_a_bare_page(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "moved")
    answer = await asker.ask(slug, asker.town.cast["revoked"])
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@every_source
async def test_redirect_leads_to_another_host(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "redirect")
    answer = await asker.ask(slug, asker.town.cast["revoked"])
    assert answer.status_code == 302
    assert httpx.URL(answer.headers["location"]).host == "elsewhere.invalid"


@every_source
async def test_error_is_the_sources_own(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "error")
    answer = await asker.ask(slug, asker.town.cast["revoked"])
    assert answer.status_code == (200 if slug == "ecology" else 500)
    if slug == "ecology":
        assert answer.json()["errors"]
    if slug == "tax":
        assert b"faultstring" in answer.content


@pytest.mark.parametrize("slug", ["registry", "tax"])
async def test_oversized_is_64_mebibytes(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "oversized")
    assert len((await asker.ask(slug, asker.town.cast["revoked"])).content) == 64 * 1024 * 1024


async def test_wrong_is_about_another_subject(asker: Asker) -> None:
    member = asker.town.cast["revoked"]
    echoes: dict[str, Callable[[Any], str]] = {
        "registry": lambda body: body["key"]["value"] + body["data"]["uniscid"],
        "publicity": lambda body: body["xydm"],
        "ecology": lambda body: body["data"]["environmentCredit"]["creditCode"],
        "serious-lists": lambda body: body["results"][0]["uscc"] + "".join(body["absent"]),
        "customs": lambda body: body["customsCode"] + body["data"]["tradeCode"],
        "cross-reference": lambda body: body["code"],
        "transport": lambda body: body["asked"] + body["rows"][0]["uscc"],
    }
    for slug, echo in echoes.items():
        await asker.town.fault(slug, "wrong")
        content = (await asker.ask(slug, member)).content
        said = echo(json.loads(content.decode("gb18030" if slug == "publicity" else "utf-8")))
        assert said
        assert member.value not in said
    await asker.town.fault("tax", "wrong")
    number = tax_answer(await asker.ask("tax", member)).findtext("tc:NSRSBH", namespaces=TAX)
    assert member.value[8:17] not in number


@every_source
async def test_drop_key_leaves_the_asked_key_out(asker: Asker, slug: str) -> None:
    member = asker.town.cast["listed-strict"]
    await asker.town.fault(slug, "drop-key")
    answer = await asker.ask(slug, member)
    assert answer.status_code == 200
    assert member.value[8:17].encode() not in answer.content
    for word in (b"0404", b"1001", b'"204"', b'"total"', b'"found"'):
        assert word not in answer.content


async def test_drop_key_keeps_the_other_keys_of_a_batch(asker: Asker) -> None:
    town = asker.town
    await town.fault("serious-lists", "drop-key")
    codes = [town.cast[key].value for key in ("listed-strict", "twin-b", "twin-a")]
    endpoint = town.sources["serious-lists"]
    answer = await asker.client.post(
        f"{endpoint.url}/api/v2/lists/batch", json={"codes": codes}, headers={"X-Api-Key": str(endpoint.key)}
    )
    assert [result["uscc"] for result in answer.json()["results"]] == codes[1:2]
    assert answer.json()["absent"] == codes[2:]


async def test_truncated_promises_more_than_it_delivers(asker: Asker) -> None:
    cast = asker.town.cast
    for slug in ("registry", "tax", "publicity", "ecology", "serious-lists", "transport"):
        await asker.town.fault(slug, "truncated")
    data = (await asker.ask("registry", cast["revoked"])).json()["data"]
    assert data["penaltyTotal"] == len(data["penalties"]) + 1
    grades = tax_answer(await asker.ask("tax", cast["revoked"])).find("tc:Grades", TAX)
    assert int(grades.get("total")) == len(grades) + 1
    hub = await asker.penalties(cast["model-clean"])
    assert (hub["total"], hub["rows"]) == (1, [])
    enterprise = (await asker.ask("ecology", cast["env-home"])).json()["data"]["environmentCredit"]["enterprise"]
    assert enterprise["total"] == len(enterprise["evaluations"]) + 1
    lists = (await asker.ask("serious-lists", cast["twin-a"])).json()
    assert (lists["absent"], lists["results"][0]["total"], lists["results"][0]["entries"]) == ([], 1, [])
    rows = (await asker.ask("transport", cast["highway-graded"])).json()
    assert rows["total"] == len(rows["rows"]) + 1


@pytest.mark.parametrize("slug", ["customs", "cross-reference"])
async def test_truncated_ends_a_single_answer_early(asker: Asker, slug: str) -> None:
    await asker.town.fault(slug, "truncated")
    with pytest.raises(httpx.RemoteProtocolError):
        await asker.ask(slug, asker.town.cast["revoked"])


async def test_calm_takes_every_fault_away(asker: Asker) -> None:
    for slug in HTTP_SLUGS:
        await asker.town.fault(slug, "down")
    await asker.town.fault("court", "down")
    await asker.town.calm()
    assert {fault.mode for fault in asker.town.faults.values()} == {"off"}
    for slug in HTTP_SLUGS:
        assert (await asker.ask(slug, asker.town.cast["revoked"])).status_code == 200


async def test_admin_port_sets_lists_and_resets(asker: Asker) -> None:
    admin = asker.town.admin
    answer = await asker.client.post(f"{admin}/faults/tax", json={"mode": "slow", "ms": 5})
    assert answer.json()["tax"] == {"mode": "slow", "ms": 5}
    assert (await asker.client.delete(f"{admin}/faults/tax")).json()["tax"]["mode"] == "off"
    await asker.client.post(f"{admin}/faults/court", json={"mode": "error"})
    assert (await asker.client.delete(f"{admin}/faults")).json()["court"]["mode"] == "off"


@pytest.mark.parametrize(
    ("source", "body", "said"),
    [
        ("court", {"mode": "redirect"}, "down, hang, garbage, error, truncated"),
        ("models", {"mode": "wrong"}, "hang"),
        ("registry", {"mode": "explode"}, "oversized"),
        ("nobody", {"mode": "down"}, "registry"),
        ("tax", {"mode": "slow", "ms": -1}, "milliseconds"),
        ("tax", {"mode": "slow", "ms": "x"}, "milliseconds"),
        ("tax", {}, "mode"),
        ("tax", [], "mode"),
    ],
)
async def test_admin_port_says_what_to_write_instead(asker: Asker, source: str, body: object, said: str) -> None:
    answer = await asker.client.post(f"{asker.town.admin}/faults/{source}", json=body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


async def test_a_fault_without_meaning_is_refused(town: Town) -> None:
    with pytest.raises(FaultError, match="no meaning"):
        await town.fault("models", "oversized")
