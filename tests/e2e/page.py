"""Driving the GraphiQL page: opening it, watching what it asks for, typing and running."""

from __future__ import annotations

from dataclasses import dataclass, field

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


async def open_page(page: Page, base_url: str) -> Seen:
    """Open GraphiQL and watch it."""
    seen = Seen()
    page.context.on("request", seen.asked)
    page.on("console", seen.said)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    await page.goto(f"{base_url}/graphql")
    await expect(page.locator(".graphiql-query-editor")).to_contain_text("query Hello", timeout=30_000)
    await expect(page.get_by_label("Examples / 示例")).to_be_enabled(timeout=30_000)
    return seen


def strangers(seen: Seen, base_url: str) -> list[str]:
    """Give the requests that went to another host."""
    return [url for url in seen.requests if not url.startswith((f"{base_url}/", "data:", f"blob:{base_url}/"))]


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
