"""Each source answers as FORMATS.md says: something, provably nothing, and to whom."""

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.sandbox import Town
from tests.sandbox.asking import ENVELOPE, HTTP_SLUGS, TAX, Asker, tax_answer

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_registry_gives_identifiers_officers_and_own_penalties(asker: Asker) -> None:
    member = asker.town.cast["revoked"]
    body = (await asker.ask("registry", member)).json()
    assert (body["code"], body["key"]) == ("0000", {"type": "uscc", "value": member.value})
    data = body["data"]
    assert data["orgCode"].replace("-", "") == member.value[8:17]
    assert data["penaltyTotal"] == len(data["penalties"]) == 1
    assert data["penalties"][0]["penDecNo"].count("〔") == 1
    assert {officer["certNo"] for officer in data["officers"]} == {
        asker.town.cast[key].value for key in ("person-zhou", "person-wu", "person-zheng")
    }


@pytest.mark.parametrize(("kind", "column"), [("regno", "regNo"), ("orgcode", "orgCode")])
async def test_registry_is_also_asked_by_other_numbers(asker: Asker, kind: str, column: str) -> None:
    member, endpoint = asker.town.cast["tax-m"], asker.town.sources["registry"]
    value = (await asker.ask("registry", member)).json()["data"][column].replace("-", "")
    answer = await asker.client.get(
        f"{endpoint.url}/api/v1/units/{kind}/{value}", headers={"X-Api-Key": str(endpoint.key)}
    )
    assert answer.json()["data"]["uniscid"] == member.value
    assert answer.json()["key"] == {"type": kind, "value": value}


async def test_registry_says_that_it_knows_nobody(asker: Asker) -> None:
    member = asker.town.cast["unknown"]
    body = (await asker.ask("registry", member)).json()
    assert (body["code"], body["key"]["value"], body["data"]) == ("0404", member.value, None)


async def test_registry_gives_a_persons_posts_and_knows_who_has_none(asker: Asker) -> None:
    zhou = await asker.person(asker.town.cast["person-zhou"].value)
    assert [post["uniscid"] for post in zhou["data"]["posts"]] == [asker.town.cast["revoked"].value]
    clean = asker.town.cast["person-clean"].value
    assert (await asker.person(clean))["code"] == "0404"
    assert (await asker.person(clean))["key"]["certNo"] == clean


async def test_tax_gives_yearly_grades(asker: Asker) -> None:
    answer = tax_answer(await asker.ask("tax", asker.town.cast["tax-d"]))
    assert answer.findtext("tc:ResultCode", namespaces=TAX) == "0000"
    grades = answer.findall("tc:Grades/tc:Grade", TAX)
    assert answer.find("tc:Grades", TAX).get("total") == str(len(grades)) == "2"
    assert {grade.findtext("tc:XYJB", namespaces=TAX).strip().upper() for grade in grades} == {"D"}


async def test_tax_says_that_it_knows_nobody(asker: Asker) -> None:
    answer = tax_answer(await asker.ask("tax", asker.town.cast["unknown"]))
    assert answer.findtext("tc:ResultCode", namespaces=TAX) == "1001"
    assert answer.findtext("tc:NSRSBH", namespaces=TAX).endswith("TC99LY007")
    assert answer.find("tc:Grades", TAX) is None


async def test_hub_answers_in_gb18030_without_saying_so_in_ten_thousand_yuan(asker: Asker) -> None:
    member = asker.town.cast["revoked"]
    answer = await asker.ask("publicity", member)
    assert answer.headers["content-type"] == "application/json"
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode()
    row = (await asker.penalties(member))["rows"][0]
    registry = (await asker.ask("registry", member)).json()["data"]["penalties"][0]
    assert float(row["CF_NR_FK"]) * 10_000 == float(registry["penAmt"])
    assert row["CF_WSH"] == registry["penDecNo"].replace("〔", "[").replace("〕", "]")


@pytest.mark.parametrize(("key", "copy"), [("withdrawn", "2"), ("withdrawn-stale-copy", "1")])
async def test_hub_still_delivers_what_its_issuer_withdrew(asker: Asker, key: str, copy: str) -> None:
    member = asker.town.cast[key]
    (own,) = (await asker.ask("registry", member)).json()["data"]["penalties"]
    (row,) = (await asker.penalties(member))["rows"]
    assert (own["penState"], row["CF_ZT"]) == ("2", copy)


async def test_hub_pages_and_says_how_many_there_are(asker: Asker) -> None:
    busy = max(asker.town.world.subjects, key=lambda subject: len(subject.penalties))
    member = replace(asker.town.cast["revoked"], value=busy.code)
    first, second = await asker.penalties(member), await asker.penalties(member, page=2)
    assert first["total"] == second["total"] > 5
    assert first["pageSize"] == len(first["rows"]) == 5
    ids = {row["CF_ID"] for row in [*first["rows"], *second["rows"]]}
    assert len(ids) == first["total"]


async def test_hub_says_that_there_is_nothing(asker: Asker) -> None:
    member = asker.town.cast["model-clean"]
    body = await asker.penalties(member)
    assert (body["status"], body["total"], body["rows"], body["xydm"]) == ("200", 0, [], member.value)


async def test_ecology_answers_in_graphql(asker: Asker) -> None:
    member = asker.town.cast["env-neighbour"]
    found = (await asker.ask("ecology", member)).json()["data"]["environmentCredit"]
    assert found["enterprise"]["evaluations"][0]["regionCode"] == "980000"
    assert found["enterprise"]["total"] == 1
    nothing = (await asker.ask("ecology", asker.town.cast["twin-a"])).json()["data"]["environmentCredit"]
    assert (nothing["registryChecked"], nothing["enterprise"]) == (True, None)
    assert nothing["creditCode"] == asker.town.cast["twin-a"].value


async def test_serious_lists_account_for_every_code(asker: Asker) -> None:
    town = asker.town
    codes = [town.cast[key].value for key in ("exited", "twin-a", "twin-b", "unknown")]
    endpoint = town.sources["serious-lists"]
    answer = await asker.client.post(
        f"{endpoint.url}/api/v2/lists/batch", json={"codes": codes}, headers={"X-Api-Key": str(endpoint.key)}
    )
    body = answer.json()
    assert [result["uscc"] for result in body["results"]] == [codes[0], codes[2]]
    assert body["absent"] == [codes[1], codes[3]]
    assert body["results"][0]["entries"][0]["remDocNo"]


async def test_customs_level_hangs_on_a_code_only_the_cross_reference_knows(asker: Asker) -> None:
    member = asker.town.cast["customs-dishonest"]
    link = (await asker.ask("cross-reference", member)).json()
    assert (link["found"], link["code"]) == (True, member.value)
    level = (await asker.ask("customs", member)).json()
    assert level["customsCode"] == link["customsCode"]
    assert level["data"]["creditLevel"] == "失信企业"
    none = (await asker.ask("cross-reference", asker.town.cast["no-xref"])).json()
    assert none["found"] is False
    nobody = (await asker.ask("customs", asker.town.cast["unknown"])).json()
    assert (nobody["resultCode"], nobody["found"]) == ("204", False)


async def test_transport_tells_national_from_province(asker: Asker) -> None:
    national = (await asker.ask("transport", asker.town.cast["highway-graded"])).json()
    assert (national["total"], national["rows"][0]["scope"], national["rows"][0]["issuerCode"]) == (1, "national", "")
    none = (await asker.ask("transport", asker.town.cast["highway-none"])).json()
    assert (none["total"], none["rows"], none["asked"]) == (0, [], asker.town.cast["highway-none"].value)


async def test_court_table_is_whole_hyphenated_and_masked_for_persons_only(town: Town) -> None:
    with closing(sqlite3.connect(str(town.sources["court"].url).removeprefix("sqlite:///"))) as database:
        control = dict(database.execute("SELECT table_name, row_count FROM exchange_control"))
        units = database.execute("SELECT zzjgdm, able_refuses FROM sxbzxr_unit").fetchall()
        people = [key for (key,) in database.execute("SELECT sfzhm FROM sxbzxr_person")]
        plan = database.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM sxbzxr_unit WHERE UPPER(REPLACE(zzjgdm, '-', '')) = ?", ("X",)
        ).fetchall()
    assert control == {"sxbzxr_unit": len(units), "sxbzxr_person": len(people)}
    code = town.cast["enforced"].value[8:17]
    assert (f"{code[:8]}-{code[8]}", "1") in units
    assert not any("*" in key for key, _ in units)
    masked = town.cast["masked-court"].value
    assert f"{masked[:4]}{'*' * 12}{masked[-2:]}" in people
    assert masked not in people
    assert "sxbzxr_unit_key" in plan[0][-1]


async def test_models_are_as_many_as_the_manifest_says(town: Town) -> None:
    folder = Path(str(town.sources["models"].path))
    manifest = list(csv.DictReader(io.StringIO((folder / "MANIFEST.csv").read_text(encoding="utf-8"))))
    codes = set()
    for line, encoding in zip(manifest, ("gb18030", "utf-8-sig"), strict=True):
        rows = list(csv.DictReader(io.StringIO((folder / line["file"]).read_text(encoding=encoding))))
        assert len(rows) == int(line["rows"])
        codes |= {row["CODE"] for row in rows}
    assert town.cast["model-clean"].value in codes
    assert town.cast["twin-a"].value not in codes


@pytest.mark.parametrize("slug", HTTP_SLUGS)
async def test_a_wrong_credential_is_refused(asker: Asker, slug: str) -> None:
    wrong = {"X-Api-Key": "wrong", "Authorization": "Bearer wrong"}
    if slug == "tax":
        content = ENVELOPE.format(token="wrong", number="990100TC21LY007")
        answer = await asker.client.post(f"{asker.town.sources['tax'].url}/TaxCreditService", content=content)
    else:
        answer = await asker.ask(slug, asker.town.cast["revoked"], **wrong)
    assert answer.status_code == 401
    assert "接入密钥无效" in answer.content.decode()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"codes": []}', b'{"codes": [1]}', b'{"codes": "x"}'])
async def test_an_unusable_batch_is_refused(asker: Asker, content: bytes) -> None:
    endpoint = asker.town.sources["serious-lists"]
    answer = await asker.client.post(
        f"{endpoint.url}/api/v2/lists/batch", content=content, headers={"X-Api-Key": str(endpoint.key)}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "0400")


async def test_an_unknown_path_is_a_web_page(asker: Asker) -> None:
    endpoint = asker.town.sources["registry"]
    answer = await asker.client.get(f"{endpoint.url}/api/v2", headers={"X-Api-Key": str(endpoint.key)})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


async def test_stats_count_requests(asker: Asker) -> None:
    stats = [(await asker.client.get(f"{asker.town.admin}/stats")).json()]
    await asker.ask("transport", asker.town.cast["revoked"])
    stats.append((await asker.client.get(f"{asker.town.admin}/stats")).json())
    assert stats[1] == {**stats[0], "transport": stats[0]["transport"] + 1}
