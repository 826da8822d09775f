"""Imports connector packages: a folder anywhere under a private name, one of `agencies` and installed ones by theirs.

A folder whose files changed since it was last imported is imported anew; what was built of the old one keeps it.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Final

_PRIVATE: Final = "_tally_connector_"
_STATE: Final = "__tally_state__"  # of the files a module of `agencies` was imported from


def import_folder(folder: Path) -> ModuleType:
    """Import a package by its folder; its own modules are reached by relative imports. Raises whatever it raises."""
    name = f"{_PRIVATE}{re.sub(r'[^0-9A-Za-z]', '_', folder.name)}_{_state(folder)}"
    if name in sys.modules:
        return sys.modules[name]
    _install_finder()
    file = str(folder / "__init__.py")
    loader = _FromSource(name, file)
    spec = ModuleSpec(name, loader, origin=file, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    spec.has_location = True
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        _drop(name)
        raise
    return module


def import_member(package: str, folder: Path) -> ModuleType:
    """Import a package that lies in another, by its full name. Raises whatever it raises."""
    name, state = f"{package}.{folder.name}", _state(folder)
    if name in sys.modules and getattr(sys.modules[name], _STATE, state) != state:
        _drop(name)
    importlib.invalidate_caches()
    module = importlib.import_module(name)
    setattr(module, _STATE, state)
    return module


def why_unusable(error: BaseException, *, folder: Path | None = None) -> str:
    """Say why a package could not be imported or used, without its own words: what is missing, or where it broke."""
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith(_PRIVATE):
        return f"needs the package `{error.name}`, which is not installed; install it where the gateway runs"
    if isinstance(error, SyntaxError) and error.filename:
        return f"is not Python at {Path(error.filename).name}:{error.lineno or 1}; mend it"
    return f"broke with {type(error).__name__}{_place(error, folder)}; mend it"


def _place(error: BaseException, folder: Path | None) -> str:
    step, place = error.__traceback__, ""
    while step is not None:
        file = Path(step.tb_frame.f_code.co_filename)
        if folder is not None and file.is_relative_to(folder):
            place = f" at {file.relative_to(folder)}:{step.tb_lineno}"
        step = step.tb_next
    return place


def _state(folder: Path) -> str:
    """Give a digest of the code below a folder, and of the size and time of its other files."""
    digest = sha256(str(folder).encode())
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            about = file.stat()
            content = file.read_bytes() if file.suffix == ".py" else f"{about.st_size} {about.st_mtime_ns}".encode()
            digest.update(f"\n{file.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _drop(name: str) -> None:
    for loaded in [known for known in sys.modules if known == name or known.startswith(f"{name}.")]:
        del sys.modules[loaded]


class _FromSource(SourceFileLoader):
    """Compiles from source always: bytecode is told apart by size and second, and two edits may share both."""

    def path_stats(self, path: str | bytes) -> dict[str, float]:
        raise OSError(f"no bytecode of {path!r} is read or written")


class _Members(MetaPathFinder):
    """Finds the modules inside packages imported by their folder."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is None or not fullname.startswith(_PRIVATE):
            return None
        return FileFinder(path[0], (_FromSource, SOURCE_SUFFIXES)).find_spec(fullname, target)


def _install_finder() -> None:
    if not any(isinstance(finder, _Members) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Members())
