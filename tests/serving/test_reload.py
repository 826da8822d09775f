"""`tally serve --reload`: what is edited takes effect without a restart, or is refused and the old one kept."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.demo.servers import Town
from tests.connectors.discovered import coded, graded
from tests.serving.served import Served, eventually, serving
from tests.serving.test_exchange import SOURCE

OURS = "our-connectors"
GRADER = f"../{OURS}/our-grader"


@pytest.fixture
def served(tmp_path: Path, town: Town) -> Iterator[Served]:
    """A gateway that reloads, with a connector of the operator's own."""

    def own_connector(folder: Path) -> None:
        coded(tmp_path / OURS / "our-grader")
        settings, agencies = folder / "gateway.toml", folder / "agencies.toml"
        text = settings.read_text(encoding="utf-8").replace("connectors = []", f'connectors = ["../{OURS}"]')
        settings.write_text(text, encoding="utf-8")
        agencies.write_text(agencies.read_text(encoding="utf-8") + SOURCE, encoding="utf-8")

    with serving(tmp_path, town, "--reload", before=own_connector) as gateway:
        yield gateway


def test_edited_code_answers_next_and_what_is_under_way_finishes_on_the_old(served: Served) -> None:
    assert served.grades() == ["A"]
    served.edit(f"{GRADER}/grades.py", graded("A"), graded("B", seconds=2.0))
    assert eventually(lambda: served.exchanges() == 1)
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(served.grades)
        time.sleep(0.3)
        served.edit(f"{GRADER}/grades.py", graded("B", seconds=2.0), graded("C"))
        assert eventually(lambda: served.exchanges() == 2)
        assert not under_way.done()
        assert served.grades() == ["C"]
        assert under_way.result() == ["B"]


def test_code_half_written_is_refused_and_the_next_writing_is_taken(served: Served) -> None:
    served.edit(f"{GRADER}/grades.py", graded("A"), 'GRADE, SECONDS = "B",')
    assert eventually(lambda: "the old one is kept" in served.log())
    assert "agencies.toml:" in served.log()
    assert served.grades() == ["A"]
    served.edit(f"{GRADER}/grades.py", 'GRADE, SECONDS = "B",', graded("B"))
    assert eventually(lambda: served.grades() == ["B"])


def test_all_faults_of_a_faulty_configuration_are_logged_at_once(served: Served) -> None:
    shutil.copytree(served.folder, served.folder.parent / "draft")
    draft = served.folder.parent / "draft"
    for name, good, bad in (("matters.toml", "serious-lists", "serious-list"), ("agencies.toml", "scale =", "scal =")):
        text = (draft / name).read_text(encoding="utf-8").replace(good, bad)
        (draft / name).write_text(text, encoding="utf-8")
    shutil.copytree(draft, served.folder, dirs_exist_ok=True)
    assert eventually(lambda: "did you mean serious-lists" in served.log())
    assert "unknown setting `scal`" in served.log()
    assert served.exchanges() == 0
    assert served.status("sandbox-finance") == 200


def test_a_configuration_folder_deleted_and_made_again_is_still_watched(served: Served) -> None:
    kept = served.folder.parent / "kept"
    shutil.copytree(served.folder, kept)
    shutil.rmtree(served.folder)
    shutil.copytree(kept, served.folder)
    assert eventually(lambda: served.exchanges() >= 1)
    time.sleep(1.5)
    assert served.status("sandbox-finance") == 200
    clients = served.folder / "clients.toml"
    text = clients.read_text(encoding="utf-8")
    clients.write_text(text[: text.index('[[client]]\nid = "sandbox-finance"')], encoding="utf-8")
    assert eventually(lambda: served.status("sandbox-finance") == 401)
    assert served.status("sandbox-market-regulation") == 200


def test_folders_of_connectors_added_later_are_watched_too(served: Served) -> None:
    further = served.folder.parent / "further"
    coded(further / "second-grader")
    served.edit("gateway.toml", f'["../{OURS}"]', f'["../{OURS}", "../further"]')
    served.edit("agencies.toml", 'connector = "our-grader"', 'connector = "second-grader"')
    assert eventually(lambda: served.exchanges() >= 1)
    time.sleep(1.5)
    coded(further / "second-grader", grades=graded("D"))
    assert eventually(lambda: served.grades() == ["D"])
