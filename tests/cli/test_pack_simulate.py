"""`tally pack simulate` over the sandbox and over a gateway's receipts: who changes, why, and who is not judged."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from gateway.cli.command import main
from gateway.demo.servers import Gateway
from gateway.paths import shipped
from gateway.receipts.canonical import decode
from gateway.receipts.file import parse_receipt
from gateway.rules.matters import load_matters
from gateway.state import DATABASE, MASTER_KEY, StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.erasure import erase
from gateway.store.master_keys import new_master_keys
from schema.identifiers import Identifier, Scheme
from tests.cli.conftest import KEY, Tally
from tests.store.making import order

LINE = "RES-15-able-and-refuses"
PACK = Path("packs") / "cn-2026"
Simulated = Callable[..., dict[str, Any]]


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """The shipped pack less one line."""
    pack = tmp_path / "cut"
    shutil.copytree(shipped("config") / PACK, pack)
    _cut(pack)
    return pack


@pytest.fixture(scope="module")
def answered(live: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Receipt files of real checks: a refuser and a listed unit in a tender, the refuser in a licence, a person."""
    cast = live.town.cast
    person = next(key for key, member in cast.items() if member["scheme"] == "RESIDENT_IDENTITY")
    asked = {
        "barred": ("sandbox-trading-centre", "enforced", "public-tender"),
        "listed": ("sandbox-trading-centre", "listed-strict", "public-tender"),
        "licence": (KEY, "enforced", "food-production-licence"),
        "person": (KEY, person, "annual-inspection-plan"),
    }
    folder = tmp_path_factory.mktemp("answered")
    for name, (key, member, matter) in asked.items():
        code, scheme = cast[member]["value"], cast[member]["scheme"]
        wanted = ["check", code, "--scheme", scheme, "--matter", matter, "--url", live.url, "--key", key]
        told = CliRunner().invoke(main, [*wanted, "--save", str(folder / f"{name}.json")])
        assert told.exit_code == 0, told.stderr
    return folder


@pytest.fixture
def receipts(answered: Path, tmp_path: Path) -> dict[str, Path]:
    """A copy of those files by their names, to be changed at will."""
    copied = Path(shutil.copytree(answered, tmp_path / "receipts"))
    return {file.stem: file for file in copied.iterdir()}


@pytest.fixture
def state(live: Gateway, receipts: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the live gateway's state, to be changed at will."""
    folder = tmp_path / "state"
    folder.mkdir()
    shutil.copy(live.state / MASTER_KEY, folder)
    with sqlite3.connect(live.state / DATABASE) as source, sqlite3.connect(folder / DATABASE) as copy:
        source.backup(copy)
    for connection in (source, copy):
        connection.close()
    return folder


@pytest.fixture
def simulated(tally: Tally, state: Path, receipts: dict[str, Path], sandbox_environment: None) -> Simulated:
    """Try a pack over the receipt files, and give what is said as JSON."""

    def run(pack: Path, *more: str | Path) -> dict[str, Any]:
        files = receipts["barred"].parent
        told = tally("pack", "simulate", pack, "--over", files, "--state", state, "--format", "json", *more)
        assert told.exit_code == 0, told.stderr
        tree: dict[str, Any] = orjson.loads(told.stdout)
        return tree

    return run


def test_over_the_sandbox_a_line_less_is_who_changes_and_why(tally: Tally, cut: Path) -> None:
    told = tally("pack", "simulate", cut, "--over", "SANDBOX", "--format", "json")
    found = orjson.loads(told.stdout)

    assert told.exit_code == 0, told.stderr
    assert found["compared"] == sum(cell["cases"] for cell in found["matrix"]) > 1000
    moved = {(cell["before"], cell["after"]): cell["cases"] for cell in found["matrix"]}
    assert moved["BARRED", "STANDARD"] >= 1
    assert moved["GREEN_CHANNEL", "GREEN_CHANNEL"] >= 1
    assert {change["matter"] for change in found["changed"]} == {"public-tender"}
    assert {measure["line"] for change in found["changed"] for measure in change["measures"]} == {LINE}
    assert {each["reason"] for each in found["notJudged"]} == {"the registry knows no subject with this CREDIT_CODE"}
    assert {each["matter"] for each in found["notJudged"]} == set(load_matters(shipped("config") / "matters.toml"))
    assert not re.search(r"RESIDENT_IDENTITY:\d{17}", told.stdout)


def test_over_receipts_a_line_less_changes_those_it_was_for(
    simulated: Simulated, receipts: dict[str, Path], cut: Path
) -> None:
    found = simulated(cut)

    assert (found["compared"], found["notJudged"], found["notReproduced"]) == (4, [], [])
    (changed,) = found["changed"]
    assert changed["receipt"] == _id(receipts["barred"])
    assert (changed["before"], changed["after"]) == ("BARRED", "STANDARD")
    (measure,) = changed["measures"]
    assert (measure["change"], measure["line"], measure["after"]) == ("VANISHES", LINE, None)
    assert (measure["before"]["status"], measure["before"]["effect"]) == ("ACTIVE", "BARRED")
    assert "the new pack has no such line" in measure["reason"]


def test_the_configured_pack_itself_reproduces_and_changes_nothing(
    tally: Tally, state: Path, sandbox_environment: None
) -> None:
    pack = shipped("config") / PACK
    told = tally("pack", "simulate", pack, "--over", "RECEIPTS", "--state", state, "--format", "json")
    found = orjson.loads(told.stdout)

    assert told.exit_code == 0, told.stderr
    assert found["compared"] >= 4
    assert (found["changed"], found["notReproduced"], found["notJudged"]) == ([], [], [])


def test_what_is_printed_for_people(
    tally: Tally, state: Path, receipts: dict[str, Path], cut: Path, sandbox_environment: None
) -> None:
    told = tally("pack", "simulate", cut, "--over", receipts["barred"].parent, "--state", state)

    assert told.exit_code == 0, told.stderr
    assert "4 judged by both, 1 change; 0 not reproduced, 0 not judged" in told.stdout
    assert f"{_id(receipts['barred'])} CREDIT_CODE:" in told.stdout
    assert "BARRED → STANDARD" in told.stdout
    assert re.search(rf"vanishes {LINE} ACTIVE BARRED\n +records +decision:\w+\n +why +the new pack", told.stdout)
    few = tally("pack", "simulate", cut, "--over", receipts["barred"].parent, "--state", state, "--most", "0")
    assert "and 1 more" in few.stdout


def test_an_erased_person_is_not_judged(
    simulated: Simulated, live: Gateway, state: Path, receipts: dict[str, Path], cut: Path
) -> None:
    member = next(each for each in live.town.cast.values() if each["scheme"] == "RESIDENT_IDENTITY")
    number = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=member["value"])
    store = open_store(StateFolder(state).database_url, Mode.APPEND)
    erase(store, order(StateFolder(state).vault().subject_ref(number)))
    store.close()
    found = simulated(cut)

    assert found["compared"] == 3
    (person,) = found["notJudged"]
    assert (person["receipt"], person["subject"]) == (_id(receipts["person"]), "RESIDENT_IDENTITY:(sealed)")
    assert "erased" in person["reason"]
    assert member["value"] not in orjson.dumps(found).decode()


def test_another_master_key_opens_nothing(
    simulated: Simulated, state: Path, receipts: dict[str, Path], cut: Path
) -> None:
    (state / MASTER_KEY).write_bytes(new_master_keys(lambda size: b"\x01" * size).file())
    found = simulated(cut)

    assert (found["compared"], found["notReproduced"]) == (0, [])
    assert len(found["notJudged"]) == len(receipts)
    assert {each["reason"] for each in found["notJudged"]} >= {"the master key is not this store's"}


def test_files_that_are_no_receipts_of_this_store_are_named(
    simulated: Simulated, state: Path, receipts: dict[str, Path], cut: Path
) -> None:
    (receipts["barred"].parent / "notes.txt").write_text("not a receipt", encoding="utf-8")
    with sqlite3.connect(state / DATABASE) as connection:
        connection.execute("DELETE FROM receipt WHERE id = ?", (_id(receipts["listed"]),))
        connection.execute("UPDATE receipt SET body = ? WHERE id = ?", (b"{}", _id(receipts["licence"])))
    connection.close()
    reasons = {each["receipt"]: each["reason"] for each in simulated(cut)["notJudged"]}

    assert "not a receipt" in reasons["notes.txt"]
    assert "this store does not have it" in reasons[_id(receipts["listed"])]
    assert "something else" in reasons[_id(receipts["licence"])]


def test_a_receipt_that_does_not_reproduce_is_reported_and_not_compared(
    simulated: Simulated, receipts: dict[str, Path], cut: Path, tmp_path: Path
) -> None:
    config = _config(tmp_path)
    (config / "adoptions" / "trading-centre.toml").unlink()  # what it adopted then is not known now
    found = simulated(cut, "--config", config)

    (barred,) = [each for each in found["notReproduced"] if each["receipt"] == _id(receipts["barred"])]
    assert "guidance BARRED in the receipt, STANDARD judged again" in barred["difference"]
    assert LINE in barred["difference"]
    assert found["changed"] == []


def test_receipts_of_a_pack_that_is_not_configured_are_not_judged(
    simulated: Simulated, receipts: dict[str, Path], cut: Path, tmp_path: Path
) -> None:
    config = _config(tmp_path)
    file = config / PACK / "pack.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("2026.4", "2026.5"), encoding="utf-8")
    found = simulated(cut, "--config", config)

    assert found["compared"] == 0
    assert len(found["notJudged"]) == len(receipts)
    assert all("its rule pack sample-province 2026.1" in each["reason"] for each in found["notJudged"])


def test_a_pack_that_governs_later_is_not_tried_on_earlier_days(simulated: Simulated, cut: Path) -> None:
    file = cut / "pack.toml"
    text = file.read_text(encoding="utf-8").replace("2026-04-01", "2099-01-01")
    file.write_text(text.replace('id = "cn-2026"', 'id = "cn-2099"'), encoding="utf-8")

    assert {each["reason"][:29] for each in simulated(cut)["notJudged"]} == {"the new pack does not govern "}


def test_a_faulty_pack_is_refused_with_every_fault(tally: Tally, cut: Path) -> None:
    (cut / "stray.toml").write_text("", encoding="utf-8")
    (cut / "pack.toml").write_text("id = 3 3\n", encoding="utf-8")
    told = tally("pack", "simulate", cut, "--over", "SANDBOX")

    assert told.exit_code == 2
    assert "stray.toml" in told.stderr
    assert "pack.toml:1" in told.stderr
    assert "2 fault(s)" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--over", "sandbox"], "neither RECEIPTS nor SANDBOX nor a folder"),
        ([], "--over"),
        (["--over", "RECEIPTS", "--format", "xml"], "xml"),
    ],
)
def test_a_wrong_command_says_what_to_write(tally: Tally, cut: Path, arguments: list[str], said: str) -> None:
    told = tally("pack", "simulate", cut, *arguments)

    assert told.exit_code == 2
    assert said in told.stderr


def test_without_a_store_nothing_is_made(tally: Tally, cut: Path, tmp_path: Path, sandbox_environment: None) -> None:
    told = tally("pack", "simulate", cut, "--over", "RECEIPTS", "--state", tmp_path / "none")

    assert told.exit_code == 2
    assert "STORE_MISSING" in told.stderr
    assert not (tmp_path / "none").exists()


def test_without_the_gateways_environment_it_is_said_what_to_set(
    tally: Tally, cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALLY_COURT_URL", raising=False)
    told = tally("pack", "simulate", cut, "--over", "RECEIPTS", "--state", tmp_path)

    assert told.exit_code == 2
    assert "TALLY_COURT_URL" in told.stderr


def _cut(pack: Path) -> None:
    lines = (pack / "lines.toml").read_text(encoding="utf-8")
    less = re.sub(rf'\[\[line\]\]\nid = "{LINE}".*?(?=\n\[\[line\]\])', "", lines, flags=re.DOTALL)
    assert less != lines
    (pack / "lines.toml").write_text(less, encoding="utf-8")


def _config(folder: Path) -> Path:
    config = folder / "config"
    shutil.copytree(shipped("config"), config)
    return config


def _id(file: Path) -> str:
    body: Any = decode(parse_receipt(file.read_bytes()).body)
    return str(body["id"])
