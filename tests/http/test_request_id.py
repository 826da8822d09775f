"""Request ids and log lines."""

from __future__ import annotations

import json
import logging
import sys

import httpx
import pytest

from gateway.http import current_request_id
from gateway.http.logs import JsonLines, mask_personal


@pytest.mark.parametrize("offered", ["case-0001", "A" * 64, "3f2c.9_x-"])
async def test_a_well_formed_id_is_kept(client: httpx.AsyncClient, offered: str) -> None:
    response = await client.get("/livez", headers={"x-request-id": offered})
    assert response.headers["x-request-id"] == offered


@pytest.mark.parametrize("offered", ["", "short", "A" * 65, "with space here", "<script>alert", 'q"uoted-id'])
async def test_any_other_is_replaced(client: httpx.AsyncClient, offered: str) -> None:
    response = await client.get("/livez", headers={"x-request-id": offered})
    made = response.headers["x-request-id"]
    assert made != offered
    assert len(made) == 32
    assert current_request_id() is None


def record(message: str, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("a.logger", logging.WARNING, __file__, 1, message, (), None)
    made.__dict__.update(facts)
    return made


def test_a_line_is_one_json_object_with_facts() -> None:
    line = JsonLines().format(record("two\nlines", status=200, thing=object))
    found = json.loads(line)
    assert "\n" not in line
    assert (found["message"], found["level"], found["logger"], found["status"]) == (
        "two\nlines",
        "warning",
        "a.logger",
        200,
    )
    assert found["time"].endswith("+00:00")


def test_tracebacks_are_in_the_line_and_masked() -> None:
    text = "no person\n" + "110101" + "199003070011"
    try:
        raise ValueError(text)
    except ValueError:
        made = record("failed")
        made.exc_info = sys.exc_info()
    found = json.loads(JsonLines().format(made))
    assert "ValueError" in found["error"]
    assert "199003070011" not in found["error"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id 11010119900307001X.", "id 110101********."),
        ("110101900307001", "110101********"),
        ("91990000MA01ABCD3X", "91990000MA01ABCD3X"),
        ("1101011990030700112222", "1101011990030700112222"),
    ],
)
def test_personal_numbers_are_masked(text: str, shown: str) -> None:
    assert mask_personal(text) == shown
