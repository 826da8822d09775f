"""The pages: in both languages, without scripts, and whatever was typed is text."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.whistleblowing.channel import FORM, REPORT, STORY, UNIT, Channel

HOSTILE = '"><script>alert(1)</script>${code}&amp;'
HEADERS = {"content-type": FORM, "origin": "http://reports"}


async def test_the_form_needs_no_script_and_loads_nothing(channel: Channel) -> None:
    for path in ("/", "/followup"):
        page = await channel.ask("GET", path)
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
        assert not re.search(r"<script|<img|<link|https?:|@import|url\(", page.text)
        style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)
        assert style is not None
        allowed = base64.b64encode(sha256(style[1].encode()).digest()).decode()
        policy = page.headers["content-security-policy"]
        assert f"default-src 'none'; style-src 'sha256-{allowed}'; form-action 'self'" in policy


async def test_a_report_by_the_form_is_answered_with_a_page_that_shows_the_code(channel: Channel) -> None:
    page = await channel.ask("POST", "/reports", content=urlencode(REPORT), headers=HEADERS)

    assert page.status_code == 201
    code = re.search(r'id="code">([0-9A-Z-]{29})<', page.text)
    assert code is not None
    content = urlencode({"code": code[1], "message": ""})
    told = await channel.ask("POST", "/followup", content=content, headers=HEADERS)
    assert "已收到，尚未移交" in told.text
    assert "CNRY" not in page.text + told.text


async def test_what_is_wrong_is_said_in_both_languages_and_what_was_typed_stays(channel: Channel) -> None:
    content = urlencode({**REPORT, "creditCode": "1"})
    page = await channel.ask("POST", "/reports", content=content, headers=HEADERS)

    assert page.status_code == 422
    assert "不是有效的统一社会信用代码" in page.text
    assert "this is no unified social credit code" in page.text
    assert STORY in page.text
    assert '<option value="bribery" selected>' in page.text
    assert re.search(r'id="creditCode"[^>]*aria-invalid="true"', page.text)


@pytest.mark.parametrize(("path", "name"), [("/reports", "creditCode"), ("/reports", "contact"), ("/followup", "code")])
async def test_whatever_is_typed_is_shown_as_text(channel: Channel, path: str, name: str) -> None:
    content = urlencode({"whatHappened": HOSTILE, "offence": HOSTILE, "message": HOSTILE, name: HOSTILE})
    page = await channel.ask("POST", path, content=content, headers=HEADERS)
    assert "<script" not in page.text
    assert HOSTILE in unescape(page.text)


async def test_a_reply_is_shown_as_text(channel: Channel) -> None:
    code, report_id = await channel.one()
    await channel.do(report_id, "reply", message=HOSTILE)
    page = await channel.ask("POST", "/followup", content=urlencode({"code": code}), headers=HEADERS)
    assert "<script" not in page.text
    assert HOSTILE in unescape(page.text)


async def test_a_page_of_another_site_hands_nothing_in(channel: Channel) -> None:
    headers = {"content-type": FORM, "origin": "https://elsewhere.example"}
    page = await channel.ask("POST", "/reports", content=urlencode(REPORT), headers=headers)
    assert page.status_code == 400
    assert UNIT not in page.text
    assert await channel.ids() == []
