"""What an agency file's requests send, whatever stands in a secret, a word or a date; answers that come in parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
import respx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.core.connector import SourceRef
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.declared.template import Template, in_json, in_url, in_xml
from schema.codes import FailureKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Failed, Found, NotFound, Outcome
from tests.connectors.acting import OTHER, UNIT, call, now
from tests.connectors.agencies.recorded import BASE, WIRING

NUMBER = Identifier(scheme=Scheme.REGISTRATION_NUMBER, value="990100600000013")
SECRET = """a"b\\c<d>&e='f' 密%2F{key}+#?/"""
HEAD = """
kind = "rest"
title = "Licences"
keyed_by = ["CREDIT_CODE", "REGISTRATION_NUMBER"]
history = "FULL"
"""
ANSWER = """
[request.answer]
no_echo = "the answer is about whom the request names"
none = [{ at = "/none", is = "yes" }]
[request.words.type]
CREDIT_CODE = "a&b \\"c\\" <d> 码"
REGISTRATION_NUMBER = "regno"
[[request.record]]
kind = "LICENCE"
rows = "/rows"
id = "/id"
identifiers = "key"
issuer = { name = "/authority" }
"""
NONE = {"none": "yes"}
WORD = 'a&b "c" <d> 码'

Answering = Callable[[httpx.Request], httpx.Response]


async def asked(
    text: str, folder: Path, answer: Answering, *keys: Identifier, as_of: date | None = None
) -> Mapping[Identifier, Outcome]:
    file = folder / "agency.toml"
    file.write_text(text, encoding="utf-8")
    kind = declared_kind(file)
    settings = {"url": BASE, "limits": {"attempts": 1}} | ({"secret": SECRET} if "{setting.secret}" in text else {})
    connector = kind(SourceRef("licences", "a"), read_settings(kind.settings_type, settings, where="x"), WIRING)
    with respx.mock(using="httpx") as mock:
        mock.route(host="department.test").mock(side_effect=answer)
        async with Runner(connector, clock=now) as runner:
            answers = await runner.ask(call(*keys, as_of=as_of))
    return {key: answer.outcome for key, answer in answers.items()}


async def sent(request: str, folder: Path) -> httpx.Request:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=NONE)

    outcome = await asked(HEAD + request + ANSWER, folder, answer, UNIT, as_of=date(2026, 3, 4))
    assert isinstance(outcome[UNIT], NotFound), outcome
    (only,) = seen
    return only


async def test_a_json_body_keeps_its_shape(tmp_path: Path) -> None:
    request = await sent(
        """
[[request]]
path = "/licences"
method = "POST"
body = { q = { code = "{key}", type = "{type}" }, why = "{purpose}", on = "as of {as_of}", auth = ["{setting.secret}"] }
""",
        tmp_path,
    )
    assert json.loads(request.content) == {
        "q": {"code": UNIT.value, "type": WORD},
        "why": "SUPERVISION",
        "on": "as of 2026-03-04",
        "auth": [SECRET],
    }
    assert request.headers["content-type"] == "application/json"


async def test_a_form_keeps_its_fields(tmp_path: Path) -> None:
    request = await sent(
        """
[[request]]
path = "/licences"
method = "POST"
form = { code = "{key}", type = "{type}", "原因 &" = "{purpose}; a=b & 无", on = "{as_of}", auth = "{setting.secret}" }
""",
        tmp_path,
    )
    assert parse_qsl(request.content.decode(), strict_parsing=True) == [
        ("code", UNIT.value),
        ("type", WORD),
        ("原因 &", "SUPERVISION; a=b & 无"),
        ("on", "2026-03-04"),
        ("auth", SECRET),
    ]
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"


async def test_an_xml_body_keeps_its_elements(tmp_path: Path) -> None:
    request = await sent(
        """
[[request]]
path = "/licences"
method = "POST"
xml = '<q type="{type}" on="{as_of}"><code>{key}</code><why>{purpose}</why><auth>{setting.secret}</auth></q>'
""",
        tmp_path,
    )
    found = etree.fromstring(request.content)
    assert (found.get("type"), found.get("on")) == (WORD, "2026-03-04")
    assert [(each.tag, each.text) for each in found] == [
        ("code", UNIT.value),
        ("why", "SUPERVISION"),
        ("auth", SECRET),
    ]


async def test_a_url_keeps_its_parts(tmp_path: Path) -> None:
    request = await sent(
        """
[[request]]
path = "/licences/{setting.secret}/{key}?type={type}&why={purpose}&on={as_of}"
""",
        tmp_path,
    )
    parts = urlsplit(str(request.url))
    assert parts.path == f"/licences/{in_url(SECRET)}/{UNIT.value}"
    assert parse_qs(parts.query) == {"type": [WORD], "why": ["SUPERVISION"], "on": ["2026-03-04"]}


@given(st.text(), st.text())
@settings(max_examples=200)
def test_whatever_is_put_in_stays_where_it_was_put(one: str, two: str) -> None:
    values = {"a": one, "b": two}
    if not any("\ud800" <= letter <= "\udfff" for letter in one + two):
        body = Template.of_json({"x": "<{a}>", "y": ["{b}"]}).filled({n: in_json(v) for n, v in values.items()})
        assert json.loads(body) == {"x": f"<{one}>", "y": [two]}
        form = Template.of_form({"x": "={a}&", "y": "{b}"}).filled({n: in_url(v) for n, v in values.items()})
        assert parse_qsl(form, keep_blank_values=True) == [("x", f"={one}&"), ("y", two)]
    if all(letter.isprintable() for letter in one + two):
        made: Any = etree.fromstring(
            Template.of("<x y='{a}'>{b}</x>").filled({n: in_xml(v) for n, v in values.items()})
        )
        assert (made.get("y"), made.text or "") == (one, two)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (404, NONE, NotFound),
        (404, {"rows": []}, FailureKind.UNACCOUNTED),
        (404, "no such page", FailureKind.MALFORMED),
        (200, NONE, NotFound),
        (203, NONE, FailureKind.CONTRACT_BROKEN),
        (410, NONE, FailureKind.MOVED),
        (500, NONE, FailureKind.UPSTREAM_ERROR),
    ],
)
async def test_a_404_is_an_answer_only_by_what_its_body_says(
    status: int, body: Any, outcome: type[Outcome] | FailureKind, tmp_path: Path
) -> None:
    text = HEAD + '[[request]]\npath = "/{key}"' + ANSWER.partition("[request.words")[0]
    text = text.replace("none = [", "statuses = [200, 404]\nnone = [") + ANSWER[ANSWER.index("[[request.record]]") :]

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, **({"text": body} if isinstance(body, str) else {"json": body}))

    told = (await asked(text, tmp_path, answer, UNIT))[UNIT]
    assert (told.failure if isinstance(told, Failed) else type(told)) is outcome


PARTS = """
kind = "rest"
title = "Licences"
keyed_by = ["CREDIT_CODE", "REGISTRATION_NUMBER"]
history = "FULL"
[answer]
echo = "/code"
none = "verified-total"
[[record]]
kind = "LICENCE"
rows = "/rows"
total = "/total"
id = "/id"
identifiers = "key"
issuer = { name = "/authority" }
[[request]]
path = "/granted/{key}"
[[request]]
path = "/withdrawn/{key}"
schemes = ["CREDIT_CODE"]
"""


def part(key: Identifier, *ids: str) -> dict[str, Any]:
    return {"code": key.value, "total": len(ids), "rows": [{"id": item, "authority": "样例厅"} for item in ids]}


@pytest.mark.parametrize(
    ("granted", "withdrawn", "outcome"),
    [
        (["1"], ["2", "3"], ["1", "2", "3"]),
        (["1"], [], ["1"]),
        ([], ["2"], ["2"]),
        ([], [], NotFound),
        (["1"], 503, FailureKind.OVERLOADED),
        ([], 404, FailureKind.MOVED),
        (500, ["2"], FailureKind.UPSTREAM_ERROR),
        (["1"], ["1"], ["1"]),
    ],
)
async def test_requests_about_one_key_are_one_answer(
    granted: Any, withdrawn: Any, outcome: Any, tmp_path: Path
) -> None:
    told = {"granted": granted, "withdrawn": withdrawn}

    def answer(request: httpx.Request) -> httpx.Response:
        said = told[request.url.path.split("/")[1]]
        return httpx.Response(said) if isinstance(said, int) else httpx.Response(200, json=part(UNIT, *said))

    found = (await asked(PARTS, tmp_path, answer, UNIT))[UNIT]
    if isinstance(found, Found):
        assert sorted(str(record.id).rpartition(":")[2] for record in found.records) == outcome
    else:
        assert (found.failure if isinstance(found, Failed) else type(found)) is outcome


async def test_a_request_that_fails_for_one_key_leaves_the_other_keys_alone(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        _, kind, key = request.url.path.split("/")
        if kind == "withdrawn" and key == OTHER.value:
            return httpx.Response(500)
        return httpx.Response(200, json=part(Identifier(scheme=Scheme.CREDIT_CODE, value=key), f"{kind}-{key[-3:]}"))

    found = await asked(PARTS, tmp_path, answer, UNIT, OTHER, NUMBER)
    assert isinstance(found[OTHER], Failed)
    assert isinstance(found[UNIT], Found)
    assert isinstance(found[NUMBER], Found)
    assert [len(told.records) for told in found.values() if isinstance(told, Found)] == [2, 1]
