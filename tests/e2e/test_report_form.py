"""Reporting in a real browser whose scripts are off: the form, the code, coming back with it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, expect

from tests.whistleblowing.channel import STORY, UNIT, Channel, channel_in

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.go("GO-13-a")]


@pytest_asyncio.fixture(loop_scope="session")
async def served(tmp_path: Path) -> AsyncIterator[tuple[Channel, str]]:
    """A channel on a port of this machine, in this process so that what it keeps can be seen."""
    with channel_in(tmp_path / "reports") as channel, socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(channel.app, log_config=None, access_log=False))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        yield channel, f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await task


@pytest_asyncio.fixture(loop_scope="session")
async def plain(browser: Browser) -> AsyncIterator[Page]:
    """A page of a browser that runs no scripts."""
    async with await browser.new_context(java_script_enabled=False, viewport={"width": 900, "height": 1400}) as context:
        yield await context.new_page()


async def test_a_report_is_handed_in_and_followed_without_scripts_and_cookies(
    plain: Page, served: tuple[Channel, str], tmp_path: Path
) -> None:
    channel, address = served
    seen: list[str] = []
    plain.context.on("request", lambda request: seen.append(request.url))
    complaints: list[str] = []
    plain.on("console", lambda message: complaints.append(message.text))
    await plain.goto(f"{address}/")

    await plain.get_by_label("统一社会信用代码").fill("91990100TC01LY003X")
    await plain.get_by_label("发生了什么").fill(STORY)
    await plain.get_by_label("失信行为").select_option(label="贿赂 · Bribery")
    await plain.screenshot(path=tmp_path / "form.png", full_page=True)
    await plain.get_by_role("button").click()
    await expect(plain.get_by_role("alert")).to_contain_text("不是有效的统一社会信用代码")
    await expect(plain.get_by_label("发生了什么")).to_have_value(STORY)
    await plain.get_by_label("统一社会信用代码").fill(f"{UNIT[:8]} {UNIT[8:]}".lower())
    await plain.get_by_role("button").click()
    code = (await plain.locator("#code").inner_text()).strip()
    await plain.screenshot(path=tmp_path / "code.png", full_page=True)

    (report_id,) = await channel.ids()
    await channel.do(report_id, "reply", message="哪一个仓库？")
    await plain.get_by_role("link", name="查询进展").click()
    await plain.get_by_label("查询码").fill(code)
    await plain.get_by_role("button").click()
    await expect(plain.locator("#progress")).to_contain_text("已收到，尚未移交")
    await expect(plain.locator("blockquote")).to_have_text("哪一个仓库？")
    await plain.screenshot(path=tmp_path / "followup.png", full_page=True)

    assert {url.removeprefix(address) for url in seen} <= {"/", "/reports", "/followup", "/favicon.ico"}
    assert not any(code in url for url in seen)
    assert [each for each in complaints if "status of 422" not in each] == []
    assert await plain.context.cookies() == []
