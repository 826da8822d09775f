"""The GraphiQL page at the endpoint, its files and its example queries; nothing comes from another host."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

import msgspec
import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from gateway.http.assets import Assets, Manifest, read_manifest

STATIC: Final = "/static"
# Monaco writes style attributes and style elements; scripts and workers are files of ours only.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS: Final = {"content-security-policy": POLICY, "cache-control": "no-cache", "vary": "Accept"}


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query the page opens with; `headers` are sent with it (the sandbox's API key)."""

    title: str
    query: str
    variables: dict[str, Any] = {}
    headers: dict[str, str] = {}


def page(path: str, folder: Path) -> Response:
    """Give the page for the endpoint at `path`; no script or style stands in it."""
    manifest = read_manifest(folder)
    return HTMLResponse(_html(path, manifest), headers=PAGE_HEADERS)


def routes(path: str, folder: Path, examples: Sequence[Example]) -> list[BaseRoute]:
    """Give the routes of the page's files and of `PATH/examples.json`."""
    body = orjson.dumps({"examples": [msgspec.structs.asdict(example) for example in examples]})

    async def examples_json(_: Request) -> Response:
        return Response(body, media_type="application/json", headers={"cache-control": "no-cache"})

    return [Route(f"{path}/examples.json", examples_json), Mount(STATIC, Assets(directory=folder))]


def _html(path: str, manifest: Manifest) -> str:
    workers = {label: f"{STATIC}/{name}" for label, name in manifest.workers.items()}
    settings = {
        "endpoint": path,
        "examples": f"{path}/examples.json",
        "workers": orjson.dumps(workers).decode(),
    }
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in settings.items())
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Tally GraphiQL</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n<link rel="stylesheet" href="{STATIC}/{escape(manifest.style)}">\n'
        f'<script type="module" src="{STATIC}/{escape(manifest.script)}"></script>\n</head>\n'
        f'<body><div id="graphiql" {attributes}>Loading GraphiQL… 正在加载</div></body>\n</html>\n'
    )
