"""A served configuration is exchanged on SIGHUP, and a faulty one is refused with the old one kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demo.servers import Town
from tests.connectors.discovered import coded, graded
from tests.serving.served import Served, eventually, serving

SOURCE = """
[[source]]
slug = "grader"
agency = "tax"
connector = "our-grader"
scale = "tax-2025"
"""


@pytest.fixture
def served(tmp_path: Path, town: Town) -> Iterator[Served]:
    with serving(tmp_path, town) as gateway:
        yield gateway


def test_a_client_taken_out_is_refused_after_the_exchange_and_the_others_are_not(served: Served) -> None:
    assert served.status("sandbox-finance") == 200
    clients = served.folder / "clients.toml"
    text = clients.read_text(encoding="utf-8")
    clients.write_text(text[: text.index('[[client]]\nid = "sandbox-finance"')], encoding="utf-8")
    served.hang_up()
    assert eventually(lambda: served.status("sandbox-finance") == 401)
    assert served.status("sandbox-market-regulation") == 200


def test_a_faulty_configuration_is_refused_and_the_old_one_kept(served: Served) -> None:
    served.edit("matters.toml", "serious-lists", "serious-list")
    served.hang_up()
    assert eventually(lambda: "the old one is kept" in served.log())
    assert "did you mean serious-lists" in served.log()
    assert served.status("sandbox-finance") == 200


def test_connectors_are_found_again(served: Served, tmp_path: Path) -> None:
    assert served.grades() == []
    coded(tmp_path / "ours" / "our-grader")
    served.edit("gateway.toml", "connectors = []", 'connectors = ["../ours"]')
    agencies = served.folder / "agencies.toml"
    agencies.write_text(agencies.read_text(encoding="utf-8") + SOURCE, encoding="utf-8")
    served.hang_up()
    assert eventually(lambda: served.grades() == ["A"])
    coded(tmp_path / "ours" / "our-grader", grades=graded("B"))
    served.hang_up()
    assert eventually(lambda: served.grades() == ["B"])
