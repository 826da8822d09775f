"""The GraphiQL page, its files, its examples, and the health routes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest

from gateway.http.assets import assets_folder, read_manifest
from tests.http.sample import EXAMPLES, not_ready, sample_app

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(sample_app(page=True, examples=EXAMPLES))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test", headers=BROWSER) as client:
        yield client


async def test_browsers_get_a_page_without_inline_script(browser: httpx.AsyncClient) -> None:
    for target in ("/graphql", "/graphql?query={asker}"):
        response = await browser.get(target)
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert response.headers["vary"] == "Accept"
        policy = response.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "http" not in policy
        for script in re.findall(r"<script.*?</script>", response.text, re.DOTALL):
            assert re.fullmatch(r'<script type="module" src="/static/[\w-]+\.js"></script>', script)


async def test_other_clients_get_graphql_at_the_same_path(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/graphql", params={"query": "{ asker }"}, headers={"accept": "*/*"})
    assert response.json() == {"data": {"asker": "guest"}}


async def test_every_file_the_page_names_is_there_for_a_year(browser: httpx.AsyncClient) -> None:
    manifest = read_manifest(assets_folder())
    for name in (manifest.script, manifest.style, *manifest.workers.values()):
        response = await browser.get(f"/static/{name}")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert set(manifest.workers) == {"json", "graphql", "editor"}


async def test_files_without_a_hash_are_asked_for_again(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/static/LICENCES.txt")).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["../pyproject.toml", "%2e%2e/pyproject.toml", "nothing.js", "", "chunks"])
async def test_nothing_else_is_served(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(f"/static/{path}")).status_code == 404


def test_no_built_file_names_a_machine() -> None:
    for file in assets_folder().rglob("*"):
        if file.is_file():
            assert str(assets_folder().parents[1]).encode() not in file.read_bytes()


async def test_examples_are_given_as_handed_in(browser: httpx.AsyncClient) -> None:
    first, second = (await browser.get("/graphql/examples.json")).json()["examples"]
    assert first == EXAMPLES[0]
    assert second == {**EXAMPLES[1], "variables": {}}


@pytest.mark.parametrize(
    "wrong", [{"title": "x"}, {"title": 1, "query": ""}, {"title": "x", "query": "", "header": {}}]
)
def test_a_wrong_example_is_found_at_start(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        sample_app(page=True, examples=[wrong])


async def test_without_the_page_browsers_get_graphql() -> None:
    transport = httpx.ASGITransport(sample_app(page=False))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        assert (await client.get("/graphql", headers=BROWSER)).status_code == 400
        assert (await client.get("/graphql/examples.json")).status_code == 404


async def test_readiness_says_why_not() -> None:
    transport = httpx.ASGITransport(sample_app(readiness=not_ready))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        response = await client.get("/readyz")
        assert response.status_code == 503
        assert response.json() == {"ready": False, "reasons": ["the store is not open"]}
        assert (await client.get("/livez")).status_code == 200
