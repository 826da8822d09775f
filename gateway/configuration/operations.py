"""Trusted operations: a folder of GraphQL documents, each held against the schema and the limits when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults
from gateway.executor import DocumentCache, DocumentErrors, QueryLimits
from gateway.executor.engine import core_schema
from gateway.executor.trusted import trusted_documents
from schema.errors import Refusal
from schema.graph import build_schema

PATTERN = "*.graphql"


def load_operations(folder: Path, limits: QueryLimits) -> dict[str, str]:
    """Give the documents of a folder by id; raises `ManifestFaults` with everything wrong in every file."""
    if not folder.is_dir():
        raise ManifestFaults([Fault(folder.name, 1, "", "is no folder", "create it, with a *.graphql file for each")])
    texts: list[str] = []
    faults: list[Fault] = []
    for file in operation_files(folder):
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            faults.append(Fault(file.name, 1, "", "is not UTF-8", "save it as UTF-8"))
            continue
        faults += [Fault(file.name, *found) for found in _faults(text, limits)]
        texts.append(text)
    if faults:
        raise ManifestFaults(faults)
    return trusted_documents(texts)


def operation_files(folder: Path) -> list[Path]:
    """Give the files of a folder of operations in the order of their names."""
    return sorted(folder.glob(PATTERN))


@lru_cache(maxsize=256)
def _faults(text: str, limits: QueryLimits) -> tuple[tuple[int, str, str, str], ...]:
    """Say what is wrong with a document: line, path, problem, hint."""
    return tuple(_found(text, limits))


def _found(text: str, limits: QueryLimits) -> Iterator[tuple[int, str, str, str]]:
    try:
        document = _documents(limits).get(text)
    except Refusal as refusal:
        yield 1, "", refusal.message, refusal.hint or ""
    except DocumentErrors as found:
        for error in found.errors:
            yield error.locations[0].line if error.locations else 1, "", error.message, "see schema/schema.graphql"
    else:
        if not document.operations:
            yield 1, "", "holds no operation", "write query Name { … }"


@lru_cache(maxsize=1)
def _documents(limits: QueryLimits) -> DocumentCache:
    return DocumentCache(core_schema(build_schema()), limits)
