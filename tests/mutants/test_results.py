"""What counts as killed, as waived and as refused by mypy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.mutants.results import Mutant, Tally, Waiver, tallied, total_of, tried, waivers

DIFF = "--- a.py\n+++ a.py\n@@ -1,3 +1,3 @@\n def x() -> bool:\n-    return a < b\n+    return a <= b\n"
WAIVER = Waiver(module="a", line="return a < b", became="return a <= b", reason="a is never b")


def mutant(exit_code: int, name: str = "a.x__mutmut_1") -> Mutant:
    return Mutant(name=name, module="a", exit_code=exit_code)


@pytest.mark.parametrize(
    ("exit_code", "typed", "survived"), [(1, False, False), (36, False, False), (37, True, False), (0, False, True)]
)
def test_a_mutant_is_noticed_by_a_test_refused_by_mypy_or_survives(
    exit_code: int, *, typed: bool, survived: bool
) -> None:
    assert (mutant(exit_code).typed, mutant(exit_code).survived) == (typed, survived)


def test_a_mutant_no_test_reaches_survives_and_so_does_one_whose_run_broke() -> None:
    assert [mutant(code).status for code in (33, -11)] == ["no test", "ended with exit code -11"]
    assert all(mutant(code).survived for code in (33, -11))


def test_a_waiver_covers_the_very_change_it_names_and_no_other() -> None:
    assert WAIVER.covers("a", DIFF)
    assert not WAIVER.covers("b", DIFF)
    assert not WAIVER.covers("a", DIFF.replace("<=", ">"))
    assert not WAIVER.covers("a", DIFF + "-    return c\n")


def test_what_mypy_refuses_and_what_is_waived_count_neither_way() -> None:
    found = [mutant(1, "k"), mutant(1, "l"), mutant(37, "t"), mutant(0, "w"), mutant(0, "s")]
    (tally,) = tallied(found, {"w"}).values()
    assert (tally.made, tally.typed, tally.waived, tally.survived, tally.killed) == (5, 1, 1, 1, 2)
    assert tally.share == pytest.approx(2 / 3)
    assert total_of([tally, tally]).share == tally.share
    assert Tally().share == 1.0


def test_mutants_are_read_from_where_mutmut_notes_them(tmp_path: Path) -> None:
    (tmp_path / "gateway").mkdir()
    noted = {"gateway.a.x__mutmut_1": 0, "gateway.a.x__mutmut_2": None}
    (tmp_path / "gateway" / "a.py.meta").write_text(json.dumps({"exit_code_by_key": noted}), encoding="utf-8")
    assert list(tried(tmp_path)) == [Mutant(name="gateway.a.x__mutmut_1", module="gateway.a", exit_code=0)]


def test_a_waiver_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text('[[waiver]]\nmodule = "a"\nline = "b"\nbecame = "c"\nreason = " "\n', encoding="utf-8")
    with pytest.raises(ValueError, match="gives no reason"):
        waivers(path)


def test_the_waivers_kept_are_few_and_each_is_reasoned() -> None:
    assert len(waivers(Path(__file__).with_name("waivers.toml"))) <= 30
