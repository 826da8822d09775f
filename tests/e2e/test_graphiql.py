"""GraphiQL in a real browser: it opens, runs what is typed, shows the examples, and asks no other host."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.page import Seen, open_page, run, strangers, write

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def seen(page: Page, base_url: str) -> Seen:
    """The page, opened and watched."""
    return await open_page(page, base_url)


async def test_a_typed_query_is_answered_and_no_other_host_is_asked(page: Page, seen: Seen, base_url: str) -> None:
    await write(page, ".graphiql-query-editor", '{ echo(text: "typed by hand") }')
    await run(page, "typed by hand")
    assert seen.requests
    assert strangers(seen, base_url) == []
    assert seen.complaints == []


async def test_examples_open_as_tabs_with_their_variables_and_credential(page: Page, seen: Seen) -> None:
    await page.get_by_role("tab", name="Echo").click()
    await expect(page.locator(".graphiql-query-editor")).to_contain_text("query Echo", timeout=15_000)
    await run(page, "from an example")
    await page.get_by_role("tab", name="Who").click()
    await expect(page.locator(".graphiql-query-editor")).to_contain_text("query Who", timeout=15_000)
    await run(page, "sandbox-key")
    assert seen.complaints == []


async def test_the_list_opens_an_example_in_a_new_tab(page: Page, seen: Seen) -> None:
    tabs = page.get_by_role("tab")
    before = await tabs.count()
    await page.get_by_label("Examples / 示例").select_option(label="Who am I")
    await expect(tabs).to_have_count(before + 1)
    await expect(tabs.last).to_contain_text("Who", timeout=15_000)
    await run(page, '"asker": "sandbox-key"')
    assert seen.complaints == []


async def test_nothing_stays_in_the_browser(page: Page, seen: Seen) -> None:
    await write(page, ".graphiql-query-editor", "{ asker }")
    await run(page, "sandbox-key")
    state = await page.context.storage_state()
    assert state["cookies"] == []
    assert "sandbox-key" not in str(state)
    assert "asker" not in str(state)


async def test_introspection_gives_documentation(page: Page, seen: Seen) -> None:
    await page.get_by_role("button", name="Show Documentation Explorer").click()
    await expect(page.locator(".graphiql-doc-explorer")).to_contain_text("Query", timeout=10_000)
    assert seen.complaints == []
