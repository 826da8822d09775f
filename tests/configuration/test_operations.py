"""Trusted operations as they are read: every fault of every file at once, and those the README and the CLI rely on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.cli import questions
from gateway.configuration.operations import load_operations
from gateway.configuration.settings import load_settings
from gateway.executor import QueryLimits
from gateway.executor.trusted import document_id
from tests.configuration.written import CONFIG

README = (CONFIG.parent / "README.md").read_text(encoding="utf-8")
SHIPPED = load_settings(CONFIG).graphql


def shipped() -> dict[str, str]:
    assert SHIPPED.operations is not None
    return load_operations(SHIPPED.operations, SHIPPED.limits)


def test_what_the_command_line_asks_is_trusted() -> None:
    texts = [questions.CHECK, questions.MATTERS, questions.STATISTICS]
    assert [document_id(text) in shipped() for text in texts] == [True] * 3


def test_what_the_readme_shows_is_trusted() -> None:
    bodies = [json.loads(found) for found in re.findall(r"-d '(\{.*\})'", README)]
    texts = [body["query"] for body in bodies if "query" in body]
    texts += re.findall(r"```graphql\n(.*?)```", README, re.DOTALL)
    ids = [body["documentId"] for body in bodies if "documentId" in body]
    assert (len(texts), len(ids)) == (4, 1)
    assert {*ids, *map(document_id, texts)} <= shipped().keys()


def test_every_fault_of_every_file_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "good.graphql").write_text("query Good { matters { totalCount } }", encoding="utf-8")
    (tmp_path / "ignored.txt").write_text("nothing", encoding="utf-8")
    (tmp_path / "syntax.graphql").write_text("query Syntax {\n  matters {\n", encoding="utf-8")
    (tmp_path / "unknown.graphql").write_text("query Unknown {\n  maters\n  agencys\n}", encoding="utf-8")
    (tmp_path / "large.graphql").write_text("{ a: matters { b: totalCount } }", encoding="utf-8")
    (tmp_path / "latin.graphql").write_bytes("# für\n{ __typename }".encode("latin-1"))
    (tmp_path / "empty.graphql").write_text("", encoding="utf-8")
    with pytest.raises(ManifestFaults) as caught:
        load_operations(tmp_path, QueryLimits(aliases=1))
    found = {(fault.file, fault.line) for fault in caught.value.faults}
    assert found == {
        ("empty.graphql", 1),
        ("large.graphql", 1),
        ("latin.graphql", 1),
        ("syntax.graphql", 3),
        ("unknown.graphql", 2),
        ("unknown.graphql", 3),
    }
    assert all(fault.problem and fault.hint for fault in caught.value.faults)


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ManifestFaults, match="is no folder"):
        load_operations(tmp_path / "nowhere", QueryLimits())
