"""`[search]` of an agency file: what is sent, what is believed, and what a file may not say."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from connectors.core.connector import SourceRef
from connectors.core.runner import Runner
from connectors.core.search import NamedUnits, NameQuestion
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.manifest import ManifestFaults
from schema.codes import FailureKind, Purpose
from schema.outcomes import Failed
from tests.connectors.acting import Acting, answers, now
from tests.connectors.agencies.recorded import BASE, WIRING
from tests.joining.invented import UNIT

FILE = """
kind = "rest"
title = "Registry"
keyed_by = ["CREDIT_CODE"]
history = "FULL"

[[request]]
path = "/units/{key}"
[request.answer]
no_echo = "the answer is about whom the request names"
none = [{ at = "/none", is = "yes" }]
[[request.record]]
kind = "REGISTRATION"
row = "/unit"
id = "/code"
identifiers = { CREDIT_CODE = "/code" }
issuer = { name = "/by" }

[search]
method = "POST"
path = "/names"
body = { named = "{name}", how = "{match}", most = "{size}", why = "{purpose}" }
match = { exact = "whole", prefix = "begins" }
[search.answer]
ok = { at = "/ok", is = [true] }
echo = "/named"
none = "verified-total"
[[search.record]]
kind = "REGISTRATION"
rows = "/units"
total = "/total"
id = "/code"
subject_name = "/name"
identifiers = { CREDIT_CODE = "/code" }
issuer = { name = "/by" }
"""
ROW = {"code": UNIT.value, "name": "样例食品有限公司", "by": "样例省市场监督管理局"}
NAME = '样例"食品'
GOOD = {"ok": True, "named": NAME, "total": 1, "units": [ROW]}


def written(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "names"
    folder.mkdir(exist_ok=True)
    (folder / "agency.toml").write_text(text, encoding="utf-8")
    return folder / "agency.toml"


async def searched(tmp_path: Path, body: Mapping[str, Any], *, exact: bool = False) -> tuple[Any, Any]:
    """Search with one answer; give what was found and what was sent."""
    kind = declared_kind(written(tmp_path, FILE))
    settings = read_settings(kind.settings_type, {"url": BASE, "limits": {"attempts": 1}}, where="names")
    connector = kind(SourceRef("names", "market-regulation"), settings, WIRING)
    assert connector.descriptor.searches
    with respx.mock(base_url=BASE) as mock:
        route = mock.post("/names").mock(return_value=httpx.Response(200, json=body))
        async with Runner(connector, clock=now) as runner:
            found = await runner.search(question(exact=exact))
    return found, json.loads(route.calls.last.request.content)


def question(*, exact: bool = False) -> NameQuestion:
    return NameQuestion(
        name=NAME,
        exact=exact,
        most=7,
        purpose=Purpose.SUPERVISION,
        request_id="r",
        deadline=asyncio.get_running_loop().time() + 5,
    )


@pytest.mark.parametrize(("exact", "how"), [(True, "whole"), (False, "begins")])
async def test_the_name_is_sent_in_the_body_and_rows_become_registrations(
    tmp_path: Path, exact: bool, how: str
) -> None:
    found, sent = await searched(tmp_path, GOOD, exact=exact)
    assert sent == {"named": NAME, "how": how, "most": 7, "why": "SUPERVISION"}
    assert isinstance(found, NamedUnits)
    (unit,) = found.registrations
    assert (unit.subject_name, unit.identifiers, found.more) == ("样例食品有限公司", (UNIT,), False)
    assert unit.provenances[0].source == "names"


@pytest.mark.parametrize(
    ("change", "units", "more"),
    [
        ({"total": 9}, 1, True),
        ({"total": 0, "units": []}, 0, False),
        ({"units": [ROW, {**ROW, "code": "9199********"}], "total": 2}, 1, False),
    ],
)
async def test_there_may_be_more_or_none_and_masked_rows_are_left_out(
    tmp_path: Path, change: dict[str, Any], units: int, more: bool
) -> None:
    found, _ = await searched(tmp_path, GOOD | change)
    assert isinstance(found, NamedUnits)
    assert (len(found.registrations), found.more) == (units, more)


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"ok": False}, FailureKind.UPSTREAM_ERROR),
        ({"ok": None}, FailureKind.CONTRACT_BROKEN),
        ({"named": "另一"}, FailureKind.WRONG_SUBJECT),
        ({"named": None}, FailureKind.UNACCOUNTED),
        ({"units": None}, FailureKind.UNACCOUNTED),
        ({"total": 0}, FailureKind.CONTRACT_BROKEN),
        ({"units": "none"}, FailureKind.CONTRACT_BROKEN),
    ],
)
async def test_an_answer_that_cannot_be_believed_is_a_failure_and_never_no_units(
    tmp_path: Path, change: dict[str, Any], failure: FailureKind
) -> None:
    found, _ = await searched(tmp_path, GOOD | change)
    assert isinstance(found, Failed)
    assert found.failure is failure


async def test_a_source_without_search_says_so() -> None:
    async with Runner(Acting(answers(Failed(failure=FailureKind.TIMEOUT, message="-"))), clock=now) as runner:
        found = await runner.search(question())
    assert isinstance(found, Failed)
    assert "not searched by name" in found.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('path = "/names"', 'path = "/names/{name}"', "puts a name into a URL"),
        ('named = "{name}", ', "", "which name it searches"),
        ('match = { exact = "whole", prefix = "begins" }', "", "told apart"),
        ('how = "{match}", ', "", "{match}"),
        ('most = "{size}"', 'most = "{key}"', "{key}"),
        ('rows = "/units"\ntotal', 'row = "/units"\n#', "list of registrations"),
        ('exact = "whole"', 'whole = "whole"', "exact"),
        ("[search]\n", "[search]\nname = 1\n", "name"),
    ],
)
def test_what_a_file_says_wrong_of_its_search_is_told_with_what_to_write(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in FILE
    with pytest.raises(ManifestFaults) as refused:
        declared_kind(written(tmp_path, FILE.replace(old, new)))
    assert said in str(refused.value)
    assert all(fault.line and fault.hint for fault in refused.value.faults)
