"""GraphiQL in a real browser: it opens, runs what is typed, shows the examples, and asks no other host."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.async_api import ConsoleMessage, Page, Request, expect


@dataclass
class Seen:
    """What the page asked for, and what it complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture
async def seen(page: Page, base_url: str) -> Seen:
    """Open GraphiQL and watch it."""
    seen = Seen()
    page.context.on("request", seen.asked)
    page.on("console", seen.said)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    await page.goto(f"{base_url}/graphql")
    await expect(page.locator(".graphiql-query-editor")).to_contain_text("query Hello", timeout=30_000)
    await expect(page.get_by_label("Examples / 示例")).to_be_enabled(timeout=30_000)
    return seen


async def write(page: Page, editor: str, text: str) -> None:
    """Replace the text of one editor by typing."""
    await page.locator(f"{editor} .view-lines").first.click()
    await page.keyboard.press("Control+A")
    await page.keyboard.press("Delete")
    await page.keyboard.insert_text(text)


async def run(page: Page, expected: str) -> None:
    """Run the query and see the answer."""
    await page.get_by_role("button", name="Execute query (Ctrl-Enter)").click()
    await expect(page.locator(".result-window")).to_contain_text(expected, timeout=15_000)


async def test_a_typed_query_is_answered_and_no_other_host_is_asked(page: Page, seen: Seen, base_url: str) -> None:
    await write(page, ".graphiql-query-editor", '{ echo(text: "typed by hand") }')
    await run(page, "typed by hand")
    assert seen.requests
    assert [url for url in seen.requests if not url.startswith((f"{base_url}/", "data:", f"blob:{base_url}/"))] == []
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
