"""`tally operations`: the ids an approval system sends, and every fault before it is put in force."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from gateway.cli.command import main
from gateway.cli.questions import CHECK
from gateway.executor.trusted import document_id


def test_ids_are_listed_with_file_and_operations() -> None:
    result = CliRunner().invoke(main, ["operations", "list"])
    assert result.exit_code == 0
    rows = [line.split("  ") for line in result.output.splitlines()]
    assert [document_id(CHECK), "tally-check.graphql", "Check"] in rows
    assert all(len(row) == 3 for row in rows)


def test_the_trusted_operations_fit() -> None:
    result = CliRunner().invoke(main, ["operations", "check"])
    assert (result.exit_code, result.output.split()[0]) == (0, "ok")


def test_faults_of_a_folder_are_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "one.graphql").write_text("{\n  maters\n}", encoding="utf-8")
    (tmp_path / "two.graphql").write_text("{", encoding="utf-8")
    result = CliRunner().invoke(main, ["operations", "check", str(tmp_path)])
    assert result.exit_code == 1
    assert "FAIL  one.graphql:2: Cannot query field 'maters'" in result.output
    assert "FAIL  two.graphql:1: Syntax Error" in result.output
