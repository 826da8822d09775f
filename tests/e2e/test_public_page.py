"""The page of the public query in a real browser without scripts: asked, answered, in both languages, on a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from gateway.demo.servers import Gateway, gateway_starting, put_before, town_running
from gateway.demo.worlds import World
from tests.e2e.page import Seen, strangers

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A sandbox town and the gateway before it."""
    folder: Path = tmp_path_factory.mktemp("public")
    world = World()
    with gateway_starting(folder / "gateway", world) as child, town_running(folder / "town", world) as town:
        yield put_before(child, town, folder / "gateway")


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """A page as wide as a phone's, in a browser that runs no scripts."""
    async with await browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="zh-CN"
    ) as context:
        yield await context.new_page()


@pytest.mark.go("GO-17-d", "GO-08-a")
async def test_a_citizen_asks_by_code_and_reads_the_answer_in_either_language(phone: Page, gateway: Gateway) -> None:
    seen = Seen()
    phone.on("request", seen.asked)
    phone.on("console", seen.said)
    await phone.goto(f"{gateway.url}/public")
    await phone.get_by_label("统一社会信用代码").fill(gateway.town.cast["model-clean"]["value"])
    await phone.get_by_role("button", name="查询").click()
    await expect(phone.get_by_role("heading", name="守信激励：诚信典型")).to_be_visible()
    await expect(phone.get_by_role("article")).to_have_count(3)
    box = await phone.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 360
    await phone.get_by_role("link", name="English").click()
    await expect(phone.get_by_role("heading", name="Good information: integrity models")).to_be_visible()
    assert await phone.locator("html").get_attribute("lang") == "en"
    assert strangers(seen, gateway.url) == []
    assert seen.complaints == []


async def test_a_wrong_code_is_told_beside_the_form_and_can_be_mended(phone: Page, gateway: Gateway) -> None:
    await phone.goto(f"{gateway.url}/public?lang=en")
    code = phone.get_by_label("Unified social credit code")
    await code.fill("91990100TC01LY0030")
    await phone.get_by_role("button", name="Search").click()
    await expect(phone.get_by_role("alert")).to_contain_text("compare it with the certificate")
    await expect(code).to_have_value("91990100TC01LY0030")
    await expect(code).to_have_attribute("aria-invalid", "true")
