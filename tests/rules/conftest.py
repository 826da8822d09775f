"""Refused packs: a copy of the shipped one with one file changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.rules.load import PackFaults, load_pack
from tests.rules.making import LOCAL_FOLDER, matters

Edit = Callable[..., PackFaults]


@pytest.fixture
def refused(tmp_path: Path) -> Edit:
    """Give a function that changes one file of a copy of the packs and gives the faults they are refused with."""

    def edit(part: str, old: str, new: str, *, after: str = "") -> PackFaults:
        folder = tmp_path / LOCAL_FOLDER.name
        shutil.copytree(LOCAL_FOLDER.parent, tmp_path, dirs_exist_ok=True)
        texts = {path: path.read_text(encoding="utf-8") for path in tmp_path.glob(f"*/{part}.toml")}
        path, text = next((path, text) for path, text in sorted(texts.items()) if after in text and old in text)
        start = text.index(after)
        assert old in text[start:]
        path.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8")
        with pytest.raises(PackFaults) as error:
            load_pack(folder, matters=matters())
        return error.value

    return edit
