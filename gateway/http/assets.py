"""The built front end: in a wheel under `gateway/_data/static`, in a checkout under `ui/dist`."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

MANIFEST: Final = "manifest.json"
_HASHED: Final = re.compile(r"-[A-Z0-9]{8}\.[a-z0-9]+$")


class AssetsMissing(Exception):  # noqa: N818 - it reads as what happened, and its text is shown to the operator
    """The front end was not built."""

    def __init__(self) -> None:
        super().__init__("the GraphiQL page is not built; run `make setup` in the checkout, or install a wheel")


class Manifest(msgspec.Struct, frozen=True):
    """Names of the built files that a page refers to; `workers` by the label Monaco asks for."""

    script: str
    style: str
    workers: dict[str, str]


def assets_folder() -> Path:
    """Give the folder of built files; raises `AssetsMissing`."""
    package = Path(str(files("gateway")))
    for folder in (package / "_data" / "static", package.parent / "ui" / "dist"):
        if (folder / MANIFEST).is_file():
            return folder
    raise AssetsMissing


def read_manifest(folder: Path) -> Manifest:
    """Read which files the page needs; a manifest of another build is a `msgspec.ValidationError`."""
    return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)


class Assets(StaticFiles):
    """Serves the built files; those with a hash in their name may be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give the file at `path`."""
        response = await super().get_response(path, scope)
        if response.status_code in {200, 206, 304}:
            hashed = _HASHED.search(path)
            response.headers["cache-control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response
