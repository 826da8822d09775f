"""Plays the story before a town: a gateway of its own, whose news reaches a hearer of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gateway.demo.servers import Town, gateway_starting, put_before
from gateway.demo.story.departments import INSPECTOR, Departments
from gateway.demo.story.hearing import Hearer
from gateway.demo.story.telling import Part, tell
from gateway.demo.worlds import World
from gateway.paths import shipped

_WEBHOOKS: Final = f"""
[[endpoint]]
id = "approvals"
client = "{INSPECTOR}"
url = "${{STORY_HOOK_URL}}"
networks = ["127.0.0.0/8"]
secrets = ["${{STORY_HOOK_SECRET}}"]
kinds = ["WATCH", "RECTIFICATION"]
"""


def play_story(town: Town, folder: Path, *, pack: Path | None = None) -> Iterator[Part]:
    """Play it with everything under `folder`, on a copy of the shipped configuration that has a webhook."""
    config, hearer = folder / "config", Hearer()
    shutil.copytree(shipped("config"), config)
    hook, state = hook_up(config, hearer), folder / "state"
    with hearer.hearing(), gateway_starting(state, World(), config=config, pack=pack) as child:
        yield from tell(Departments(put_before(child, town, state, hook)), hearer)


def hook_up(config: Path, hearer: Hearer) -> dict[str, str]:
    """Write into a configuration that news goes to a hearer; gives the variables it reads."""
    (config / "webhooks.toml").write_text(_WEBHOOKS, encoding="utf-8")
    return {"STORY_HOOK_URL": hearer.url, "STORY_HOOK_SECRET": hearer.secret}
