"""The requirements of the Guiding Opinions as `requirements.toml` lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

_FILE = Path(__file__).with_name("requirements.toml")


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One requirement; `lacks` is what the tests that name it do not show yet."""

    type: Literal["C", "D", "R", "W", "X"]
    says: str
    lacks: str | None = None


class Requirements(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All requirements by id, in the order of the paragraphs."""

    requirement: dict[str, Requirement]

    @property
    def required(self) -> tuple[str, ...]:
        """Ids that must be shown by tests."""
        return tuple(name for name, requirement in self.requirement.items() if requirement.type != "X")


@cache
def requirements() -> Requirements:
    """Read the committed list."""
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Requirements)
