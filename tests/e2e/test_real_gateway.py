"""The real gateway in a real browser: a check typed by hand, and an example, answered by live departments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from gateway.demo.servers import Gateway, gateway_starting, put_before, town_running
from gateway.demo.worlds import World
from tests.e2e.page import open_page, run, strangers, write

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUERY = (
    '{ check(subject: {scheme: CREDIT_CODE, value: "%s"}, matter: "food-production-licence", '
    'purpose: ADMINISTRATIVE_LICENCE, caseNumber: "BROWSER-1") { guidance receipt { id } } }'
)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A sandbox town and the gateway before it."""
    folder: Path = tmp_path_factory.mktemp("browser")
    world = World()
    with gateway_starting(folder / "gateway", world) as child, town_running(folder / "town", world) as town:
        yield put_before(child, town, folder / "gateway")


@pytest.mark.go("GO-04-a", "GO-18-e")
async def test_a_check_typed_by_hand_is_answered_and_no_other_host_is_asked(page: Page, gateway: Gateway) -> None:
    seen = await open_page(page, gateway.url)
    await write(page, ".graphiql-query-editor", QUERY % gateway.town.cast["model-clean"]["value"])
    await run(page, "GREEN_CHANNEL")
    assert strangers(seen, gateway.url) == []
    assert seen.complaints == []


async def test_an_example_of_a_scenario_runs_as_it_opens(page: Page, gateway: Gateway) -> None:
    seen = await open_page(page, gateway.url)
    await page.get_by_role("tab", name="Restraints").click()
    await expect(page.locator(".graphiql-query-editor")).to_contain_text("query Restraints", timeout=15_000)
    await run(page, "BARRED")
    assert seen.complaints == []
